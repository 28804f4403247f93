using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

/// <summary>Which step a meeting takes from where, and which it refuses with which rule.</summary>
public sealed class MeetingLifeTests
{
    private static readonly LocalSlot Slot = QuarterlyMeeting.SlotFor(new(2027, 2, 10, 13, 0), 90);
    private static readonly LocalSlot Later = QuarterlyMeeting.SlotFor(new(2027, 3, 10, 13, 0), 90);

    private static readonly Dictionary<string, Action<QuarterlyMeeting, Instant>> Steps = new()
    {
        ["announce"] = (m, now) => m.Announce(now),
        ["move"] = (m, now) => m.Move(Later, now),
        ["postpone"] = (m, now) => m.Postpone("Snow", now),
        ["cancel"] = (m, now) => m.Cancel("Snow", now),
        ["meet"] = (m, now) => m.Meet("https://meet.example/other", "617 555 0101", now),
        ["about"] = (m, _) => m.About("Another"),
        ["welcome"] = (m, _) => m.Welcome(MemberRoles.Supervisors, MeetingLanguages.Both),
        ["seat"] = (m, _) => m.Seat(FacilitatorSeat.Recovery, null),
        ["hold"] = (m, now) => m.Hold(Attendance.Of(1, 2, 3, 4), now),
        ["minutes"] = (m, now) => m.PublishMinutes(now),
    };

    // One row a stage: the steps in the order of the columns, each with the stage that it leads to or the rule that refuses it.
    private const string Table = """
                        announce                  move              postpone           cancel         meet             about            welcome          seat             hold             minutes
        Scheduled       Announced                 Scheduled         Postponed          Cancelled      Scheduled        Scheduled        Scheduled        Scheduled        meeting.notyet   meeting.minutes.early
        Announced       meeting.announced         Announced         Postponed          Cancelled      Announced        Announced        Announced        Announced        meeting.notyet   meeting.minutes.early
        Opening         meeting.announced         Announced         Postponed          Cancelled      Open             Open             Open             Open             meeting.notyet   meeting.minutes.early
        Open            meeting.announced         Announced         Postponed          Cancelled      Open             Open             Open             Open             Held             meeting.minutes.early
        Over            meeting.announced         meeting.over      meeting.over       Cancelled      Held             Held             Held             Held             Held             MinutesPublished
        Held            meeting.done              meeting.done      meeting.done       meeting.done   meeting.done     meeting.done     meeting.done     meeting.done     Held             MinutesPublished
        Published       meeting.done              meeting.done      meeting.done       meeting.done   meeting.done     meeting.done     meeting.done     meeting.done     MinutesPublished meeting.minutes.published
        Postponed       meeting.postponed         Scheduled         meeting.postponed  Cancelled      Postponed        Postponed        Postponed        Postponed        meeting.notyet   meeting.minutes.early
        Awaited         meeting.postponed         Announced         meeting.postponed  Cancelled      Postponed        Postponed        Postponed        Postponed        meeting.notyet   meeting.minutes.early
        Cancelled       meeting.done              meeting.done      meeting.done       meeting.done   meeting.done     meeting.done     meeting.done     meeting.done     meeting.done     meeting.done
        Forgotten       meeting.past              Scheduled         Postponed          Cancelled      Scheduled        Scheduled        Scheduled        Scheduled        meeting.notyet   meeting.minutes.early
        """;

    public static TheoryData<string, string, string> Transitions()
    {
        var data = new TheoryData<string, string, string>();
        var rows = Table.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        foreach (var row in rows.Skip(1))
            for (var step = 0; step < rows[0].Length; step++) data.Add(row[0], rows[0][step], row[step + 1]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Transitions))]
    public void From_each_stage_each_step_leads_where_the_table_says(string from, string step, string leads)
    {
        var (meeting, now) = At(from);
        var (version, sequence, stage) = (meeting.Version, meeting.Sequence, meeting.StageAt(now));
        if (leads.Contains('.', StringComparison.Ordinal))
        {
            QuarterlyMeetingTests.Breaks(leads, () => Steps[step](meeting, now));
            Assert.Equal((version, sequence, stage), (meeting.Version, meeting.Sequence, meeting.StageAt(now)));
        }
        else
        {
            Steps[step](meeting, now);
            // What is moved is looked at when it was moved, which is before it opens again.
            Assert.Equal(leads, meeting.StageAt(now).ToString());
            Assert.True(meeting.Version > version);
            Assert.Equal(step is "move" or "postpone" or "cancel" or "meet", meeting.Sequence > sequence);
        }
    }

    [Fact]
    public void The_table_names_every_stage_but_the_turn_without_a_date() => Assert.Equal(
        Enum.GetValues<MeetingStage>().Except([MeetingStage.Planned]).Order(),
        Table.Split('\n').Skip(1).Select(row => At(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])).Select(m => m.Meeting.StageAt(m.Now)).Distinct().Order());

    [Fact]
    public void It_is_open_from_a_quarter_of_an_hour_before_the_start_until_the_end()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        Assert.False(meeting.IsOpen(Slot.StartsAt - Duration.FromMinutes(15) - Duration.Epsilon));
        Assert.True(meeting.IsOpen(Slot.StartsAt - Duration.FromMinutes(15)));
        Assert.True(meeting.IsOpen(Slot.EndsAt - Duration.Epsilon));
        Assert.False(meeting.IsOpen(Slot.EndsAt));
        Assert.False(QuarterlyMeetingTests.Scheduled().IsOpen(Slot.StartsAt));
    }

    [Fact]
    public void A_postponed_meeting_keeps_its_turn_and_its_name_in_calendars()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var (id, sequence) = (meeting.Id, meeting.Sequence);
        meeting.Postpone(" Snow ", Slot.StartsAt);
        Assert.Equal(("Snow", sequence + 1, TurnOutcome.Ahead), (meeting.PostponeReason, meeting.Sequence, meeting.Outcome(Slot.EndsAt + Duration.FromDays(30))));
        Assert.Equal(TurnOutcome.Ahead, meeting.Outcome(Instant.FromUtc(2028, 3, 31, 12, 0)));
        Assert.Equal(TurnOutcome.NotHeld, meeting.Outcome(Instant.FromUtc(2028, 4, 2, 0, 0)));
        Assert.False(meeting.TakesAnswers(Slot.StartsAt));
        meeting.Move(Later, Slot.EndsAt);
        Assert.Equal((id, sequence + 2, null, MeetingState.Announced), (meeting.Id, meeting.Sequence, meeting.PostponeReason, meeting.State));
        QuarterlyMeetingTests.Breaks("meeting.reason", () => meeting.Postpone(" ", Slot.EndsAt));
    }

    [Fact]
    public void A_postponed_meeting_may_be_held_after_all_when_it_was_to_be()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        meeting.Postpone("Snow", meeting.CreatedAt);
        meeting.Move(Slot, meeting.CreatedAt);
        Assert.Equal((Slot, MeetingState.Announced), (meeting.Slot, meeting.State));
    }

    [Fact]
    public void What_members_expect_again_has_a_way_in()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        meeting.Postpone("Snow", meeting.CreatedAt);
        meeting.Meet("", "", meeting.CreatedAt);
        QuarterlyMeetingTests.Breaks("meeting.link.needed", () => meeting.Move(Later, meeting.CreatedAt));
    }

    private static (QuarterlyMeeting Meeting, Instant Now) At(string stage)
    {
        var meeting = stage is "Scheduled" or "Postponed" or "Forgotten" ? QuarterlyMeetingTests.Scheduled() : QuarterlyMeetingTests.Announced();
        var early = meeting.CreatedAt;
        if (meeting.Link is null) meeting.Meet("https://meet.example/room", "617 555 0100", early);
        switch (stage)
        {
            case "Opening": return (meeting, meeting.OpensAt);
            case "Open": return (meeting, Slot.StartsAt);
            case "Over" or "Forgotten": return (meeting, Slot.EndsAt);
            case "Held":
                meeting.Hold(Attendance.Of(1, 1, 1, 1), Slot.EndsAt);
                return (meeting, Slot.EndsAt);
            case "Published":
                meeting.PublishMinutes(Slot.EndsAt);
                return (meeting, Slot.EndsAt);
            case "Postponed" or "Awaited":
                meeting.Postpone("Snow", early);
                return (meeting, early);
            case "Cancelled":
                meeting.Cancel("Snow", early);
                return (meeting, early);
            default: return (meeting, early);
        }
    }
}

/// <summary>What members are told of changes that follow each other, and what taking one back restores.</summary>
public sealed class MeetingChangeTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 15, 0);
    private static readonly LocalSlot Later = QuarterlyMeeting.SlotFor(new(2027, 3, 10, 13, 0), 90);
    private static readonly Id<Member> Someone = Id<Member>.New(Now);

    public static TheoryData<string, string, MeetingNews?> Told { get; } = new()
    {
        { "scheduled", "nothing", null },
        { "scheduled", "announce", MeetingNews.Announced },
        { "scheduled", "announce move", MeetingNews.Announced },
        { "scheduled", "announce meet", MeetingNews.Announced },
        { "scheduled", "announce postpone", null },
        { "scheduled", "announce postpone move", MeetingNews.Announced },
        { "scheduled", "announce cancel", null },
        { "scheduled", "move meet cancel", null },
        { "announced", "about", null },
        { "announced", "move", MeetingNews.Moved },
        { "announced", "move back", null },
        { "announced", "meet", MeetingNews.Changed },
        { "announced", "meet move", MeetingNews.Moved },
        { "announced", "welcome", null },
        { "narrow", "open", MeetingNews.Invited },
        { "narrow", "open welcome", null },
        { "narrow", "open meet", MeetingNews.Changed },
        { "narrow", "open move", MeetingNews.Moved },
        { "announced", "postpone", MeetingNews.Postponed },
        { "announced", "postpone move", MeetingNews.Moved },
        { "announced", "move cancel", MeetingNews.Cancelled },
        { "postponed", "meet", null },
        { "postponed", "move", MeetingNews.Moved },
        { "postponed", "cancel", MeetingNews.Cancelled },
        { "postponed", "move postpone", null },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void Members_are_told_once_of_what_has_become_different_since_they_heard(string known, string steps, MeetingNews? news)
    {
        var meeting = QuarterlyMeetingTests.Announced();
        if (known == "scheduled")
        {
            meeting = QuarterlyMeetingTests.Scheduled();
            meeting.Meet("https://meet.example/room", "617 555 0100", Now);
        }
        if (known == "postponed") meeting.Postpone("Snow", Now);
        if (known == "narrow") Take(meeting, "welcome", meeting.Slot);
        var (before, slot) = (meeting.Snapshot(), meeting.Slot);
        foreach (var step in steps.Split(' ')) Take(meeting, step, slot);
        Assert.Equal(news, MeetingChange.News(before, Now, meeting, Now));
    }

    [Fact]
    public void Of_a_meeting_that_is_over_nobody_is_told_anything()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var (before, over) = (meeting.Snapshot(), meeting.Slot.EndsAt);
        meeting.Cancel("Nobody came", over);
        Assert.Null(MeetingChange.News(before, over, meeting, over));
    }

    [Theory]
    [InlineData("move")]
    [InlineData("meet")]
    [InlineData("about")]
    [InlineData("postpone")]
    [InlineData("cancel")]
    [InlineData("contact")]
    [InlineData("welcome")]
    public void What_is_taken_back_is_as_it_was_and_calendars_only_go_forward(string step)
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var (before, slot, sequence, version) = (meeting.Snapshot(), meeting.Slot, meeting.Sequence, meeting.Version);
        Take(meeting, step, slot);
        var (moved, changed) = (meeting.Sequence, meeting.Version);
        Assert.NotEqual(before, meeting.Snapshot());
        meeting.Restore(before, Now + Duration.FromMinutes(5));
        Assert.Equal(before, meeting.Snapshot());
        Assert.Equal(moved > sequence ? moved + 1 : sequence, meeting.Sequence);
        Assert.True(meeting.Version > changed && changed > version);
    }

    [Fact]
    public void What_was_held_is_not_taken_back()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var before = meeting.Snapshot();
        meeting.Hold(Attendance.Of(1, 1, 1, 1), meeting.Slot.EndsAt);
        QuarterlyMeetingTests.Breaks("meeting.done", () => meeting.Restore(before, meeting.Slot.EndsAt));
    }

    [Fact]
    public void Letters_wait_ten_minutes_unless_they_go_at_once()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var before = meeting.Snapshot();
        meeting.Move(Later, Now);
        var change = new MeetingChange(Id<MeetingChange>.New(Now), meeting, before, Someone, null, atOnce: false, Now);
        Assert.Equal((MeetingChangeKind.Moved, Now + Duration.FromMinutes(10)), (change.Kind, change.MailAt));
        Assert.True(change.Waits(change.MailAt - Duration.Epsilon));
        QuarterlyMeetingTests.Breaks("meeting.undo.late", () => change.TakeBack(change.MailAt));
        change.TakeBack(Now);
        QuarterlyMeetingTests.Breaks("meeting.undo.late", () => change.TakeBack(Now));
        QuarterlyMeetingTests.Breaks("meeting.undo.late", () => change.SendNow(Now));

        var urgent = new MeetingChange(Id<MeetingChange>.New(Now), meeting, before, Someone, null, atOnce: true, Now);
        Assert.False(urgent.Waits(Now));
        QuarterlyMeetingTests.Breaks("meeting.undo.late", () => urgent.TakeBack(Now));
    }

    private static void Take(QuarterlyMeeting meeting, string step, LocalSlot slot)
    {
        switch (step)
        {
            case "announce": meeting.Announce(Now); break;
            case "move": meeting.Move(Later, Now); break;
            case "back": meeting.Move(slot, Now); break;
            case "postpone": meeting.Postpone("Snow", Now); break;
            case "cancel": meeting.Cancel("Snow", Now); break;
            case "meet": meeting.Meet("https://meet.example/other", "617 555 0101", Now); break;
            case "about": meeting.About("Another"); break;
            case "welcome": meeting.Welcome(MemberRoles.Supervisors, MeetingLanguages.Both); break;
            case "open": meeting.Welcome(MemberRoles.All, MeetingLanguages.Both); break;
            case "contact": meeting.NameContact(QuarterlyMeetingTests.Someone(WorkRole.Supervisor, Areas.None)); break;
        }
    }
}
