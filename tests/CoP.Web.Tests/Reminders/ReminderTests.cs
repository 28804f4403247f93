using System.Net;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using CoP.Web.Tests.Mail;
using MimeKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Reminders;

public abstract class ReminderTests(Site site)
{
    static readonly Duration Day = Duration.FromDays(1), Hour = Duration.FromHours(1), Minute = Duration.FromMinutes(1);

    [Fact]
    public async Task A_meeting_is_remembered_a_day_and_an_hour_before_once_each()
    {
        var ana = await site.Add(Kind.Supporter);
        var start = (await site.Meeting(await site.Announced(4))).Slot.StartsAt;
        Assert.Empty(await Reminders(ana));
        await site.RemindAt(start - Day - Minute);
        Assert.Empty(await Reminders(ana));
        await site.RemindAt(start - Day);
        Assert.Single(await Reminders(ana));
        for (var i = 0; i < 5; i++) await site.Remind();
        await site.RemindAt(start - Hour);
        for (var i = 0; i < 5; i++) await site.RemindAt(site.Now + Minute);
        var letters = await Reminders(ana);
        Assert.Equal(2, letters.Count);
        Assert.Equal(2, letters.Select(m => m.MessageId).Distinct().Count());
        Assert.All(letters, m => Assert.NotNull(m.Headers[HeaderId.ListUnsubscribe]));
        await site.RemindAt(start + Hour);
        Assert.Equal(2, (await Reminders(ana)).Count);
    }

    [Fact]
    public async Task Planners_of_several_nodes_plan_each_reminder_once()
    {
        var ana = await site.Add(Kind.Supporter);
        var start = (await site.Meeting(await site.Announced(4))).Slot.StartsAt;
        site.Clock.Advance((start - Day - site.Now).ToTimeSpan());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.Remind()));
        Assert.Single(await Reminders(ana));
    }

    [Fact]
    public async Task Who_said_no_who_wants_none_and_who_chose_other_times_are_heard()
    {
        var (no, maybe, muted, weekly) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        await site.Write(async db =>
        {
            (await db.ChoicesOf(muted.Id)).Mute(MailTopics.MeetingReminders);
            (await db.ChoicesOf(weekly.Id)).Choose(MailTopics.None, new ReminderChoices(ReminderTimes.Week, null), detailed: false);
        });
        var id = await site.Announced(10);
        await site.Answer(no, id, Answer.No);
        await site.Answer(maybe, id, Answer.Maybe);
        var start = (await site.Meeting(id)).Slot.StartsAt;
        await site.RemindAt(start - Day * 7 + Hour);
        Assert.Single(await Reminders(weekly));
        await site.RemindAt(start - Day);
        await site.RemindAt(start - Hour);
        Assert.Empty(await Reminders(no));
        Assert.Empty(await Reminders(muted));
        Assert.Equal(2, (await Reminders(maybe)).Count);
        Assert.Single(await Reminders(weekly));
    }

    [Fact]
    public async Task A_moved_meeting_is_remembered_at_its_new_time_and_asks_who_said_no_to_the_old_one_again()
    {
        var (ana, no) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await site.Announced(4);
        await site.Answer(no, id, Answer.No);
        var old = (await site.Meeting(id)).Slot;
        await site.RemindAt(old.StartsAt - Day);
        Assert.Single(await Reminders(ana));
        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(old.Start.Date.PlusDays(3)), now));
        await site.RemindAt(old.StartsAt - Hour);
        Assert.Single(await Reminders(ana));
        var start = (await site.Meeting(id)).Slot.StartsAt;
        await site.RemindAt(start - Day);
        await site.RemindAt(start - Hour);
        Assert.Equal(3, (await Reminders(ana)).Count);
        Assert.Equal(2, (await Reminders(no)).Count);
    }

    [Fact]
    public async Task What_was_planned_and_is_overtaken_before_it_goes_is_void()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await site.Announced(4);
        var slot = (await site.Meeting(id)).Slot;
        var reminder = new Reminder(ReminderPlanner.Meeting, id.Value, slot with { Start = slot.Start.PlusDays(-1) }, ReminderTime.Day);
        var stillOn = new Reminder(ReminderPlanner.Meeting, id.Value, slot, ReminderTime.Hour);
        await site.Answer(ben, id, Answer.No);
        await site.Write(db =>
        {
            var (moved, declined) = (Occasion.Of(LetterKind.MeetingReminder, reminder, site.Now), Occasion.Of(LetterKind.MeetingReminder, stillOn, site.Now));
            db.AddRange(moved, declined, new Letter(moved, ana.Id.Value, site.Now), new Letter(declined, ben.Id.Value, site.Now));
        });
        Assert.Empty((await Reminders(ana)).Concat(await Reminders(ben)));
        Assert.Equal(nameof(VoidReason.Moved), await Outcome(ana));
        Assert.Equal(nameof(VoidReason.Declined), await Outcome(ben));
        await site.Change(id, (meeting, now) => meeting.Cancel("Storm.", now));
        await site.RemindAt(slot.StartsAt - Day);
        Assert.Empty(await Reminders(ana));
    }

    [Fact]
    public async Task After_a_pause_the_nearest_reminder_comes_if_the_meeting_is_still_ahead()
    {
        var ana = await site.Add(Kind.Supporter);
        var start = (await site.Meeting(await site.Announced(6))).Slot.StartsAt;
        await site.RemindAt(start - Minute * 20);
        Assert.Single(await Reminders(ana));
        var ben = await site.Add(Kind.Supporter);
        await site.Remind();
        Assert.Empty(await Reminders(ben));
    }

    [Fact]
    public async Task Quiet_hours_are_kept_by_the_planner_and_by_a_letter_that_had_to_wait()
    {
        var ana = await site.Add(Kind.Supporter, m => m with { ZoneId = "Pacific/Honolulu" });
        // Ten in Boston is four or five in the morning in Hawaii.
        await site.Write(async db => (await db.ChoicesOf(ana.Id)).Choose(
            MailTopics.None, new ReminderChoices(ReminderTimes.Day | ReminderTimes.Hour, QuietHours.Between(new LocalTime(21, 0), new LocalTime(4, 30))), detailed: false));
        var start = (await site.Meeting(await site.Announced(4))).Slot.StartsAt;
        var zone = DateTimeZoneProviders.Tzdb["Pacific/Honolulu"];
        var due = new[] { ReminderTime.Day, ReminderTime.Hour }.Select(time => new Reminder("meeting", Guid.Empty, (LocalSlot.At((start.InZone(DateTimeZoneProviders.Tzdb["America/New_York"])).LocalDateTime, 90, "America/New_York")), time)
            .DueAt(QuietHours.Between(new LocalTime(21, 0), new LocalTime(4, 30)), zone)).ToList();
        await site.RemindAt(due[0] - Minute);
        Assert.Empty(await Reminders(ana));
        await site.RemindAt(due[0]);
        Assert.Single(await Reminders(ana));
        await site.RemindAt(due[1]);
        var letters = await Reminders(ana);
        Assert.Equal(2, letters.Count);
        Assert.All(letters, m => Assert.False(QuietHours.Between(new LocalTime(21, 0), new LocalTime(4, 30)).Hold(Instant.FromDateTimeOffset(m.Date), zone)));
    }

    [Fact]
    public async Task Sessions_are_remembered_to_who_is_in_the_group_and_not_once_they_left_or_the_session_moved()
    {
        var (ana, ben, gone) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var group = await site.NewGroup(ana, 3, ben, gone);
        var session = await site.NextSession(group);
        (await (await site.SignIn(ben)).Post($"/groups/{group}/sessions/{new SessionKey(session.Original)}/note-keeping")).Is(HttpStatusCode.OK);
        await site.RemindAt(session.Slot.StartsAt - Day);
        Assert.DoesNotContain("notes", Assert.Single(await Reminders(ana)).TextBody, StringComparison.Ordinal);
        Assert.Contains("You keep the notes this time.", Assert.Single(await Reminders(ben)).TextBody, StringComparison.Ordinal);
        Assert.Single(await Reminders(gone));
        await site.Write(async db => (await db.Groups.Include(g => g.Memberships).SingleAsync(g => g.Id == group)).Leave(gone.Id, site.Now));
        await site.RemindAt(session.Slot.StartsAt - Hour);
        Assert.Equal(2, (await Reminders(ben)).Count);
        Assert.Single(await Reminders(gone));

        await site.RemindAt(session.Slot.EndsAt + Hour);
        var next = await site.NextSession(group);
        await site.Change(group, LetterKind.SessionMoved, g => g.Move(next.Original, next.Original.PlusDays(1), 60, ana.Id, site.Now));
        await site.RemindAt(next.Slot.StartsAt - Day);
        Assert.Equal(2, (await Reminders(ben)).Count);
        var moved = (await site.NextSession(group)).Slot.StartsAt;
        Assert.Equal(next.Slot.StartsAt + Day, moved);
        await site.RemindAt(moved - Day);
        Assert.Equal(3, (await Reminders(ben)).Count);
        Assert.All(await Reminders(ben), m => Assert.DoesNotContain("Harbor", m.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cannot_make_a_session_is_not_reminded_of_it_and_is_of_the_next()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var group = await site.NewGroup(ana, 3, ben);
        var session = await site.NextSession(group);
        await Away();
        await site.RemindAt(session.Slot.StartsAt - Day);
        Assert.Empty(await Reminders(ben));
        Assert.Single(await Reminders(ana));
        await site.RemindAt(session.Slot.EndsAt + Hour);
        session = await site.NextSession(group);
        await site.RemindAt(session.Slot.StartsAt - Day);
        Assert.Single(await Reminders(ben));

        Task Away() => site.Write(async db => db.SessionAbsences.Add((await db.Groups.Whole().SingleAsync(g => g.Id == group)).CannotMake(session.Original, ben.Id, site.Now)));
    }

    public static TheoryData<string, VoidReason> Voids => new()
    {
        { "moved", VoidReason.Moved }, { "cancelled", VoidReason.Cancelled }, { "left", VoidReason.Left }, { "unsubscribed", VoidReason.NotWanted }, { "suspended", VoidReason.Left },
        { "role", VoidReason.Left }, { "no", VoidReason.Declined }, { "times", VoidReason.NotWanted }, { "quiet", VoidReason.TooSoon }, { "refused", VoidReason.AddressRefused }, { "paused", VoidReason.Paused },
    };

    /// <summary>Each reason that comes up between planning and sending, and goes again; and what was sent is not sent again when it all comes once more.</summary>
    [Theory]
    [MemberData(nameof(Voids))]
    public async Task A_reminder_without_a_reason_is_void_and_goes_when_the_reason_is_there_again_but_never_twice(string what, VoidReason reason)
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await site.NewGroup(ana, 3, ben);
        if (what == "role") await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Describe(CoReflection.Circles.Peers with { Roles = MemberRoles.PeerSupporters, Size = 8 }, await site.Viewer(ana)));
        var session = await site.NextSession(id);
        await site.RemindAt(session.Slot.StartsAt - Day - Hour);
        await Away(true);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await Plan();
        await Do();
        await Away(false);
        Assert.Empty(await Reminders(ben));
        Assert.Equal(reason.ToString(), await Outcome(ben));
        for (var i = 0; i < 3; i++) await site.Remind();
        Assert.Equal(LetterState.Void, await site.Read(db => db.Letters.Where(l => l.Recipient == ben.Id.Value && l.Outcome == reason.ToString()).Select(l => l.State).SingleAsync()));

        await Undo();
        await site.Remind();
        Assert.Single(await Reminders(ben));
        await Do();
        await site.Remind();
        await Undo();
        await site.Remind();
        Assert.Single(await Reminders(ben));

        Task Do() => what switch
        {
            "moved" => Group(g => g.Move(session.Original, session.Original.PlusDays(2), 60, ana.Id, site.Now)),
            "cancelled" => Group(g => g.Cancel(session.Original, ana.Id, site.Now)),
            "left" => Group(g => g.Leave(ben.Id, site.Now)),
            "suspended" => Ben(m => m.Suspend()),
            "role" => Ben(m => m.TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, Areas.Western))),
            "no" => site.Write(async db => db.SessionAbsences.Add((await db.Groups.Whole().SingleAsync(g => g.Id == id)).CannotMake(session.Original, ben.Id, site.Now))),
            "unsubscribed" => Choose(MailTopics.SessionReminders, ReminderTimes.Day, null),
            "times" => Choose(MailTopics.None, ReminderTimes.Hour, null),
            "paused" => Pause(true),
            "quiet" => Choose(MailTopics.None, ReminderTimes.Day, new QuietHours(new LocalTime(6, 0), new LocalTime(20, 0))),
            _ => Standing(refused: true),
        };

        Task Undo() => what switch
        {
            "moved" or "cancelled" => Group(g => g.Restore(session.Original, ana.Id, site.Now)),
            "left" => site.Write(async db =>
            {
                var viewer = await site.Viewer(ben);
                (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Join(viewer, site.Now);
            }),
            "suspended" => Ben(m => m.Readmit()),
            "role" => Ben(m => m.TakeRole(new WorkPlace(WorkRole.PeerSupporter, Discipline.CertifiedPeerSpecialist, false, null, Areas.Western))),
            "no" => site.Write(db => db.SessionAbsences.Where(a => a.MemberId == ben.Id).ExecuteDeleteAsync()),
            "paused" => Pause(false),
            "unsubscribed" or "times" or "quiet" => Choose(MailTopics.None, ReminderTimes.Day, null),
            _ => Standing(refused: false),
        };

        Task Group(Action<Group> change) => site.Write(async db => change(await db.Groups.Whole().SingleAsync(g => g.Id == id)));
        Task Ben(Action<Member> change) => site.Write(async db => change(await db.Members.SingleAsync(m => m.Id == ben.Id)));
        Task Choose(MailTopics muted, ReminderTimes times, QuietHours? quiet) => site.Write(async db => (await db.ChoicesOf(ben.Id)).Choose(muted, new ReminderChoices(times, quiet), detailed: false));
        Task Pause(bool begins) => site.Write(async db =>
        {
            var (choices, today) = (await db.ChoicesOf(ben.Id), site.Now.InUtc().Date);
            if (begins) choices.Pause(today.PlusDays(3), today);
            else choices.Resume();
        });
        Task Standing(bool refused) => site.Write(async db =>
        {
            var standing = await db.AddressStandings.SingleOrDefaultAsync(s => s.MemberId == ben.Id);
            if (standing is null) db.AddressStandings.Add(standing = new AddressStanding(ben.Id, ben.Email));
            if (refused) standing.Refuses(ben.Email, ofUs: false, site.Now);
            else standing.TryAgain();
        });
    }

    [Fact]
    public async Task Of_several_that_came_due_while_the_server_was_away_the_nearest_goes()
    {
        var ana = await site.Add(Kind.Supporter);
        var session = await site.NextSession(await site.NewGroup(ana, 3));
        await site.RemindAt(session.Slot.StartsAt - Day - Hour);
        await Away(true);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await Plan();
        site.Clock.Advance(TimeSpan.FromHours(23));
        await Plan();
        await Away(false);
        await site.Post();
        Assert.Single(await Reminders(ana));
        Assert.Equal(nameof(VoidReason.Superseded), await Outcome(ana));
        for (var i = 0; i < 3; i++) await site.Remind();
        Assert.Single(await Reminders(ana));
    }

    async Task Away(bool isAway)
    {
        // What the site's own worker has in hand was looked at before this: it is to find the server as it was.
        await Site.Until(() => site.Read(db => db.Letters.AllAsync(l => l.LeasedAt == null)), "no letter is in hand");
        ((Postbag)site.Services.GetRequiredService<IMailTransport>()).IsAway = isAway;
        if (!isAway) await site.Post();
    }

    async Task Plan()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReminderPlanner>().Plan();
    }

    async Task<List<MimeMessage>> Reminders(Joined member) => [.. (await site.Mail(member)).Where(m => m.Subject!.StartsWith("Reminder", StringComparison.Ordinal))];

    Task<string?> Outcome(Joined member) => site.Read(db => db.Letters.Where(l => l.Recipient == member.Id.Value && l.State == LetterState.Void).Select(l => l.Outcome).SingleAsync());
}

public sealed class ReminderTestsOnSqlite(SqlitePostSite site) : ReminderTests(site), IClassFixture<SqlitePostSite>;

public sealed class ReminderTestsOnPostgres(PostgresPostSite site) : ReminderTests(site), IClassFixture<PostgresPostSite>;
