using CoP.Domain.Calendars;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Calendars.Choices;

public sealed class ChoicesInput
{
    public Alarm Alarm { get; set; }
    public bool Invitations { get; set; }
}

/// <summary>How events come into my own calendar: with an alarm, by invitation.</summary>
public sealed class ChoicesController(CopDb db, CurrentMember me, Rules rules, IStringLocalizer<CalendarChoicesText> texts) : Controller
{
    [HttpGet("/preferences/calendar")]
    public async Task<IActionResult> Show()
    {
        var choices = await db.CalendarChoices.AsNoTracking().SingleOrDefaultAsync(c => c.MemberId == me.Id) ?? new CalendarChoices(me.Id);
        return View("Show", await Page(new ChoicesInput { Alarm = choices.Alarm, Invitations = choices.Invitations }));
    }

    [HttpPost("/preferences/calendar")]
    public async Task<IActionResult> Save([Bind(Prefix = nameof(ChoicesPage.Input))] ChoicesInput input)
    {
        try
        {
            if (ModelState.IsValid) await db.Write(async () => (await db.CalendarChoicesOf(me.Id)).Choose(input.Alarm, input.Invitations));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError("Input.Alarm", rules.Explain(broken));
        }
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Show", await Page(input));
        }
        this.Say(texts["saved"]);
        return Redirect("/preferences/calendar");
    }

    async Task<ChoicesPage> Page(ChoicesInput input) => new(input, await db.MailChoices.AnyAsync(c => c.MemberId == me.Id && (c.Muted & MailTopics.Sessions) != MailTopics.None));
}

/// <param name="IsMuted">The member wants no mail about sessions.</param>
public sealed record ChoicesPage(ChoicesInput Input, bool IsMuted);

public static class CalendarChoicesQueries
{
    /// <summary>A member's choices, to be changed; new ones where there are none. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task<CalendarChoices> CalendarChoicesOf(this CopDb db, Id<Member> member)
    {
        // The member's row stands for choices that may not be there yet.
        await db.Lock("Members", member.Value);
        if (await db.CalendarChoices.SingleOrDefaultAsync(c => c.MemberId == member) is { } choices) return choices;
        choices = new CalendarChoices(member);
        db.CalendarChoices.Add(choices);
        return choices;
    }

    /// <summary>The alarm that a member wants.</summary>
    public static Task<Alarm> AlarmOf(this CopDb db, Id<Member> member) => db.CalendarChoices.Where(c => c.MemberId == member).Select(c => c.Alarm).SingleOrDefaultAsync();
}
