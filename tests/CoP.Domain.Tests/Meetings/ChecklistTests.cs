using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class ChecklistTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 15, 0);
    private static readonly ChecklistTask Book = new("Book", "Reservar", -14, TaskPart.AccessContact);

    [Fact]
    public void A_task_is_due_so_many_days_from_the_meeting_and_moves_with_it()
    {
        var (meeting, item) = (QuarterlyMeetingTests.Announced(), Item(Book));
        Assert.Equal(new(2027, 1, 27), item.DueOn(meeting));
        meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 3, 10, 13, 0), 90), Now);
        Assert.Equal(new(2027, 2, 24), item.DueOn(meeting));
        Assert.Equal(new(2027, 3, 17), Item(Book with { Days = 7 }).DueOn(meeting));
    }

    [Fact]
    public void It_is_done_by_who_was_named_or_whose_part_it_is()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var (robin, kim) = (QuarterlyMeetingTests.Someone(WorkRole.AreaDirectorOfRecovery, Areas.Southeast), QuarterlyMeetingTests.Someone(WorkRole.Supervisor, Areas.None));
        meeting.Seat(FacilitatorSeat.Recovery, robin);
        Assert.Equal(meeting.AccessContactId, Item(Book).OwnerAt(meeting));
        Assert.Equal(robin.Id, Item(Book with { Part = TaskPart.Recovery }).OwnerAt(meeting));
        Assert.Null(Item(Book with { Part = TaskPart.PeerSupport }).OwnerAt(meeting));
        Assert.Null(Item(Book with { Part = TaskPart.Committee }).OwnerAt(meeting));
        var item = Item(Book);
        item.Change(Book, kim);
        Assert.Equal(kim.Id, item.OwnerAt(meeting));
        kim.Suspend();
        QuarterlyMeetingTests.Breaks("checklist.owner", () => item.Change(Book, kim));
    }

    [Theory]
    [InlineData(null, " ", -1, TaskPart.Committee, "checklist.words")]
    [InlineData("one\ntwo", null, -1, TaskPart.Committee, "checklist.words")]
    [InlineData("Words", null, -181, TaskPart.Committee, "checklist.days")]
    [InlineData("Words", null, 181, TaskPart.Committee, "checklist.days")]
    [InlineData("Words", null, 0, (TaskPart)9, "checklist.part")]
    public void A_task_that_cannot_be_is_refused(string? english, string? spanish, int days, TaskPart part, string rule) =>
        QuarterlyMeetingTests.Breaks(rule, () => Item(new(english, spanish, days, part)));

    [Fact]
    public void Words_have_an_end_and_are_read_in_the_language_that_there_is()
    {
        QuarterlyMeetingTests.Breaks("checklist.words", () => Item(Book with { Spanish = new string('x', 201) }));
        Assert.Equal(("Book", "en"), Book.In("en"));
        Assert.Equal(("Reservar", "es"), Book.In("es"));
        Assert.Equal(("Book", "en"), (Book with { Spanish = null }).In("es"));
        Assert.Equal(("Reservar", "es"), (Book with { English = null }).In("en"));
        Assert.Equal("Book", Item(Book with { English = " Book " }).Task.English);
    }

    [Fact]
    public void Who_first_said_that_it_is_done_stays_until_it_is_not()
    {
        var (item, one, other) = (Item(Book), Id<Member>.New(Now), Id<Member>.New(Now));
        item.Do(one, Now);
        item.Do(other, Now + Duration.FromHours(1));
        Assert.Equal((one, Now), (item.DoneById, item.DoneAt));
        item.Undo();
        Assert.Equal((null, null), (item.DoneById, item.DoneAt));
    }

    [Fact]
    public void Of_two_changes_the_second_sees_the_first()
    {
        var (item, template) = (Item(Book), new TemplateTask(Id<TemplateTask>.New(Now), Book));
        var (seen, was) = (item.Version, template.Version);
        item.Change(Book with { Days = -10 }, null);
        template.Change(Book with { Days = -10 });
        QuarterlyMeetingTests.Breaks("checklist.changed", () => item.Expect(seen));
        QuarterlyMeetingTests.Breaks("checklist.changed", () => template.Expect(was));
        template.Remove(Now);
        QuarterlyMeetingTests.Breaks("checklist.changed", () => template.Expect(template.Version));
    }

    [Theory]
    [InlineData(-15, false)]
    [InlineData(-14, true)]
    [InlineData(-12, true)]
    [InlineData(-11, false)]
    public void Owners_are_told_on_the_day_and_not_long_after(int day, bool told)
    {
        var (meeting, item) = (QuarterlyMeetingTests.Announced(), Item(Book));
        var at = (meeting.Slot.Start.Date.PlusDays(day) + SeatReminder.Hour).InZoneStrictly(meeting.Slot.Zone).ToInstant();
        Assert.Equal(told, ChecklistReminder.DueNow(meeting, [item], at).Any());
        if (day == -14) Assert.Empty(ChecklistReminder.DueNow(meeting, [item], at - Duration.Epsilon));
        item.Do(Id<Member>.New(Now), at);
        Assert.Empty(ChecklistReminder.DueNow(meeting, [item], at));
    }

    [Fact]
    public void Nobody_is_told_of_what_was_due_before_it_was_on_the_list_nor_while_the_meeting_has_no_date()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var at = (meeting.Slot.Start.Date.PlusDays(-14) + SeatReminder.Hour).InZoneStrictly(meeting.Slot.Zone).ToInstant();
        var item = Item(Book);
        Assert.Empty(ChecklistReminder.DueNow(meeting, [new ChecklistItem(Id<ChecklistItem>.New(Now), meeting.Id, Book, at + Duration.Epsilon)], at + Duration.FromHours(1)));
        var reminder = Assert.Single(ChecklistReminder.DueNow(meeting, [item, Item(Book)], at));
        Assert.NotEqual(reminder.Key, (reminder with { Due = reminder.Due.PlusDays(1) }).Key);
        meeting.Postpone("Snow", at);
        Assert.Empty(ChecklistReminder.DueNow(meeting, [item], at));
    }

    private static ChecklistItem Item(ChecklistTask task) => new(Id<ChecklistItem>.New(Now), Id<QuarterlyMeeting>.New(Now), task, Now);
}
