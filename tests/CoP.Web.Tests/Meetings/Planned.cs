using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>What the tests of meetings do again and again, through the pages that people use.</summary>
static class Planned
{
    public const string Link = "https://meet.example/room-7";
    public const string DialIn = "+1 617 555 0100, code 42";

    /// <summary>Letters do not wait.</summary>
    public static readonly (string Name, string? Value) SendNow = ("Input.SendNow", "true");

    static readonly ConcurrentDictionary<string, int> quarters = new();

    /// <summary>A coming quarter that no other test of the class uses: each has room for one meeting.</summary>
    public static Quarter NextQuarter() => new Quarter(2031, 2) + (quarters.AddOrUpdate(TestContext.Current.TestClass?.UniqueID ?? "", 1, (_, used) => used + 1) % 39);

    /// <summary>A day of the quarter that suits: a Wednesday that is no holiday.</summary>
    public static LocalDate Day(this Quarter quarter, int weeks = 3)
    {
        var day = quarter.First.Next(IsoDayOfWeek.Wednesday).PlusWeeks(weeks);
        return Holidays.On(day) is null ? day : day.PlusDays(1);
    }

    public static string Iso(this LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public static Task<Visitor> Committee(this Site site) => site.SignIn(Kind.Committee);

    public static Task<Page> Form(this Visitor committee, Quarter quarter) => committee.Get($"/steering/meetings/turns/{quarter}");

    /// <summary>Gives a quarter's turn a date, and ends on the page of the new meeting.</summary>
    public static async Task<Id<QuarterlyMeeting>> Schedule(this Visitor committee, Quarter quarter, params (string Name, string? Value)[] more)
    {
        var form = await committee.Form(quarter);
        (string Name, string? Value)[] usual = [("Input.Date", quarter.Day().Iso()), ("Input.Time", "13:00"), ("Input.Minutes", "90"), ("Input.Link", Link), ("Input.DialIn", DialIn)];
        var page = await form.Submit("main form", [.. usual.ExceptBy(more.Select(m => m.Name), u => u.Name), .. more]);
        page.Is(HttpStatusCode.OK);
        return Id<QuarterlyMeeting>.Parse(page.Address.Split('/')[^1]);
    }

    /// <summary>A meeting that the members were told of.</summary>
    public static async Task<Id<QuarterlyMeeting>> Announced(this Visitor committee, params (string Name, string? Value)[] more)
    {
        var id = await committee.Schedule(NextQuarter(), more);
        await committee.Announce(id);
        return id;
    }

    public static async Task<Page> Announce(this Visitor committee, Id<QuarterlyMeeting> id) => await (await committee.Get($"/steering/meetings/{id}/announcement")).Submit("main form", SendNow);

    public static async Task<Page> Answer(this Visitor member, Id<QuarterlyMeeting> id, string answer, params (string Name, string? Value)[] needs) =>
        await (await member.Get($"/meetings/{id}")).Submit("#rsvp form", [("Mine.Answer", answer), .. needs]);
}
