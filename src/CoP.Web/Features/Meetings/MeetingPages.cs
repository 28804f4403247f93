using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Access;
using CoP.Web.Features.Meetings.Seats;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings;

/// <summary>Everything that the page of one meeting shows to one member.</summary>
public sealed record MeetingPage(
    Id<QuarterlyMeeting> Id,
    Quarter Quarter,
    Area Host,
    MeetingState State,
    LocalSlot Slot,
    string? Topic,
    string? Link,
    string? DialIn,
    string? CancelReason,
    Attendance? Attendance,
    bool Announced,
    bool IsOver,
    bool TakesAnswers,
    LocalDate BookAccessBy,
    bool AccessNoticeHasPassed,
    IReadOnlyList<SeatRow> Seats,
    string AccessContact,
    bool SeesRequests,
    IReadOnlyList<AnswerCount> Answers,
    RsvpInput Mine,
    bool Answered,
    bool AnsweredForAnotherDate,
    MeetingOutline Outline,
    MeetingStage Stage,
    string? PostponeReason)
{
    /// <summary>The seats in the room as the reader finds them; null where there are none to be had.</summary>
    public SeatsPage? Room { get; init; }

    /// <summary>What the reader asked for in order to take part.</summary>
    public IReadOnlyList<MyRequest> Requests { get; init; } = [];

    public bool HasEmptySeat => Seats.Any(s => s.Name is null);
}

/// <summary>What kind of meeting it is, where, for whom and in which languages.</summary>
public sealed record MeetingOutline(MeetingKind Kind, Area Host, bool HostAreaOnly, Venue Venue, MemberRoles For, MeetingLanguages Languages)
{
    public static MeetingOutline Of(QuarterlyMeeting meeting) => new(meeting.Kind, meeting.Host, meeting.HostAreaOnly, meeting.Venue, meeting.For, meeting.Languages);
}

public sealed record SeatRow(FacilitatorSeat Seat, string? Name);

/// <summary>How somebody comes who can choose.</summary>
public enum Way
{
    InPerson,
    Online,
}

/// <summary>A member's answer as the form sends it.</summary>
public sealed class RsvpInput
{
    public Answer? Answer { get; set; }

    /// <summary>How they come, where that can be chosen.</summary>
    public Way? Way { get; set; }

    public bool OnlineMeanwhile { get; set; }
    public bool Asl { get; set; }
    public bool Cart { get; set; }
    public bool Spanish { get; set; }
    public string? Other { get; set; }

    /// <summary>Whether the form asked for needs at all; a plain yes or no elsewhere leaves them as they were.</summary>
    public bool NeedsAsked { get; set; }

    public Coming? ToComing() => NeedsAsked || Way is not null ? new(Way is { } way ? way == Features.Meetings.Way.InPerson : null, OnlineMeanwhile, MustChoose: NeedsAsked) : null;

    public Needs? ToNeeds() => NeedsAsked
        ? new((Asl ? AccessNeeds.Asl : AccessNeeds.None) | (Cart ? AccessNeeds.Cart : AccessNeeds.None) | (Spanish ? AccessNeeds.Spanish : AccessNeeds.None), Other)
        : null;
}

/// <summary>Reads the page of a meeting; its form and its answer both show it.</summary>
public sealed class MeetingPages(CopDb db, TimeProvider clock)
{
    public async Task<MeetingPage?> Find(Id<QuarterlyMeeting> id, Viewer viewer)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var now = clock.Now();
        var mine = await db.Rsvps.AsNoTracking().SingleOrDefaultAsync(r => r.MeetingId == id && r.MemberId == viewer.Id);
        IEnumerable<AccessRequest> requests = mine is null || now >= meeting.AccessForgottenAt ? [] : mine.Requests.OrderBy(r => r.Kind);
        var people = new[] { meeting.RecoverySeat, meeting.PeerSupportSeat, meeting.AccessContactId }.Concat(requests.Select(r => r.BookerId)).OfType<Id<Member>>().ToArray();
        var names = await db.Members.Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name);
        string? NameOf(Id<Member>? member) => member is { } who ? names.GetValueOrDefault(who) : null;
        return new MeetingPage(
            meeting.Id, meeting.Quarter, meeting.Host, meeting.State, meeting.Slot, meeting.Topic, meeting.Link, meeting.DialIn, meeting.CancelReason, meeting.Attendance,
            meeting.AnnouncedAt is not null, meeting.IsOver(now), meeting.TakesAnswers(now),
            meeting.BookAccessBy, meeting.BookAccessBy < now.InZone(meeting.Slot.Zone).Date,
            [new(FacilitatorSeat.Recovery, NameOf(meeting.RecoverySeat)), new(FacilitatorSeat.PeerSupport, NameOf(meeting.PeerSupportSeat))],
            NameOf(meeting.AccessContactId) ?? "", meeting.AccessContactId == viewer.Id || await db.AccessRequests.SeenBy(db.Rsvps, viewer, meeting, now).AnyAsync(),
            await db.Rsvps.CountAnswers(db.Members, meeting),
            new RsvpInput
            {
                Answer = mine?.Answer,
                Way = mine is { Answer: Answer.Yes } ? mine.InPerson ? Way.InPerson : Way.Online : null,
                OnlineMeanwhile = mine?.OnlineMeanwhile ?? false,
                Asl = mine?.Needs.HasFlag(AccessNeeds.Asl) ?? false,
                Cart = mine?.Needs.HasFlag(AccessNeeds.Cart) ?? false,
                Spanish = mine?.Needs.HasFlag(AccessNeeds.Spanish) ?? false,
                Other = mine?.OtherNeed,
            },
            mine is not null, mine is not null && !mine.IsFor(meeting), MeetingOutline.Of(meeting), meeting.StageAt(now), meeting.PostponeReason)
        {
            Room = meeting.Venue.IsInPerson && meeting.TakesAnswers(now) ? await db.RoomOf(meeting, mine) : null,
            Requests = [.. requests.Select(r => new MyRequest(
                r.Kind, r.Kind == NeedKind.Other ? mine!.OtherNeed : null, r.StateFor(meeting), r.IsLate(meeting), r.StateFor(meeting) == BookingState.NotPossible ? r.Words : null, NameOf(r.BookerId)))],
        };
    }
}
