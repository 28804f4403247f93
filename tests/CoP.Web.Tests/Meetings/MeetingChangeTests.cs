using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>Letters wait ten minutes, and until they go a change can be taken back.</summary>
public abstract class MeetingChangeTests(Site site)
{
    static readonly Duration grace = Duration.FromMinutes(10);

    [Fact]
    public async Task An_announcement_waits_ten_minutes_and_is_undone_without_a_letter()
    {
        var (committee, member) = (await site.Committee(), await site.SignIn(Kind.Supporter));
        var id = await committee.Schedule(Planned.NextQuarter());
        var page = await (await committee.Get($"/steering/meetings/{id}/announcement")).Submit("main form");
        Assert.Equal(HttpStatusCode.OK, (await member.Get($"/meetings/{id}")).Status);
        Assert.Contains($"Announced by {committee.Member.Name}", page.Text("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        Assert.Contains("members will hear of the meeting", page.Text("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        Assert.Equal([(LetterKind.MeetingAnnounced, site.Now + grace)], await Told(id));

        var other = await (await site.Committee()).Get($"/steering/meetings/{id}");
        Assert.Contains("Undone.", (await other.Submit("form[action*='/changes/']:has([value=DELETE])")).Text(), StringComparison.Ordinal);
        Assert.Empty(await Told(id));
        Assert.Equal(HttpStatusCode.NotFound, (await member.Get($"/meetings/{id}")).Status);
        Assert.Contains("too late", (await page.Submit("form[action*='/changes/']:has([value=DELETE])")).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(MeetingState.Scheduled, (await Load(id)).State);
    }

    [Fact]
    public async Task What_follows_in_ten_minutes_is_told_in_one_letter_and_undone_the_latest_first()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var before = await Load(id);
        await Move(committee, id, "10:00");
        Assert.Equal([LetterKind.MeetingMoved], await Kinds(id));
        site.Clock.Advance(TimeSpan.FromMinutes(4));
        committee = await site.Committee();
        var page = await Cancel(committee, id);
        Assert.Equal([LetterKind.MeetingCancelled], await Kinds(id));
        Assert.Equal(site.Now + grace, (await Told(id)).Single().Due);

        page = await Undo(page);
        Assert.Equal([(LetterKind.MeetingMoved, site.Now + Duration.FromMinutes(6))], await Told(id));
        Assert.Equal((10, MeetingState.Announced), ((await Load(id)).Slot.Start.Hour, (await Load(id)).State));
        await Undo(page);
        Assert.Empty(await Told(id));
        var after = await Load(id);
        Assert.Equal((before.Slot, before.State, before.Sequence + 4), (after.Slot, after.State, after.Sequence));
    }

    [Fact]
    public async Task An_announced_and_cancelled_meeting_of_which_nobody_has_read_is_told_to_nobody()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        await site.Add(Kind.Supporter);
        await (await committee.Get($"/steering/meetings/{id}/announcement")).Submit("main form");
        Assert.Contains("members get a letter with date", (await committee.Get($"/steering/meetings/{id}/date")).Text(), StringComparison.Ordinal);
        var ask = await committee.Get($"/steering/meetings/{id}/cancellation");
        Assert.Contains("have not gone out yet, and will not", ask.Text(), StringComparison.Ordinal);
        Assert.False(ask.Has("[name='Input.SendNow']"));
        await ask.Submit("main form", ("Input.Reason", "A mistake"));
        Assert.Empty(await Told(id));
    }

    [Fact]
    public async Task Letters_go_at_once_where_it_is_urgent_and_then_nothing_is_taken_back()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var page = await Move(committee, id, "10:00");
        Assert.Contains("on their way", (await page.Submit("form[action$='/sending']")).Text(), StringComparison.Ordinal);
        Assert.Equal([(LetterKind.MeetingMoved, site.Now)], await Told(id));
        Assert.Contains("too late", (await Undo(page)).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(10, (await Load(id)).Slot.Start.Hour);
        Assert.False((await committee.Get($"/steering/meetings/{id}")).Has("section[aria-labelledby=waiting]"));
    }

    [Fact]
    public async Task After_ten_minutes_it_is_too_late_and_the_next_change_is_told_by_itself()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var page = await Move(committee, id, "10:00");
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("too late", (await Undo(page)).Text("[role=alert]"), StringComparison.Ordinal);
        await Move(committee, id, "11:00");
        Assert.Equal([LetterKind.MeetingMoved, LetterKind.MeetingMoved], await Kinds(id));
    }

    [Fact]
    public async Task Only_the_latest_change_is_undone_or_sent()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var earlier = await Move(committee, id, "10:00");
        await Move(committee, id, "11:00");
        Assert.Contains("too late", (await Undo(earlier)).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains("too late", (await earlier.Submit("form[action$='/sending']")).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal((11, site.Now + grace), ((await Load(id)).Slot.Start.Hour, (await Told(id)).Single().Due));
    }

    [Fact]
    public async Task Of_many_who_undo_at_once_one_does()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var page = await Move(committee, id, "10:00");
        var sequence = (await Load(id)).Sequence;
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Undo(page)));
        // They share a browser, in which each may read what was said to another.
        Assert.Equal(3, pages.Count(p => p.Has("[role=alert]") && p.Text("[role=alert]").Contains("too late", StringComparison.Ordinal)));
        Assert.Equal((13, sequence + 1), ((await Load(id)).Slot.Start.Hour, (await Load(id)).Sequence));
    }

    [Fact]
    public async Task A_postponed_meeting_leaves_calendars_and_comes_back_as_the_same_entry()
    {
        var (committee, member) = (await site.Committee(), await site.SignIn(Kind.Supporter));
        var id = await committee.Announced();
        await member.Answer(id, "Yes");
        var first = await Entry(member, id);
        var ask = await committee.Get($"/steering/meetings/{id}/postponement");
        Assert.Contains("get a letter that the meeting is postponed", ask.Text(), StringComparison.Ordinal);
        Assert.Contains("Please give a reason", (await ask.Submit("main form", ("Input.Reason", " "))).Text("[role=alert]"), StringComparison.Ordinal);
        var steering = await ask.Submit("main form", ("Input.Reason", "Snow"), Planned.SendNow);
        Assert.Contains("waits for a new date", steering.Text(), StringComparison.Ordinal);

        var page = await member.Get($"/meetings/{id}");
        Assert.Contains("This meeting was postponed", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Reason: Snow", page.Text(), StringComparison.Ordinal);
        Assert.False(page.Has("#rsvp"));
        Assert.Contains("No new date yet", (await member.Get("/meetings")).Text($"li:has(a[href='/meetings/{id}'])"), StringComparison.Ordinal);
        Assert.Contains("Postponed", (await member.Get("/")).Text(), StringComparison.Ordinal);
        var gone = await Entry(member, id);
        Assert.Equal((first.Uid, first.Sequence + 1, "CANCELLED"), (gone.Uid, gone.Sequence, gone.Status));

        var again = await Move(committee, id, "10:00");
        Assert.Contains("members will hear of the new date", again.Text(), StringComparison.Ordinal);
        var back = await Entry(member, id);
        Assert.Equal((first.Uid, first.Sequence + 2, "CONFIRMED", 10), (back.Uid, back.Sequence, back.Status, back.DtStart!.Value.Hour));
        Assert.Equal([LetterKind.MeetingPostponed, LetterKind.MeetingMoved], await Kinds(id));
        Assert.Contains("date has changed since you answered", (await member.Get($"/meetings/{id}")).Text("#rsvp"), StringComparison.Ordinal);
        Assert.Contains("Meeting postponed", (await committee.Get("/steering/audit")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_undoes_sends_or_postpones()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        await Move(committee, id, "10:00");
        var change = await site.Read(db => db.MeetingChanges.Where(c => c.MeetingId == id && c.Kind == MeetingChangeKind.Moved).Select(c => c.Id).SingleAsync());
        foreach (var kind in Kind.All.Where(k => k != Kind.Committee))
        {
            var other = await site.SignIn(kind);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/steering/meetings/{id}/changes/{change}", ("_method", "DELETE"))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/steering/meetings/{id}/changes/{change}/sending")).Status);
        }
        Assert.Equal(10, (await Load(id)).Slot.Start.Hour);
        // Of another meeting it is no change at all.
        var elsewhere = await committee.Announced();
        Assert.Contains("too late", (await committee.Post($"/steering/meetings/{elsewhere}/changes/{change}", ("_method", "DELETE"))).Text("[role=alert]"), StringComparison.Ordinal);
    }

    /// <summary>What each form does for the committee where the meeting stands, and that it does nothing for anybody else.</summary>
    public static TheoryData<string, string, bool> Steps()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var (stage, taken) in new[] { ("scheduled", "announcement date postponement cancellation details"), ("announced", "date postponement cancellation details"), ("postponed", "date cancellation details"), ("cancelled", "") })
            foreach (var step in (string[])["announcement", "date", "postponement", "cancellation", "details"]) data.Add(stage, step, taken.Contains(step, StringComparison.Ordinal));
        return data;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Each_step_is_the_committees_and_only_where_the_meeting_may_take_it(string stage, string step, bool taken)
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var id = await committee.Schedule(quarter);
        if (stage is "announced" or "postponed") await committee.Announce(id);
        if (stage == "postponed") await (await committee.Get($"/steering/meetings/{id}/postponement")).Submit("main form", ("Input.Reason", "Snow"), Planned.SendNow);
        if (stage == "cancelled") await Cancel(committee, id);

        (string, string)[] Fields(int version) =>
        [
            ("Input.Version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Input.Date", quarter.Day(5).Iso()), ("Input.Time", "14:00"), ("Input.Minutes", "60"), ("Input.Reason", "Snow"),
            ("Input.Link", Planned.Link), ("Input.DialIn", "617 555 0199"), ("Input.Venue", "Online"), ("Input.For", "Supervisors"), ("Input.Languages", "Spanish"), ("Input.Contact", committee.Member.Id.ToString()),
        ];
        var version = (await Load(id)).Version;
        foreach (var kind in Kind.All.Where(k => k != Kind.Committee))
            Assert.Equal(HttpStatusCode.NotFound, (await (await Others(kind)).Post($"/steering/meetings/{id}/{step}", Fields(version))).Status);
        Assert.Equal(version, (await Load(id)).Version);

        var page = await committee.Post($"/steering/meetings/{id}/{step}", Fields(version));
        Assert.Equal(taken, (await Load(id)).Version > version);
        Assert.Equal(taken, !page.Has("[role=alert]"));
        if (taken) Assert.Equal($"/steering/meetings/{id}", page.Address);
    }

    readonly Dictionary<Kind, Visitor> others = [];

    async Task<Visitor> Others(Kind kind) => others.TryGetValue(kind, out var visitor) ? visitor : others[kind] = await site.SignIn(kind);

    static async Task<Page> Move(Visitor committee, Id<QuarterlyMeeting> id, string time) =>
        await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Time", time));

    static async Task<Page> Cancel(Visitor committee, Id<QuarterlyMeeting> id) =>
        await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "Snow"));

    static Task<Page> Undo(Page page) => page.Submit("form[action*='/changes/']:has([value=DELETE])");

    static async Task<Ical.Net.CalendarComponents.CalendarEvent> Entry(Visitor member, Id<QuarterlyMeeting> id) => Calendar.Load((await member.Get($"/meetings/{id}.ics")).Body)!.Events.Single();

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));

    // Those told at once, to get the meeting where it is wanted, are not counted.
    async Task<(LetterKind Kind, Instant Due)[]> Told(Id<QuarterlyMeeting> id)
    {
        var told = await site.Read(db => db.Occasions.Where(o => o.Item == id.Value && o.Kind != LetterKind.MeetingReminder).OrderBy(o => o.Version).Select(o => new { o.Kind, o.DueAt }).ToListAsync());
        var announced = (await Load(id)).AnnouncedAt;
        return [.. told.Where(t => t.Kind != LetterKind.MeetingAnnounced || t.DueAt != announced).Select(t => (t.Kind, t.DueAt))];
    }

    async Task<LetterKind[]> Kinds(Id<QuarterlyMeeting> id) => [.. (await Told(id)).Select(t => t.Kind)];
}

public sealed class MeetingChangeTestsOnSqlite(SqliteSite site) : MeetingChangeTests(site), IClassFixture<SqliteSite>;

public sealed class MeetingChangeTestsOnPostgres(PostgresSite site) : MeetingChangeTests(site), IClassFixture<PostgresSite>;
