using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings.Facilitation;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class FacilitatorTests(Site site)
{
    const Areas everywhere = (Areas)31;

    [Fact]
    public async Task Who_is_asked_says_yes_on_their_page_and_facilitates()
    {
        var (committee, director) = (await site.Committee(), await Director());
        var id = await committee.Schedule(Planned.NextQuarter());
        Assert.Equal(HttpStatusCode.NotFound, (await director.Get($"/meetings/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await director.Get($"/meetings/{id}/seats")).Status);

        var said = await Ask(committee, id, director.Member.Id);
        Assert.Contains("Asked. The letter goes out in ten minutes", said.Text(), StringComparison.Ordinal);
        Assert.Contains($"{director.Member.Name} has been asked by {committee.Member.Name}", said.Text(), StringComparison.Ordinal);
        Assert.Equal((LetterKind.SeatAsked, site.Now + MeetingChange.Grace, (Id<Member>?)director.Member.Id), await Told(LetterKind.SeatAsked, id));

        Assert.Contains("You are asked to facilitate", (await director.Get("/")).Text(), StringComparison.Ordinal);
        Assert.Contains("You are asked to facilitate", (await director.Get("/meetings")).Text(), StringComparison.Ordinal);
        var mine = await (await director.Get($"/meetings/{id}")).Follow("section[aria-labelledby=my-seat] a");
        Assert.Contains($"{committee.Member.Name} asks if you would facilitate", mine.Text(), StringComparison.Ordinal);
        var page = await mine.Submit("form[action$='/acceptance']");
        Assert.Contains("Thank you. You facilitate this meeting.", page.Text(), StringComparison.Ordinal);
        Assert.Contains(director.Member.Name, page.Text(".seats"), StringComparison.Ordinal);
        Assert.Equal((LetterKind.SeatAnswered, site.Now, (Id<Member>?)null), await Told(LetterKind.SeatAnswered, id));
        Assert.DoesNotContain("You are asked", (await director.Get("/")).Text(), StringComparison.Ordinal);
        Assert.Contains("said yes", (await committee.Get($"/steering/meetings/{id}/seats")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_no_gives_words_to_the_committee_and_sees_the_meeting_no_more()
    {
        var (committee, director) = (await site.Committee(), await Director());
        var id = await committee.Schedule(Planned.NextQuarter(), ("Input.Recovery", director.Member.Id.ToString()));
        var mine = await director.Get($"/meetings/{id}/seats");
        var again = await mine.Submit("form[action$='/refusal']", ("words", new string('x', 501)));
        Assert.Contains("at most 500 characters", again.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(501, again.One("#words").TextContent.Trim().Length);
        var page = await again.Submit("form[action$='/refusal']", ("words", "On leave <b>then</b>."));
        Assert.Contains("The committee has been told", page.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await director.Get($"/meetings/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await director.Post($"/meetings/{id}/seats/Recovery/acceptance")).Status);
        var seats = await committee.Get($"/steering/meetings/{id}/seats");
        Assert.Contains("On leave <b>then</b>.", seats.Text("blockquote"), StringComparison.Ordinal);
        Assert.Contains("said no", seats.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_is_handed_over_when_the_other_says_yes()
    {
        var (committee, one, other) = (await site.Committee(), await Director(), await Director());
        var id = await committee.Announced();
        await Sit(committee, one, id);
        var page = await (await one.Get($"/meetings/{id}/seats")).Submit("form[action$='/handover']", ("member", other.Member.Id.ToString()));
        Assert.Contains("You facilitate until they say yes.", page.Text(), StringComparison.Ordinal);
        Assert.Contains($"You have asked {other.Member.Name}", (await one.Get($"/meetings/{id}/seats")).Text(), StringComparison.Ordinal);
        Assert.Contains(one.Member.Name, page.Text(".seats"), StringComparison.Ordinal);
        await (await other.Get($"/meetings/{id}/seats")).Submit("form[action$='/acceptance']");
        Assert.Contains(other.Member.Name, (await one.Get($"/meetings/{id}")).Text(".seats"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await one.Get($"/meetings/{id}/seats")).Status);
        Assert.Contains("gave the seat to someone else", (await committee.Get($"/steering/meetings/{id}/seats")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_leaves_an_empty_seat()
    {
        var (committee, one) = (await site.Committee(), await Director());
        var id = await committee.Announced();
        await Sit(committee, one, id);
        var page = await (await one.Get($"/meetings/{id}/seats")).Submit("details form", ("words", "Ill"));
        Assert.Contains("The seat is empty.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Nobody yet", (await one.Get($"/meetings/{id}")).Text(".seat--empty"), StringComparison.Ordinal);
        Assert.Contains("cannot after all", (await committee.Get($"/steering/meetings/{id}/seats")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committee_stops_asking_and_empties_a_seat()
    {
        var (committee, one) = (await site.Committee(), await Director());
        var id = await committee.Schedule(Planned.NextQuarter());
        await Ask(committee, id, one.Member.Id);
        var stopped = await (await committee.Get($"/steering/meetings/{id}/seats")).Submit("form[action$='/Recovery/request']:has([value=DELETE])");
        Assert.Contains("not asked any more", stopped.Text(), StringComparison.Ordinal);
        // The letter had not gone, and so there is nothing to say.
        Assert.False(await site.Read(db => db.Occasions.AnyAsync(o => o.Kind == LetterKind.SeatEnded && o.RecipientId == one.Member.Id)));
        // Whoever is asked instead takes the place of who has not answered.
        var other = await Director();
        await Ask(committee, id, other.Member.Id);
        await Ask(committee, id, one.Member.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/meetings/{id}/seats")).Status);
        await (await one.Get($"/meetings/{id}/seats")).Submit("form[action$='/acceptance']");
        await (await committee.Get($"/steering/meetings/{id}/seats")).Submit("form[action$='/seats/Recovery']:has([value=DELETE])");
        Assert.Null((await Load(id)).RecoverySeat);
        Assert.True(await site.Read(db => db.Occasions.AnyAsync(o => o.Kind == LetterKind.SeatEnded && o.RecipientId == one.Member.Id)));
    }

    [Theory]
    [InlineData("", "active member from the list")]
    [InlineData("nobody", "active member from the list")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", "active member from the list")]
    [InlineData("supporter", "someone with another role")]
    [InlineData("elsewhere", "someone of the host area")]
    public async Task Only_who_may_take_a_seat_is_asked(string whom, string says)
    {
        var committee = await site.Committee();
        // Hosted by one area, so that someone of another is elsewhere.
        var id = await committee.Schedule(Planned.NextQuarter());
        var host = (await Load(id)).Host;
        if (whom == "supporter") whom = (await site.Add(Kind.Supporter, p => p with { Areas = everywhere })).Id.ToString();
        if (whom == "elsewhere") whom = (await site.Add(Kind.AreaDirector, p => p with { Areas = everywhere & ~host.AsSet() })).Id.ToString();
        var version = (await Load(id)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var page = await committee.Post($"/steering/meetings/{id}/seats/Recovery/request", ("member", whom), ("version", version));
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post($"/steering/meetings/{id}/seats/Throne/request", ("member", whom), ("version", version))).Status);
    }

    [Fact]
    public async Task Of_two_who_ask_at_once_the_second_sees_whom_the_first_asked()
    {
        var (committee, other, one, two) = (await site.Committee(), await site.Committee(), await Director(), await Director());
        var id = await committee.Schedule(Planned.NextQuarter());
        var late = await other.Get($"/steering/meetings/{id}/seats");
        await Ask(committee, id, one.Member.Id);
        var page = await late.Submit("form[action$='/Recovery/request']:has(select)", ("member", two.Member.Id.ToString()));
        Assert.Contains("Someone else changed this meeting", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains(one.Member.Name, page.Text("section[aria-labelledby=seat-Recovery]"), StringComparison.Ordinal);
        Assert.Equal([one.Member.Id], await site.Read(db => db.Set<SeatRequest>().Where(r => r.MeetingId == id).Select(r => r.MemberId).ToArrayAsync()));
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts()
    {
        var (committee, one) = (await site.Committee(), await Director());
        var id = await committee.Announced();
        await Ask(committee, id, one.Member.Id);
        var mine = await one.Get($"/meetings/{id}/seats");
        await Task.WhenAll(mine.Submit("form[action$='/acceptance']"), mine.Submit("form[action$='/refusal']"), mine.Submit("form[action$='/acceptance']"), mine.Submit("form[action$='/refusal']"));
        var request = await site.Read(db => db.Set<SeatRequest>().AsNoTracking().SingleAsync(r => r.MeetingId == id));
        Assert.Equal(request.State == SeatRequestState.Accepted ? one.Member.Id : null, (await Load(id)).RecoverySeat);
        Assert.Equal(1, await site.Read(db => db.Occasions.CountAsync(o => o.Item == request.Id.Value && o.Kind == LetterKind.SeatAnswered)));
    }

    [Fact]
    public async Task Every_kind_of_person_finds_only_what_is_theirs()
    {
        var (committee, asked) = (await site.Committee(), await Director());
        var id = await committee.Announced();
        await Ask(committee, id, asked.Member.Id);
        string[] mine = ["acceptance", "refusal", "handover", "offer"];
        foreach (var kind in Kind.All)
        {
            var other = await site.SignIn(kind, p => p with { Areas = everywhere });
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/meetings/{id}/seats")).Status);
            foreach (var act in mine) Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/meetings/{id}/seats/Recovery/{act}", ("member", other.Member.Id.ToString()))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/meetings/{id}/seats/Recovery", ("_method", "DELETE"))).Status);
            Assert.Equal(kind == Kind.Committee ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await other.Get($"/steering/meetings/{id}/seats")).Status);
            if (kind == Kind.Committee) continue;
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/steering/meetings/{id}/seats/Recovery/request", ("member", other.Member.Id.ToString()), ("version", "1"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/steering/meetings/{id}/seats/Recovery/request", ("_method", "DELETE"), ("version", "1"))).Status);
        }
        // Not theirs to take who is only asked.
        Assert.Contains("changed meanwhile", (await asked.Post($"/meetings/{id}/seats/Recovery", ("_method", "DELETE"))).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains("committee asks people", (await asked.Post($"/meetings/{id}/seats/PeerSupport/offer")).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(SeatRequestState.Asked, await site.Read(db => db.Set<SeatRequest>().Where(r => r.MeetingId == id).Select(r => r.State).SingleAsync()));
    }

    [Fact]
    public async Task Once_the_community_organises_itself_anyone_of_the_host_area_offers_to_facilitate()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var id = await committee.Announced();
        var host = (await own.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id))).Host;
        var (near, far) = (await own.SignIn(Kind.Supporter, p => p with { Areas = host.AsSet() }), await own.SignIn(Kind.Supporter, p => p with { Areas = everywhere & ~host.AsSet() }));
        Assert.Equal(HttpStatusCode.NotFound, (await near.Get($"/meetings/{id}/seats")).Status);
        await own.Write(async db =>
        {
            var ledger = new Ledger(await db.LedgerEntries.ToListAsync());
            var today = own.Now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;
            db.LedgerEntries.Add(ledger.SelfOrganise(today, today, new Decision(committee.Member.Id, "We are ready", own.Now)));
        });
        Assert.Equal(HttpStatusCode.NotFound, (await far.Get($"/meetings/{id}/seats")).Status);
        var page = await (await near.Get($"/meetings/{id}/seats")).Submit("form[action$='/PeerSupport/offer']");
        Assert.Contains(near.Member.Name, page.Text(".seats"), StringComparison.Ordinal);
        Assert.Contains("any two people", (await committee.Get($"/steering/meetings/{id}/seats")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committee_hears_of_an_empty_seat_once_at_each_time()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var id = await committee.Schedule(new Quarter(2031, 2));
        var day = (await own.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id))).Slot.Start.Date;
        var told = new List<int>();
        foreach (var days in (int[])[29, 28, 20, 14, 13, 7, 6])
        {
            own.Clock.Advance(((day.PlusDays(-days) + SeatReminder.Hour).InZoneStrictly(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).ToInstant() - own.Now).ToTimeSpan());
            await Rounds(own);
            await Rounds(own);
            told.Add(await own.Read(db => db.Occasions.CountAsync(o => o.Kind == LetterKind.SeatEmpty && o.Item == id.Value)));
        }
        Assert.Equal([0, 1, 1, 2, 2, 3, 3], told);
    }

    static async Task Rounds(Site site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FacilitatorRounds>().Go();
    }

    Task<Visitor> Director() => site.SignIn(Kind.AreaDirector, p => p with { Areas = everywhere });

    static async Task<Page> Ask(Visitor committee, Id<QuarterlyMeeting> id, Id<Member> member) =>
        await (await committee.Get($"/steering/meetings/{id}/seats")).Submit("form[action$='/Recovery/request']:has(select)", ("member", member.ToString()));

    static async Task Sit(Visitor committee, Visitor member, Id<QuarterlyMeeting> id)
    {
        await Ask(committee, id, member.Member.Id);
        await (await member.Get($"/meetings/{id}/seats")).Submit("form[action$='/acceptance']");
    }

    Task<(LetterKind, Instant, Id<Member>?)> Told(LetterKind kind, Id<QuarterlyMeeting> id) => site.Read(async db =>
    {
        var requests = await db.Set<SeatRequest>().Where(r => r.MeetingId == id).Select(r => r.Id.Value).ToListAsync();
        var told = await db.Occasions.SingleAsync(o => o.Kind == kind && requests.Contains(o.Item));
        return (told.Kind, told.DueAt, told.RecipientId);
    });

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));
}

public sealed class FacilitatorTestsOnSqlite(SqliteSite site) : FacilitatorTests(site), IClassFixture<SqliteSite>;

public sealed class FacilitatorTestsOnPostgres(PostgresSite site) : FacilitatorTests(site), IClassFixture<PostgresSite>;
