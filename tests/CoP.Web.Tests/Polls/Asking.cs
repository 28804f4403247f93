using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Features.Polls;
using CoP.Web.Tests.CoReflection;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Polls;

/// <summary>Polls that ask "when?", as tests need them: about times in May, so that the clock of the site may go on by weeks.</summary>
static class Asking
{
    /// <summary>Tuesdays and Thursdays from nine to twelve for three weeks, from 6 May on: eighteen hours.</summary>
    public static readonly (string, string?)[] Mornings =
    [
        ("Input.Title", "Our sessions from spring on"), ("Input.Zone", "America/New_York"), ("Input.Minutes", "60"), ("Input.Days", "Tuesday"), ("Input.Days", "Thursday"),
        ("Input.From", "09:00"), ("Input.To", "12:00"), ("Input.FirstDay", "2031-05-06"), ("Input.Weeks", "3"), ("Input.Until", "2031-04-30"),
    ];

    /// <summary>The first session of the groups, at noon; they meet each week.</summary>
    public static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2031, 5, 6, 12, 0), 60, "America/New_York");

    /// <summary>A group of a convener and some others.</summary>
    public static async Task<Id<Group>> GroupOf(this Site site, Visitor convener, params Visitor[] others)
    {
        var id = Id<Group>.New(site.Now);
        var (founder, viewers) = (await site.ViewerOf(convener), new List<Viewer>());
        foreach (var other in others) viewers.Add(await site.ViewerOf(other));
        await site.Write(db =>
        {
            var group = new Group(id, Circles.Peers with { Size = GroupOutline.LargestSize }, founder, site.Now);
            group.Plan(new SeriesPlan(Tuesday, Rhythm.Weekly), founder.Id, site.Now);
            foreach (var viewer in viewers) group.Join(viewer, site.Now);
            db.Groups.Add(group);
        });
        return id;
    }

    /// <summary>Fills the form in, looks at the times, and asks.</summary>
    public static async Task<Id<Poll>> Ask(this Visitor visitor, string form, params (string, string?)[] fields)
    {
        var looked = (await (await visitor.Get(form)).Submit("button[name=preview][value=true]", fields.Length == 0 ? Mornings : fields)).Is(System.Net.HttpStatusCode.OK);
        var asked = await looked.Submit("button[name=preview][value=false]");
        return Id(asked.Is(System.Net.HttpStatusCode.OK));
    }

    public static Id<Poll> Id(Page page) => page.Address.StartsWith("/polls/", StringComparison.Ordinal) ? Id<Poll>.Parse(page.Address.Split('/')[^1]) : throw new InvalidOperationException(page.Text());

    public static Task<Poll> Poll(this Site site, Id<Poll> id) => site.Read(db => db.Polls.AsNoTracking().AsSplitQuery().SingleAsync(p => p.Id == id));

    /// <summary>Answers to all times of a page.</summary>
    public static (string, string?)[] Answers(this Page page, Func<string, int, string> answer) =>
        [.. page.All("#vote [name$='.Slot']").Select((slot, i) => ($"Input.Answers[{i}].Answer", (string?)answer(slot.GetAttribute("value")!, i)))];

    public static async Task<Page> Answer(this Visitor visitor, Id<Poll> id, Func<string, int, string> answer, params (string, string?)[] more)
    {
        var page = await visitor.Get($"/polls/{id}");
        return await page.Submit("#vote", [.. page.Answers(answer), .. more]);
    }

    public static async Task PollRounds(this Site site)
    {
        using var scope = site.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<PollRounds>().Go();
    }
}
