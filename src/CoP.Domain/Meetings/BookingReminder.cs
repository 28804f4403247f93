using System.Globalization;
using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// Tells who books access for a meeting that something is still to be booked: a week and two days before the day to book by, at once
/// where something is asked for in that time, and at once for what is asked for later.
/// </summary>
/// <param name="Meeting">Which meeting.</param>
/// <param name="Day">The day that it has; one that moves has other reminders.</param>
/// <param name="Stage">How near the day to book by is.</param>
/// <param name="Latest">When the newest of what is to be booked was asked for.</param>
public sealed record BookingReminder(Guid Meeting, LocalDate Day, BookingStage Stage, Instant Latest)
{
    /// <summary>The same for the same reminder wherever it is computed (a version 8 UUID, RFC 9562 §5.8), so that the database keeps it once.</summary>
    public Guid Key => StableKey.Of(string.Create(CultureInfo.InvariantCulture, $"booking/{Meeting:N}/{Day:uuuu-MM-dd}/{Stage}/{Latest.ToUnixTimeTicks()}"));

    /// <summary>The reminder that is due now; null while the day is far, where nothing is to be booked, and once the meeting takes no more answers.</summary>
    public static BookingReminder? DueNow(QuarterlyMeeting meeting, IEnumerable<AccessRequest> requests, Instant now)
    {
        if (!meeting.TakesAnswers(now) || StageOn(meeting, now.InZone(meeting.Slot.Zone).Date) is not { } stage) return null;
        var open = requests.Where(r => r.StateFor(meeting) == BookingState.Open).ToList();
        return open.Count == 0 ? null : new(meeting.Id.Value, meeting.Slot.Start.Date, stage, open.Max(r => r.AskedAt));
    }

    private static BookingStage? StageOn(QuarterlyMeeting meeting, LocalDate today) => Period.DaysBetween(today, meeting.BookAccessBy) switch
    {
        < 0 => BookingStage.Late,
        <= 2 => BookingStage.Days,
        <= 7 => BookingStage.Week,
        _ => null,
    };
}

/// <summary>How near the day to book by is.</summary>
public enum BookingStage
{
    /// <summary>A week or less.</summary>
    Week,

    /// <summary>Two days or less.</summary>
    Days,

    /// <summary>It has passed.</summary>
    Late,
}
