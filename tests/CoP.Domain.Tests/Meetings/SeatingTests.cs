using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static CoP.Domain.Tests.Meetings.QuarterlyMeetingTests;

namespace CoP.Domain.Tests.Meetings;

public sealed class SeatingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 12, 1, 15, 0);

    [Fact]
    public void Seats_go_to_who_asks_first_and_the_others_wait_in_order()
    {
        var room = new Room(2);
        var people = room.Ask(4);
        Assert.Equal([Presence.InPerson, Presence.InPerson, Presence.Waiting, Presence.Waiting], people.Select(p => p.PresenceAt(room.Meeting)));
        Assert.Equal([null, null, 1, 2], people.Select(room.Seating.RankOf));
        Assert.Equal(0, room.Seating.Free);
    }

    [Fact]
    public void Who_leaves_makes_room_for_the_first_in_line_and_only_once()
    {
        var room = new Room(2);
        var people = room.Ask(5);
        room.Say(people[1], Answer.No);
        Assert.Equal([people[2]], room.Seating.MoveUp());
        Assert.Empty(room.Seating.MoveUp());
        room.Say(people[0], Answer.Maybe);
        room.Say(people[2], Answer.Yes, inPerson: false);
        Assert.Equal([people[3], people[4]], room.Seating.MoveUp());
        Assert.Equal(Presence.Online, people[2].PresenceAt(room.Meeting));
    }

    [Fact]
    public void Who_comes_back_is_last()
    {
        var room = new Room(1);
        var people = room.Ask(3);
        room.Say(people[0], Answer.No);
        room.Say(people[0], Answer.Yes);
        Assert.Equal([people[1]], room.Seating.MoveUp());
        Assert.Equal(2, room.Seating.RankOf(people[0]));
    }

    [Fact]
    public void Who_says_the_same_again_keeps_their_place()
    {
        var room = new Room(1);
        var people = room.Ask(3);
        foreach (var person in people) room.Say(person, Answer.Yes);
        Assert.Equal([1, 2, 3], people.Select(p => p.SeatNumber!.Value));
        room.Seating.Take(people[0], null, false);
        Assert.True(people[0].HasSeat);
    }

    [Fact]
    public void Nobody_passes_who_waits_even_where_a_seat_is_free()
    {
        var room = new Room(1);
        var people = room.Ask(2);
        room.Hold(3);
        var late = room.Ask(1)[0];
        Assert.True(late.IsWaiting);
        Assert.Equal([people[1], late], room.Seating.MoveUp());
    }

    [Fact]
    public void When_the_room_shrinks_nobody_is_thrown_out_and_nobody_moves_up_until_there_is_room()
    {
        var room = new Room(3);
        var people = room.Ask(5);
        room.Hold(2);
        Assert.Empty(room.Seating.MoveUp());
        Assert.Equal(3, room.Seating.Taken);
        room.Say(people[0], Answer.No);
        Assert.Empty(room.Seating.MoveUp());
        room.Say(people[1], Answer.No);
        Assert.Equal([people[3]], room.Seating.MoveUp());
    }

    [Fact]
    public void A_room_without_a_limit_takes_everyone()
    {
        var room = new Room(1);
        var people = room.Ask(4);
        room.Hold(null);
        Assert.Equal(people[1..], room.Seating.MoveUp());
        Assert.Null(room.Seating.Free);
    }

    [Fact]
    public void Who_waits_may_come_online_meanwhile_and_who_sits_does_not()
    {
        var room = new Room(1);
        var people = room.Ask(2);
        foreach (var person in people) room.Seating.Take(person, true, onlineMeanwhile: true);
        Assert.Equal([false, true], people.Select(p => p.OnlineMeanwhile));
        room.Say(people[0], Answer.No);
        room.Seating.MoveUp();
        Assert.Equal((true, false), (people[1].HasSeat, people[1].OnlineMeanwhile));
    }

    [Fact]
    public void Online_there_are_no_seats_and_in_a_place_alone_every_yes_asks_for_one()
    {
        var room = new Room(1);
        var (person, other) = (room.Answer(), room.Answer());
        room.Seating.Take(person, inPerson: false, false);
        room.Seating.Take(other, inPerson: null, false);
        Assert.All(new[] { person, other }, p => Assert.Equal(Presence.Online, p.PresenceAt(room.Meeting)));

        room.Meeting.Meet(new Venue(VenueKind.InPerson, null, null, new Place("Hall", "1 Main St", null, 1)), Now);
        Assert.Empty(room.Seating.MoveUp());
        Assert.Equal([Presence.InPerson, Presence.Waiting], new[] { person, other }.OrderBy(p => p.SeatNumber).Select(p => p.PresenceAt(room.Meeting)!.Value));
        room.Meeting.Meet("https://meet.example/room", "+1 617 555 0100", Now);
        Assert.Empty(room.Seating.MoveUp());
        Assert.All(new[] { person, other }, p => Assert.Equal(Presence.Online, p.PresenceAt(room.Meeting)));
    }

    [Fact]
    public void Where_a_meeting_is_only_in_its_place_now_who_said_yes_first_has_the_first_seat()
    {
        var room = new Room(1);
        var (late, early) = (room.Answer(), room.Answer());
        late.Change(room.Meeting, Answer.Yes, AccessNeeds.None, null, Now + Duration.FromMinutes(1));
        foreach (var person in (Rsvp[])[late, early]) room.Seating.Take(person, inPerson: false, false);
        room.Meeting.Meet(new Venue(VenueKind.InPerson, null, null, new Place("Hall", "1 Main St", null, 1)), Now);
        room.Seating.MoveUp();
        Assert.Equal((true, true), (early.HasSeat, late.IsWaiting));
    }

    [Fact]
    public void Whatever_happens_seats_go_in_order_and_nobody_loses_one() => Prop.ForAll(
        Gen.Choose(0, 99).Zip(Gen.Choose(0, 5)).ListOf(60).ToArbitrary(), steps =>
        {
            var room = new Room(3);
            var people = Enumerable.Range(0, 12).Select(_ => room.Answer(Answer.Maybe)).ToList();
            foreach (var (who, what) in steps)
            {
                var person = people[who % people.Count];
                var (sat, waited) = (people.Where(p => p.HasSeat).ToHashSet(), people.Where(p => p.IsWaiting).OrderBy(p => p.SeatNumber).ToList());
                if (what == 5) room.Hold(who % 8 == 7 ? null : (who % 8) + 1);
                else room.Say(person, what == 4 ? Answer.No : Answer.Yes, inPerson: what != 3);
                var up = room.Seating.MoveUp();
                var capacity = room.Meeting.Place!.Capacity ?? int.MaxValue;

                // Whoever had a seat has it still, unless it was they who acted.
                Assert.All(sat.Where(p => p != person || what == 5), p => Assert.True(p.HasSeat));
                // Nobody new sits in a room that is full, and nobody waits before one that is not.
                if (people.Count(p => p.HasSeat) > capacity) Assert.Empty(people.Where(p => p.HasSeat).Except(sat));
                Assert.False(people.Any(p => p.IsWaiting) && people.Count(p => p.HasSeat) < capacity);
                // Those who moved up are the head of the line as it was.
                Assert.Equal(waited.Where(p => p.IsWaiting || p.HasSeat).Take(up.Count(waited.Contains)), up.Where(waited.Contains));
                Assert.Equal(people.Count(p => p.SeatNumber is not null), people.Where(p => p.SeatNumber is not null).Select(p => p.SeatNumber).Distinct().Count());
                Assert.All(people, p => Assert.Equal(p.InPerson, p.SeatNumber is not null));
                Assert.All(people, p => Assert.True(p.Answer == Answer.Yes || p.SeatNumber is null));
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>A meeting in a place and online, and those who ask for its seats.</summary>
    private sealed class Room
    {
        public Room(int? seats)
        {
            Hold(seats);
            Seating = new(Meeting, [], 0);
        }

        public QuarterlyMeeting Meeting { get; } = Announced();

        public Seating Seating { get; }

        public void Hold(int? seats) => Meeting.Meet(new Venue(VenueKind.Both, "https://meet.example/room", "+1 617 555 0100", new Place("Hall", "1 Main St", null, seats)), Now);

        public Rsvp Answer(Answer answer = Domain.Meetings.Answer.Yes) => new(Id<Rsvp>.New(Now), Meeting, Id<Member>.New(Now), answer, AccessNeeds.None, null, Now);

        public List<Rsvp> Ask(int people) => [.. Enumerable.Range(0, people).Select(_ => Say(Answer(), Domain.Meetings.Answer.Yes))];

        public Rsvp Say(Rsvp rsvp, Answer answer, bool inPerson = true)
        {
            rsvp.Change(Meeting, answer, AccessNeeds.None, null, Now);
            Seating.Take(rsvp, inPerson, onlineMeanwhile: false);
            return rsvp;
        }
    }
}
