using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static CoP.Domain.Tests.Meetings.QuarterlyMeetingTests;

namespace CoP.Domain.Tests.Meetings;

public sealed class AccessRequestTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 12, 1, 15, 0);
    private static readonly LocalSlot Later = QuarterlyMeeting.SlotFor(new(2027, 3, 3, 10, 0), 60);

    [Fact]
    public void Each_thing_asked_for_is_booked_by_itself()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl | AccessNeeds.Spanish, "Large print");
        Assert.Equal([NeedKind.Asl, NeedKind.Spanish, NeedKind.Other], rsvp.Requests.Select(r => r.Kind));
        Of(rsvp, NeedKind.Asl).Book(meeting, Now);
        Of(rsvp, NeedKind.Other).Refuse(" The printer is broken. ", meeting, Now);
        Assert.Equal([BookingState.Booked, BookingState.Open, BookingState.NotPossible], rsvp.Requests.Select(r => r.StateFor(meeting)));
        Assert.Equal("The printer is broken.", Of(rsvp, NeedKind.Other).Words);
    }

    [Fact]
    public void What_is_asked_for_again_stays_booked_and_what_is_not_is_gone()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl | AccessNeeds.Cart);
        Of(rsvp, NeedKind.Asl).Book(meeting, Now);
        rsvp.Change(meeting, Answer.Maybe, AccessNeeds.Asl | AccessNeeds.Spanish, null, Now);
        Assert.Equal([(NeedKind.Asl, BookingState.Booked), (NeedKind.Spanish, BookingState.Open)], rsvp.Requests.Select(r => (r.Kind, r.StateFor(meeting))));
        rsvp.Change(meeting, Answer.No, AccessNeeds.Asl, null, Now);
        Assert.Empty(rsvp.Requests);
    }

    [Fact]
    public void Other_words_are_another_wish()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.None, "Large print");
        Of(rsvp, NeedKind.Other).Book(meeting, Now);
        rsvp.Change(meeting, Answer.Yes, AccessNeeds.None, "Large print ", Now);
        Assert.Equal(BookingState.Booked, Of(rsvp, NeedKind.Other).StateFor(meeting));
        rsvp.Change(meeting, Answer.Yes, AccessNeeds.None, "Braille", Now + Duration.FromDays(1));
        Assert.Equal((BookingState.Open, Now + Duration.FromDays(1)), (Of(rsvp, NeedKind.Other).StateFor(meeting), Of(rsvp, NeedKind.Other).AskedAt));
    }

    [Fact]
    public void On_another_day_all_is_asked_and_to_be_booked_anew_once_and_at_another_hour_nothing()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl | AccessNeeds.Cart);
        Of(rsvp, NeedKind.Asl).Book(meeting, Now);
        meeting.Move(QuarterlyMeeting.SlotFor(meeting.Slot.Start.Date + new LocalTime(9, 0), 60), Now);
        Assert.Equal(BookingState.Booked, Of(rsvp, NeedKind.Asl).StateFor(meeting));
        Assert.False(rsvp.AskAgain(meeting));
        Assert.Empty(rsvp.BookAnew(meeting));

        meeting.Move(Later, Now);
        Assert.Equal(BookingState.Open, Of(rsvp, NeedKind.Asl).StateFor(meeting));
        Assert.True(rsvp.AskAgain(meeting));
        Assert.Equal(2, rsvp.BookAnew(meeting).Count);
        Assert.False(rsvp.AskAgain(meeting));
        Assert.Empty(rsvp.BookAnew(meeting));
        Of(rsvp, NeedKind.Asl).Book(meeting, Now);
        Assert.Equal(BookingState.Booked, Of(rsvp, NeedKind.Asl).StateFor(meeting));
    }

    [Fact]
    public void A_booking_comes_back_with_a_day_that_comes_back_at_once_and_not_later()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        var first = meeting.Slot;
        Of(rsvp, NeedKind.Asl).Book(meeting, Now);
        meeting.Move(Later, Now);
        meeting.Move(first, Now);
        Assert.Equal(BookingState.Booked, Of(rsvp, NeedKind.Asl).StateFor(meeting));
        meeting.Move(Later, Now);
        rsvp.BookAnew(meeting);
        meeting.Move(first, Now);
        Assert.Equal(BookingState.Open, Of(rsvp, NeedKind.Asl).StateFor(meeting));
    }

    [Fact]
    public void Who_has_answered_for_the_new_day_is_not_asked_and_it_is_to_be_booked_all_the_same()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        meeting.Move(Later, Now);
        rsvp.Change(meeting, Answer.Yes, AccessNeeds.Asl, null, Now);
        Assert.False(rsvp.AskAgain(meeting));
        Assert.Single(rsvp.BookAnew(meeting));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("one\u0007two")]
    [InlineData("long")]
    public void A_no_says_why(string? words)
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        Breaks("access.words", () => Of(rsvp, NeedKind.Asl).Refuse(words == "long" ? new string('x', 301) : words, meeting, Now));
        Assert.Equal(BookingState.Open, Of(rsvp, NeedKind.Asl).StateFor(meeting));
    }

    [Fact]
    public void Every_word_on_it_takes_the_next_version_and_a_repeated_one_none()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        var asl = Of(rsvp, NeedKind.Asl);
        Action[] words = [() => asl.Book(meeting, Now), () => asl.Reopen(meeting, Now), () => asl.Refuse("No.", meeting, Now), () => asl.Refuse("Sorry, no.", meeting, Now), () => asl.Book(meeting, Now)];
        foreach (var (i, word) in words.Index())
        {
            word();
            word();
            Assert.Equal(i + 1, asl.Version);
        }
        Assert.Null(asl.Words);
    }

    [Fact]
    public void Nothing_is_booked_for_what_is_over_or_called_off()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        Action<Instant>[] words = [now => Of(rsvp, NeedKind.Asl).Book(meeting, now), now => Of(rsvp, NeedKind.Asl).Refuse("No.", meeting, now), now => Of(rsvp, NeedKind.Asl).Reopen(meeting, now)];
        Assert.All(words, word => Breaks("access.over", () => word(meeting.Slot.EndsAt)));
        meeting.Cancel("Snow", Now);
        Assert.All(words, word => Breaks("access.over", () => word(Now)));
    }

    [Fact]
    public void Only_active_members_book()
    {
        var (_, rsvp) = Asking(AccessNeeds.Asl);
        var booker = Someone(WorkRole.Supervisor, Areas.None);
        Of(rsvp, NeedKind.Asl).HandTo(booker);
        Assert.Equal(booker.Id, Of(rsvp, NeedKind.Asl).BookerId);
        booker.Suspend();
        Breaks("access.booker", () => Of(rsvp, NeedKind.Asl).HandTo(booker));
        Of(rsvp, NeedKind.Asl).HandTo(null);
        Assert.Null(Of(rsvp, NeedKind.Asl).BookerId);
    }

    [Fact]
    public void Late_is_after_the_day_to_book_by()
    {
        // 27 January 2027 is the day.
        Assert.False(LateAt(Instant.FromUtc(2027, 1, 28, 4, 59)));
        Assert.True(LateAt(Instant.FromUtc(2027, 1, 28, 5, 0)));

        static bool LateAt(Instant at)
        {
            var (meeting, rsvp) = Asking(AccessNeeds.Asl, at: at);
            return Of(rsvp, NeedKind.Asl).IsLate(meeting);
        }
    }

    [Theory]
    [InlineData("2027-01-19", null)]
    [InlineData("2027-01-20", BookingStage.Week)]
    [InlineData("2027-01-24", BookingStage.Week)]
    [InlineData("2027-01-25", BookingStage.Days)]
    [InlineData("2027-01-27", BookingStage.Days)]
    [InlineData("2027-01-28", BookingStage.Late)]
    [InlineData("2027-02-10", BookingStage.Late)]
    public void Who_books_is_reminded_a_week_and_two_days_before_the_day_and_after_it(string day, BookingStage? stage)
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        var now = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value.At(new(9, 0)).InZoneStrictly(meeting.Slot.Zone).ToInstant();
        Assert.Equal(stage, BookingReminder.DueNow(meeting, rsvp.Requests, now)?.Stage);
        Of(rsvp, NeedKind.Asl).Book(meeting, Now);
        Assert.Null(BookingReminder.DueNow(meeting, rsvp.Requests, now));
    }

    [Fact]
    public void A_reminder_is_the_same_until_something_is_asked_for_or_the_day_comes_nearer_or_changes()
    {
        var (meeting, rsvp) = Asking(AccessNeeds.Asl);
        var near = Instant.FromUtc(2027, 1, 26, 15, 0);
        Guid Key(Instant now) => BookingReminder.DueNow(meeting, rsvp.Requests, now)!.Key;
        Assert.Equal(Key(near), Key(near + Duration.FromHours(20)));
        HashSet<Guid> keys = [Key(near), Key(near - Duration.FromDays(3)), Key(near + Duration.FromDays(2))];
        rsvp.Change(meeting, Answer.Yes, AccessNeeds.Asl | AccessNeeds.Cart, null, near);
        keys.Add(Key(near));
        meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 2, 11, 13, 0), 90), near);
        keys.Add(Key(near));
        Assert.Equal(5, keys.Count);
    }

    [Fact]
    public void Whatever_is_answered_there_is_one_request_for_each_need_and_none_without() => Prop.ForAll(
        Gen.Choose(0, 15).Select(i => ((AccessNeeds)(i & 7), (i & 8) == 0 ? null : $"Words {i}")).ListOf().Zip(Gen.Elements(Answer.Yes, Answer.Maybe, Answer.No).ListOf()).ToArbitrary(),
        steps =>
        {
            var (meeting, rsvp) = Asking(AccessNeeds.None);
            foreach (var ((needs, other), answer) in steps.Item1.Zip(steps.Item2))
            {
                foreach (var request in rsvp.Requests.ToList().Where(r => r.Kind != NeedKind.Cart)) request.Book(meeting, Now);
                rsvp.Change(meeting, answer, needs, other, Now);
                Assert.Equal(rsvp.Requests.Count, rsvp.Requests.Select(r => r.Kind).Distinct().Count());
                foreach (var (kind, need) in new[] { (NeedKind.Asl, AccessNeeds.Asl), (NeedKind.Cart, AccessNeeds.Cart), (NeedKind.Spanish, AccessNeeds.Spanish) })
                    Assert.Equal(rsvp.Needs.HasFlag(need), rsvp.Requests.Any(r => r.Kind == kind));
                Assert.Equal(rsvp.OtherNeed is not null, rsvp.Requests.Any(r => r.Kind == NeedKind.Other));
                Assert.Equal(rsvp.HasNeeds, rsvp.Requests.Count > 0);
            }
        }).QuickCheckThrowOnFailure();

    private static (QuarterlyMeeting, Rsvp) Asking(AccessNeeds needs, string? other = null, Instant? at = null)
    {
        var meeting = Announced();
        return (meeting, new Rsvp(Id<Rsvp>.New(Now), meeting, Id<Member>.New(Now), Answer.Yes, needs, other, at ?? Now));
    }

    private static AccessRequest Of(Rsvp rsvp, NeedKind kind) => rsvp.Requests.Single(r => r.Kind == kind);
}
