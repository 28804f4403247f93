using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>Dates that are suggested, days that are blocked, and a year on one page.</summary>
public abstract class DatesTests(Site site)
{
    [Fact]
    public async Task A_turn_gets_a_date_out_of_those_that_are_suggested()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var form = await committee.Form(quarter);
        var picks = form.All("input[name='Input.Pick']").Select(i => i.GetAttribute("value")).ToList();
        Assert.Equal(DateSuggestions.Most + 1, picks.Count);
        // Nothing is chosen for anyone: a day of one's own stands last and is what the form begins with.
        Assert.Equal("", picks[^1]);
        Assert.Equal("", form.One("input[name='Input.Pick'][checked]").GetAttribute("value"));
        Assert.Contains("No holiday and no other meeting that week.", form.Text("main form"), StringComparison.Ordinal);

        var page = await form.Submit("main form", ("Input.Pick", picks[0]), ("Input.Time", ""), ("Input.Minutes", "no"));
        Assert.Contains("The date is saved. Nobody has been told yet.", page.Text(".says"), StringComparison.Ordinal);
        var meeting = await Load(Id<QuarterlyMeeting>.Parse(page.Address.Split('/')[^1]));
        Assert.Equal(picks[0], $"{meeting.Slot.Start:uuuu-MM-dd'T'HH:mm}/{meeting.Slot.Minutes}");
    }

    [Theory]
    [InlineData("2031-04-09T10:00/90", "2031-04-10", "and typed another")]
    [InlineData("2031-04-09T10:00", "", "We cannot read that day")]
    [InlineData("<script>", "", "We cannot read that day")]
    [InlineData("2031-04-12T10:00/90", "", "That day is on a weekend.")]
    [InlineData("2031-04-09T23:00/90", "", "between 8 AM and 6 PM")]
    [InlineData("2031-04-09T10:00/999999999999", "", "We cannot read that day")]
    public async Task A_day_that_is_picked_is_looked_at_like_one_that_is_typed(string pick, string typed, string says)
    {
        var committee = await site.Committee();
        var page = await committee.Post("/steering/meetings/turns/2031-Q2", [.. Usual(committee), ("Input.Pick", pick), ("Input.Date", typed), ("Input.Topic", "Kept")]);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("Kept", page.One("#Input_Topic").GetAttribute("value"));
        if (typed.Length > 0) Assert.Equal(typed, page.One("#Input_Date").GetAttribute("value"));
    }

    [Fact]
    public async Task A_blocked_day_is_not_suggested_and_said_of_when_it_is_chosen_all_the_same()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var best = (await Picks(committee, quarter))[0]!;
        var day = best[..10];
        var blocked = await (await committee.Get("/steering/blocked")).Submit("main form.form", ("Input.First", day), ("Input.Reason", $"Conference <{quarter}>"));
        Assert.Contains("Blocked. No meeting will be suggested", blocked.Text(".says"), StringComparison.Ordinal);
        Assert.Contains($"Conference <{quarter}>", blocked.Text(".rows"), StringComparison.Ordinal);
        Assert.DoesNotContain(await Picks(committee, quarter), p => p!.StartsWith(day, StringComparison.Ordinal));

        var page = await (await committee.Form(quarter)).Submit("main form", ("Input.Date", day));
        Assert.Contains($"Please note: The committee blocked that day: Conference <{quarter}>.", page.Text(".says"), StringComparison.Ordinal);

        var id = await site.Read(db => db.BlockedDays.Where(b => b.Reason == $"Conference <{quarter}>").Select(b => b.Id).SingleAsync());
        Assert.Contains("free again", (await (await committee.Get("/steering/blocked")).Submit($"form[action$='{id}']")).Text(".says"), StringComparison.Ordinal);
        Assert.False(await site.Read(db => db.BlockedDays.AnyAsync(b => b.Id == id)));
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post($"/steering/blocked/{id}", ("_method", "DELETE"))).Status);
    }

    [Theory]
    [InlineData("", "", "Snow", "Please fill this in.")]
    [InlineData("2031-02-30", "", "Snow", "We cannot read")]
    [InlineData("2031-05-10", "2031-05-09", "Snow", "before the first")]
    [InlineData("2031-05-10", "2031-09-09", "Snow", "at most 62 days")]
    [InlineData("2030-05-10", "", "Snow", "These days are over")]
    [InlineData("2099-05-10", "", "Snow", "within the next 5 years")]
    [InlineData("9999-12-31", "", "Snow", "within the next 5 years")]
    [InlineData("2031-05-10", "", "", "Please fill this in.")]
    [InlineData("2031-05-10", "", "a\u0007b", "in one line")]
    public async Task Days_that_cannot_be_blocked_are_explained_and_what_was_typed_is_kept(string first, string last, string reason, string says)
    {
        var committee = await site.Committee();
        var before = await site.Read(db => db.BlockedDays.CountAsync());
        var page = (await (await committee.Get("/steering/blocked")).Submit("main form.form", ("Input.First", first), ("Input.Last", last), ("Input.Reason", reason))).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(reason, page.One("#Input_Reason").GetAttribute("value") ?? "");
        Assert.Equal(before, await site.Read(db => db.BlockedDays.CountAsync()));
    }

    [Fact]
    public async Task Plans_are_the_committees()
    {
        foreach (var kind in (Kind[])[Kind.Supporter, Kind.Supervisor, Kind.AreaDirector])
        {
            var member = await site.SignIn(kind);
            foreach (var address in (string[])["/steering/year", "/steering/blocked"])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await member.Get(address)).Status);
                Assert.Equal(HttpStatusCode.NotFound, (await member.Post(address)).Status);
            }
            Assert.Equal(HttpStatusCode.NotFound, (await member.Post("/steering/year/announcements")).Status);
        }
    }

    protected static async Task<List<string?>> Picks(Visitor committee, Quarter quarter) =>
        [.. (await committee.Form(quarter)).All("input[name='Input.Pick']").Select(i => i.GetAttribute("value"))];

    static (string, string)[] Usual(Visitor committee) =>
        [("Input.Time", "10:00"), ("Input.Minutes", "90"), ("Input.Contact", committee.Member.Id.ToString()), ("Input.For", "Supervisors"), ("Input.Languages", "English"), ("Input.Venue", "Online")];

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));
}

public sealed class DatesTestsOnSqlite(SqliteSite site) : DatesTests(site), IClassFixture<SqliteSite>;

public sealed class DatesTestsOnPostgres(PostgresSite site) : DatesTests(site), IClassFixture<PostgresSite>;
