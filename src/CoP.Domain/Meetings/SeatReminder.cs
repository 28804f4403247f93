using System.Globalization;
using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>Tells the committee that a facilitator's seat is empty as the meeting nears.</summary>
/// <param name="Meeting">Which meeting.</param>
/// <param name="Day">The day that it has; one that moves has other reminders.</param>
/// <param name="DaysBefore">How many days before it.</param>
public sealed record SeatReminder(Guid Meeting, LocalDate Day, int DaysBefore)
{
    /// <summary>How many days before the meeting.</summary>
    public static readonly IReadOnlyList<int> Times = [28, 14, 7];

    /// <summary>Letters of a day go at nine.</summary>
    public static readonly LocalTime Hour = new(9, 0);

    /// <summary>The same for the same reminder wherever it is computed.</summary>
    public Guid Key => StableKey.Of(string.Create(CultureInfo.InvariantCulture, $"seat/{Meeting:N}/{Day:uuuu-MM-dd}/{DaysBefore}"));

    /// <summary>
    /// The reminder that is due now: the one nearest to the meeting of those whose hour has come. Null where both seats are taken, the meeting does not
    /// lie ahead, and for hours that had passed when the meeting got its first date.
    /// </summary>
    public static SeatReminder? DueNow(QuarterlyMeeting meeting, Instant now)
    {
        if (meeting.State is not (MeetingState.Scheduled or MeetingState.Announced) || meeting.Slot.StartsAt <= now || !meeting.EmptySeats.Any()) return null;
        var day = meeting.Slot.Start.Date;
        return Times.Where(days => (day.PlusDays(-days) + Hour).InZoneLeniently(meeting.Slot.Zone).ToInstant() is var due && due <= now && due >= meeting.CreatedAt)
            .Select(days => new SeatReminder(meeting.Id.Value, day, days)).LastOrDefault();
    }
}
