using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

// When a meeting may be, and what its date brings with it.
public sealed partial class QuarterlyMeeting
{
    /// <summary>Shortest meeting, in minutes.</summary>
    public const int MinutesAtLeast = 60;

    /// <summary>Longest meeting, in minutes.</summary>
    public const int MinutesAtMost = 120;

    /// <summary>How many days before the meeting interpreters and captioners must be booked.</summary>
    public const int AccessNoticeDays = 14;

    /// <summary>How many days after the meeting access needs are forgotten.</summary>
    public const int AccessKeptDays = 30;

    /// <summary>How many years ahead a meeting that uses no turn may be.</summary>
    public const int YearsAhead = 3;

    private static readonly LocalTime DayStarts = new(8, 0);
    private static readonly LocalTime DayEnds = new(18, 0);

    /// <summary>The day by which access needs must be known, for interpreters and captioners to be booked.</summary>
    public LocalDate BookAccessBy => Slot.Start.Date.PlusDays(-AccessNoticeDays);

    /// <summary>When the access needs told for it are forgotten.</summary>
    public Instant AccessForgottenAt => Slot.EndsAt + Duration.FromDays(AccessKeptDays);

    /// <summary>A slot that a quarterly meeting may have: a weekday's daytime (8:00 to 18:00), 60 to 120 minutes, no state holiday.</summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="LocalSlot.At"/>, and <c>meeting.length</c>, <c>meeting.weekend</c>, <c>meeting.holiday</c>, <c>meeting.daytime</c>.
    /// </exception>
    public static LocalSlot SlotFor(LocalDateTime start, int minutes)
    {
        if (minutes is < MinutesAtLeast or > MinutesAtMost) throw new RuleBrokenException("meeting.length", MinutesAtLeast, MinutesAtMost);
        var slot = LocalSlot.At(start, minutes, ZoneId);
        if (start.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) throw new RuleBrokenException("meeting.weekend");
        if (Holidays.On(start.Date) is { } holiday) throw new RuleBrokenException("meeting.holiday", holiday);
        if (start.TimeOfDay < DayStarts || start.PlusMinutes(minutes) > start.Date + DayEnds) throw new RuleBrokenException("meeting.daytime");
        return slot;
    }

    private LocalSlot Fitting(LocalSlot slot, Instant now)
    {
        if (slot.StartsAt <= now) throw new RuleBrokenException("meeting.past");
        if (Kind == MeetingKind.Extra)
            return slot.Start.Date <= now.InZone(slot.Zone).Date.PlusYears(YearsAhead) ? slot : throw new RuleBrokenException("meeting.far", YearsAhead);
        if (slot.Start.Date < Quarter.First) throw new RuleBrokenException("meeting.early", Quarter.First);
        if (slot.Start.Date > Quarter.Last.PlusYears(1)) throw new RuleBrokenException("meeting.late", Quarter.Last);
        return slot;
    }
}
