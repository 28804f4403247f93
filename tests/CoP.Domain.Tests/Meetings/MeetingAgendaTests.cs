using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class MeetingAgendaTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 15, 0);
    private static readonly LocalSlot Slot = QuarterlyMeeting.SlotFor(new(2027, 2, 10, 13, 0), 90);

    [Fact]
    public void Every_meeting_begins_with_what_stands_on_all_agendas()
    {
        var meeting = Meeting();
        var agenda = new MeetingAgenda(meeting);
        Assert.Equal([AgendaKind.Welcome, AgendaKind.Breakouts, AgendaKind.ReportBack], agenda.Accepted.Select(i => i.Kind));
        Assert.Equal(0, agenda.Over(meeting));
        // Before anybody has written it down, the same items have the same ids for everyone.
        Assert.Equal(agenda.Items.Select(i => i.Id), new MeetingAgenda(meeting).Items.Select(i => i.Id));
        Assert.Equal(3, agenda.Items.Select(i => i.Id).Distinct().Count());
        Assert.DoesNotContain(new Id<AgendaItem>(meeting.Id.Value), agenda.Items.Select(i => i.Id));
    }

    [Fact]
    public void What_is_accepted_comes_before_the_report_back_that_stands_last()
    {
        var (meeting, agenda) = Begun();
        var item = Propose(meeting, agenda);
        agenda.Accept(meeting, item, 20, Now);
        Assert.Equal([AgendaKind.Welcome, AgendaKind.Breakouts, AgendaKind.Proposed, AgendaKind.ReportBack], agenda.Accepted.Select(i => i.Kind));
        agenda.Move(meeting, item, up: false, Now);
        var second = Propose(meeting, agenda);
        agenda.Accept(meeting, second, 5, Now);
        Assert.Equal(second, agenda.Accepted.Last());
    }

    [Fact]
    public void The_run_sheet_goes_on_from_the_start_of_the_meeting_and_marks_what_is_after_its_end()
    {
        var (meeting, agenda) = Begun();
        agenda.Accept(meeting, Propose(meeting, agenda), 31, Now);
        var sheet = agenda.RunSheet(meeting).ToList();
        Assert.Equal(["13:00-13:10", "13:10-13:45", "13:45-14:16", "14:16-14:31"], sheet.Select(l => $"{At(l.StartsAt)}-{At(l.EndsAt)}"));
        Assert.Equal([false, false, false, true], sheet.Select(l => l.IsLate));
        Assert.Equal((91, 1), (agenda.Minutes, agenda.Over(meeting)));

        static string At(Instant instant) => instant.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_second_of_two_who_change_it_at_once_is_told()
    {
        var (meeting, agenda) = Begun();
        var seen = agenda.Version;
        agenda.Move(meeting, agenda.Items[0], up: false, Now);
        Breaks("agenda.changed", () => agenda.Expect(seen));
        agenda.Expect(agenda.Version);
        // Members who propose or support do not get in the way of who puts it in order.
        seen = agenda.Version;
        var live = agenda.LiveVersion;
        var item = Propose(meeting, agenda);
        agenda.Support(meeting, item, isOwn: false, Now);
        agenda.Expect(seen);
        Assert.Equal(live + 2, agenda.LiveVersion);
    }

    [Fact]
    public void A_proposal_whose_words_change_is_not_accepted_unseen()
    {
        var (meeting, agenda) = Begun();
        var item = Propose(meeting, agenda);
        var seen = agenda.Version;
        agenda.Reword(meeting, item, Proposal.Of("Something else", null, "es", null), Now);
        Breaks("agenda.changed", () => agenda.Expect(seen));
        Assert.Equal(("Something else", null, "es", null), (item.Title, item.Words, item.Language, item.MinutesWished));
        agenda.Accept(meeting, item, 10, Now);
        Breaks("agenda.decided", () => agenda.Reword(meeting, item, Proposal.Of("Once more", null, "en", null), Now));
        Breaks("agenda.decided", () => agenda.Support(meeting, item, isOwn: false, Now));
        Breaks("agenda.decided", () => agenda.Accept(meeting, item, 10, Now));
    }

    [Fact]
    public void What_is_set_aside_has_a_reason_and_no_place_and_can_come_back()
    {
        var (meeting, agenda) = Begun();
        var item = Propose(meeting, agenda);
        Breaks("agenda.reason", () => agenda.SetAside(meeting, item, "  ", Now));
        Breaks("agenda.reason", () => agenda.SetAside(meeting, item, new('x', AgendaItem.ReasonLimit + 1), Now));
        agenda.SetAside(meeting, item, "Next time, with more time for it.", Now);
        Assert.Equal((AgendaState.SetAside, null, null, "Next time, with more time for it."), (item.State, item.Place, item.Minutes, item.Reason));
        agenda.Accept(meeting, item, 10, Now);
        Assert.Null(item.Reason);
        Breaks("agenda.off", () => agenda.Give(meeting, Propose(meeting, agenda), 10, Now));
        Breaks("agenda.minutes", () => agenda.Give(meeting, item, 0, Now));
        Breaks("agenda.minutes", () => agenda.Give(meeting, item, 121, Now));
    }

    [Fact]
    public void A_member_supports_what_others_propose_and_proposes_a_few_things()
    {
        var (meeting, agenda) = Begun();
        var item = Propose(meeting, agenda);
        Breaks("agenda.own", () => agenda.Support(meeting, item, isOwn: true, Now));
        Breaks("agenda.enough", () => agenda.Propose(meeting, Proposal.Of("Too many", null, "en", null), Id<AgendaItem>.New(Now), Guid.NewGuid(), MeetingAgenda.OwnLimit, Now));
        while (agenda.Items.Count < MeetingAgenda.ItemLimit) Propose(meeting, agenda);
        Breaks("agenda.full", () => Propose(meeting, agenda));
    }

    [Fact]
    public void What_ends_with_the_meeting_is_not_late()
    {
        var (meeting, agenda) = Begun();
        var last = agenda.Accepted.Last();
        agenda.Give(meeting, last, last.Minutes!.Value + meeting.Slot.Minutes - agenda.Minutes, Now);
        Assert.Equal((0, false), (agenda.Over(meeting), agenda.RunSheet(meeting).Last().IsLate));
        agenda.Give(meeting, last, last.Minutes.Value + 1, Now);
        Assert.Equal((1, true), (agenda.Over(meeting), agenda.RunSheet(meeting).Last().IsLate));
    }

    [Fact]
    public void Nothing_is_proposed_or_rearranged_when_its_time_is_over()
    {
        var (meeting, agenda) = Begun();
        var item = Propose(meeting, agenda);
        var start = meeting.Slot.StartsAt;
        Breaks("agenda.begun", () => Propose(meeting, agenda, start));
        Breaks("agenda.begun", () => agenda.Support(meeting, item, isOwn: false, start));
        Breaks("agenda.begun", () => agenda.Reword(meeting, item, Proposal.Of("In other words", null, "en", null), start));
        agenda.Accept(meeting, item, 10, start + Duration.FromMinutes(30));
        Breaks("agenda.begun", () => agenda.TakeBack(meeting, item, start));
        var over = meeting.DoorClosesAt();
        Breaks("agenda.closed", () => agenda.Give(meeting, item, 5, over));
        Breaks("agenda.closed", () => agenda.Move(meeting, item, up: true, over));
        Breaks("agenda.closed", () => agenda.SetAside(meeting, item, "Why", over));
        Breaks("agenda.closed", () => agenda.Arrange(meeting, [.. agenda.Accepted.Select(i => i.Id)], over));
        meeting.Postpone("Snow", Now);
        Propose(meeting, agenda, over);
        agenda.Give(meeting, item, 5, over);
        meeting.Cancel("Snow", Now);
        Breaks("agenda.closed", () => agenda.Give(meeting, item, 5, Now));
        Breaks("agenda.begun", () => Propose(meeting, agenda));
    }

    [Fact]
    public void On_the_day_it_moves_on_and_saying_so_twice_is_once()
    {
        var (meeting, agenda) = Begun();
        var (welcome, breakouts) = (agenda.Items[0], agenda.Items[1]);
        var open = meeting.Slot.StartsAt - Duration.FromMinutes(15);
        Breaks("agenda.notyet", () => agenda.MoveOn(meeting, welcome, open - Duration.FromTicks(1)));
        agenda.MoveOn(meeting, welcome, open);
        agenda.MoveOn(meeting, breakouts, open);
        var live = agenda.LiveVersion;
        agenda.MoveOn(meeting, breakouts, open);
        Assert.Equal((breakouts.Id, live), (agenda.CurrentId, agenda.LiveVersion));
        Breaks("agenda.off", () => agenda.MoveOn(meeting, Propose(meeting, agenda), open));
        agenda.SetAside(meeting, breakouts, "No time", open);
        Assert.Null(agenda.CurrentId);
        agenda.MoveOn(meeting, null, open);
    }

    [Fact]
    public void The_report_back_is_published_once_and_not_before_the_meeting()
    {
        var (meeting, agenda) = Begun();
        Breaks("reportback.notyet", () => agenda.PublishReportBack(meeting, meeting.Slot.StartsAt - Duration.FromTicks(1)));
        agenda.PublishReportBack(meeting, meeting.Slot.StartsAt);
        agenda.PublishReportBack(meeting, meeting.Slot.EndsAt);
        Assert.Equal(meeting.Slot.StartsAt, agenda.ReportBackAt);
    }

    [Theory]
    [InlineData("", null, "en", null, "agenda.title")]
    [InlineData("two\nlines", null, "en", null, "agenda.title")]
    [InlineData("long", null, "en", null, "agenda.title")]
    [InlineData("Fine", "bell\u0007", "en", null, "agenda.words")]
    [InlineData("Fine", null, "fr", null, "text.language")]
    [InlineData("Fine", null, null, null, "text.language")]
    [InlineData("Fine", null, "en", 0, "agenda.minutes")]
    [InlineData("Fine", null, "en", 121, "agenda.minutes")]
    public void A_proposal_is_checked(string title, string? words, string? language, int? minutes, string rule) =>
        Breaks(rule, () => Proposal.Of(title == "long" ? new('x', AgendaItem.TitleLimit + 1) : title, words, language, minutes));

    [Fact]
    public void Whoever_changes_it_however_the_places_are_counted_through_and_nothing_is_lost() => Prop.ForAll(Steps, steps =>
    {
        var (meeting, agenda) = Begun();
        foreach (var (what, a, b) in steps)
        {
            var (all, on) = (agenda.Items.ToList(), agenda.Accepted.ToList());
            var (count, version) = (all.Count, agenda.Version);
            try
            {
                switch (what)
                {
                    case 0: Propose(meeting, agenda); count++; break;
                    case 1: agenda.Accept(meeting, all[a % all.Count], (b % 30) + 1, Now); break;
                    case 2: agenda.SetAside(meeting, all[a % all.Count], "Why", Now); break;
                    case 3: agenda.Move(meeting, all[a % all.Count], b % 2 == 0, Now); break;
                    case 4: agenda.Arrange(meeting, [.. on.OrderBy(i => (i.Place + 1) * b % 7).Select(i => i.Id)], Now); break;
                    case 5: agenda.MoveOn(meeting, on[a % on.Count], meeting.Slot.StartsAt); break;
                    default:
                        if (all[a % all.Count].Kind != AgendaKind.Proposed) break;
                        agenda.TakeBack(meeting, all[a % all.Count], Now);
                        count--;
                        break;
                }
            }
            catch (RuleBrokenException)
            {
            }
            catch (DivideByZeroException)
            {
                // Nothing is on the agenda.
            }
            if (agenda.Items.Count != count || agenda.Version < version) return false;
            if (!agenda.Accepted.Select(i => i.Place).SequenceEqual(Enumerable.Range(0, agenda.Accepted.Count()).Select(p => (int?)p))) return false;
            if (agenda.Items.Any(i => i.IsAccepted != i.Place.HasValue || i.IsAccepted != i.Minutes.HasValue || (i.Reason is null) == (i.State == AgendaState.SetAside))) return false;
            if (agenda.CurrentId is { } current && agenda.Accepted.All(i => i.Id != current)) return false;
            if (agenda.RunSheet(meeting).LastOrDefault() is { } last && last.EndsAt != meeting.Slot.StartsAt + Duration.FromMinutes(agenda.Minutes)) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_order_that_is_not_of_its_items_is_refused()
    {
        var (meeting, agenda) = Begun();
        var ids = agenda.Accepted.Select(i => i.Id).ToList();
        Breaks("agenda.changed", () => agenda.Arrange(meeting, [ids[0], ids[1]], Now));
        Breaks("agenda.changed", () => agenda.Arrange(meeting, [ids[0], ids[1], ids[1]], Now));
        Breaks("agenda.changed", () => agenda.Arrange(meeting, [ids[0], ids[1], Id<AgendaItem>.New(Now)], Now));
        agenda.Arrange(meeting, [ids[2], ids[0], ids[1]], Now);
        Assert.Equal([ids[2], ids[0], ids[1]], agenda.Accepted.Select(i => i.Id));
    }

    private static Arbitrary<(int, int, int)[]> Steps => Gen.ArrayOf(
        from what in Gen.Choose(0, 6)
        from a in Gen.Choose(0, 50)
        from b in Gen.Choose(0, 50)
        select (what, a, b)).ToArbitrary();

    internal static QuarterlyMeeting Meeting()
    {
        var contact = new Member(Id<Member>.New(Now), "Ana", new(WorkRole.Supervisor, null, true, null, Areas.Central), "en", QuarterlyMeeting.ZoneId, Now);
        var meeting = new QuarterlyMeeting(Id<QuarterlyMeeting>.New(Now), Rotation.Founding.TurnOf(new(2027, 1)), Slot, contact, Now);
        meeting.Meet("https://meet.example/room", "617-555-0100", Now);
        meeting.Announce(Now);
        return meeting;
    }

    private static (QuarterlyMeeting, MeetingAgenda) Begun()
    {
        var meeting = Meeting();
        return (meeting, new MeetingAgenda(meeting));
    }

    private static AgendaItem Propose(QuarterlyMeeting meeting, MeetingAgenda agenda, Instant? at = null) =>
        agenda.Propose(meeting, Proposal.Of("Notes", "How we\r\nkeep them", "en", 15), Id<AgendaItem>.New(Now), Guid.NewGuid(), 0, at ?? Now);

    internal static void Breaks(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
