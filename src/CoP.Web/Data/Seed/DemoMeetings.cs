using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime.Text;

namespace CoP.Web.Data.Seed;

/// <summary>The demo community's quarterly meetings: two held, some to come; what lies further on is the rotation's alone.</summary>
static class DemoMeetings
{
    static readonly DateTimeZone massachusetts = DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId];

    /// <summary>Left open, so that the home page asks them.</summary>
    static readonly string[] unanswered = ["supporter", "site"];

    public static void Hold(CopDb db, People people, Instant now)
    {
        // The next meeting is far enough off for everything that comes before it still to be done.
        var soonest = now.InZone(massachusetts).Date.PlusDays(16);
        foreach (var words in SeedContent.Meetings())
        {
            var quarter = Quarter.Of(soonest) + words.Quarter;
            var day = quarter.First.PlusDays(45);
            if (words.Quarter == 0) day = LocalDate.Max(day, soonest);
            Hold(db, people, words, Ledger.Founding.Rotation.TurnOf(quarter), QuarterlyMeeting.SlotFor(Workday(day) + LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(words.Time).Value, words.Minutes), now);
        }
    }

    /// <summary>One in a room, which uses no turn, with some who cannot be there in person.</summary>
    public static void HoldExtra(CopDb db, People people, Instant now)
    {
        var (planned, day) = (now - Duration.FromDays(12), Workday(now.InZone(massachusetts).Date.PlusDays(37)));
        var meeting = QuarterlyMeeting.Extra(
            Id<QuarterlyMeeting>.New(planned), Area.Central, hostAreaOnly: false, QuarterlyMeeting.SlotFor(day + new LocalTime(13, 0), 120),
            new Venue(VenueKind.Both, "https://meet.example/cop-extra", "617-555-0142, code 884 231", new Place(
                "Old Mill Community Room", "1 Canal Street, Worcester", "Step-free from the parking lot. Bus 12 stops in front.\nA quiet room is open all afternoon.", 24)),
            people["committee"], planned);
        meeting.About("Co-reflection in practice: an afternoon together");
        meeting.Welcome(MemberRoles.All, MeetingLanguages.Both);
        meeting.Announce(planned + Duration.FromDays(2));
        db.Meetings.Add(meeting);
    }

    static void Hold(CopDb db, People people, MeetingScript words, Turn turn, LocalSlot slot, Instant now)
    {
        var past = slot.StartsAt < now;
        var planned = past ? slot.StartsAt - Duration.FromDays(75) : now - Duration.FromDays(40 - (words.Quarter * 9));
        var announced = planned + Duration.FromDays(4);
        var meeting = new QuarterlyMeeting(Id<QuarterlyMeeting>.New(planned), turn, slot, people["committee"], planned);
        meeting.Meet($"https://meet.example/cop-{turn.Quarter}", "617-555-0142, code 884 220", planned);
        foreach (var seat in Enum.GetValues<FacilitatorSeat>().Where(s => s != words.EmptySeat))
        {
            if (people.All.FirstOrDefault(m => m.Role == QuarterlyMeeting.RoleOf(seat) && m.Areas.Holds(turn.Host)) is not { } facilitator) continue;
            meeting.Ask(Id<SeatRequest>.New(planned), seat, facilitator, people["committee"].Id, selfOrganising: false, planned);
            meeting.Accept(seat, facilitator, selfOrganising: false, planned + Duration.FromHours(30));
        }
        // Whose seat is empty has been asked, and thinks about it.
        if (words.EmptySeat is { } empty && people.All.FirstOrDefault(m => m.Role == QuarterlyMeeting.RoleOf(empty) && m.Areas.Holds(turn.Host)) is { } asked)
            meeting.Ask(Id<SeatRequest>.New(now), empty, asked, people["committee"].Id, selfOrganising: false, now - Duration.FromDays(2));
        db.Meetings.Add(meeting);
        if (!past) Prepare(db, people, meeting, planned, now);
        if (words.State == MeetingState.Scheduled) return;
        meeting.Announce(announced);
        Answer(db, people, meeting, words, announced, past);
        if (words.Came is [var supporters, var supervisors, var administrators, var dmh])
            meeting.Hold(Attendance.Of(supporters, supervisors, administrators, dmh), slot.EndsAt + Duration.FromHours(20));
    }

    /// <summary>What should be done by now is done, but for one task.</summary>
    static void Prepare(CopDb db, People people, QuarterlyMeeting meeting, Instant planned, Instant now)
    {
        var today = now.InZone(massachusetts).Date;
        foreach (var (i, task) in FirstChecklist.Tasks.Index())
        {
            var item = new ChecklistItem(Id<ChecklistItem>.New(planned), meeting.Id, task, planned);
            if (i != 3 && item.DueOn(meeting) <= today) item.Do(people["committee"].Id, planned + Duration.FromDays(i + 1));
            db.ChecklistItems.Add(item);
        }
    }

    static void Answer(CopDb db, People people, QuarterlyMeeting meeting, MeetingScript words, Instant announced, bool past)
    {
        if (words.Answers is not { } counts) return;
        var facilitators = people.All.Where(m => m.Id == meeting.RecoverySeat || m.Id == meeting.PeerSupportSeat);
        // Seven has no factor in common with sixty: every member turns up once, and neighbours in the list far apart.
        var everyone = people.All.ToList();
        var others = Enumerable.Range(0, everyone.Count).Select(i => everyone[((i * 7) + meeting.Quarter.Number) % everyone.Count]);
        var answering = facilitators.Concat(others).Distinct().Where(m => past || unanswered.All(key => people[key] != m)).Take(counts.Yes + counts.Maybe + counts.No).ToList();
        foreach (var (i, member) in answering.Index())
        {
            var answer = i < counts.Yes ? Domain.Meetings.Answer.Yes : i < counts.Yes + counts.Maybe ? Domain.Meetings.Answer.Maybe : Domain.Meetings.Answer.No;
            var at = announced + Duration.FromHours(5 + i);
            db.Rsvps.Add(new Rsvp(Id<Rsvp>.New(at), meeting, member.Id, answer, past ? AccessNeeds.None : Needs(member, i), null, at));
        }
    }

    static AccessNeeds Needs(Member member, int i) => member.Language == "es" ? AccessNeeds.Spanish : i % 11 == 4 ? AccessNeeds.Cart : i % 13 == 7 ? AccessNeeds.Asl : AccessNeeds.None;

    static LocalDate Workday(LocalDate day)
    {
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || Holidays.On(day) is not null) day = day.PlusDays(1);
        return day;
    }
}
