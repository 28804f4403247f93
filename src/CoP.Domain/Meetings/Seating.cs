using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// The seats in the room of one meeting, and the line of those who wait for one. Seats go to those who asked first; whoever has one keeps it until
/// they give it up, also when the room turns out to hold fewer; and nobody passes who waits. Whoever uses it holds the meeting's row.
/// </summary>
public sealed class Seating
{
    private readonly QuarterlyMeeting _meeting;
    private readonly List<Rsvp> _coming;
    private int _last;

    /// <summary>The room as it is.</summary>
    /// <param name="meeting">Which meeting.</param>
    /// <param name="coming">Everyone who has said yes and may still come.</param>
    /// <param name="last">The highest number that anybody has who ever asked for a seat; 0 before the first.</param>
    public Seating(QuarterlyMeeting meeting, IEnumerable<Rsvp> coming, int last) => (_meeting, _coming, _last) = (meeting, [.. coming], last);

    /// <summary>How many sit.</summary>
    public int Taken => _coming.Count(r => r.HasSeat);

    /// <summary>How many wait.</summary>
    public int Waiting => _coming.Count(r => r.IsWaiting);

    /// <summary>How many seats nobody has, nor waits for; null where there is no limit.</summary>
    public int? Free => _meeting.Place?.Capacity is { } capacity ? Math.Max(0, capacity - Taken - Waiting) : null;

    /// <summary>The place in the line of somebody who waits, from 1 on; null of anyone else.</summary>
    public int? RankOf(Rsvp rsvp) => rsvp.IsWaiting ? 1 + _coming.Count(r => r.IsWaiting && r.SeatNumber < rsvp.SeatNumber) : null;

    /// <summary>Gives somebody who has just answered a seat, or the last place in the line, or takes from them what they had.</summary>
    /// <param name="rsvp">The answer.</param>
    /// <param name="inPerson">How they come where both are possible; null leaves it as it was.</param>
    /// <param name="onlineMeanwhile">Whether they come online as long as they wait.</param>
    public void Take(Rsvp rsvp, bool? inPerson, bool onlineMeanwhile)
    {
        _coming.Remove(rsvp);
        if (rsvp.Answer == Answer.Yes) _coming.Add(rsvp);
        if (rsvp.Answer != Answer.Yes || !_meeting.Venue.IsInPerson || (_meeting.Venue.IsOnline && !(inPerson ?? rsvp.InPerson)))
        {
            rsvp.LeaveRoom();
            return;
        }
        if (rsvp.SeatNumber is null) rsvp.AskForSeat(++_last, waits: Waiting > 0 || Free == 0);
        rsvp.ComeMeanwhile(onlineMeanwhile && _meeting.Venue.IsOnline);
    }

    /// <summary>Gives seats that are free to those who have waited longest.</summary>
    /// <returns>Who has a seat now and did not before, in the order in which they asked.</returns>
    public IReadOnlyList<Rsvp> MoveUp()
    {
        if (!_meeting.Venue.IsInPerson) return [];
        var waited = _coming.Where(r => r.IsWaiting).ToHashSet();
        // Where the meeting is only in its place now, a yes that was said to an online one asks for a seat, too.
        if (!_meeting.Venue.IsOnline)
            foreach (var rsvp in _coming.Where(r => r.SeatNumber is null).OrderBy(r => r.AnsweredAt).ThenBy(r => r.Id.Value))
                rsvp.AskForSeat(++_last, waits: true);
        var free = _meeting.Place?.Capacity is { } capacity ? Math.Max(0, capacity - Taken) : int.MaxValue;
        var up = _coming.Where(r => r.IsWaiting).OrderBy(r => r.SeatNumber).Take(free).ToList();
        foreach (var rsvp in up) rsvp.TakeSeat();
        return up.FindAll(waited.Contains);
    }
}

/// <summary>How somebody who said yes comes.</summary>
public enum Presence
{
    /// <summary>In the room.</summary>
    InPerson,

    /// <summary>By the link or the telephone.</summary>
    Online,

    /// <summary>Has no seat yet, and waits for one.</summary>
    Waiting,
}
