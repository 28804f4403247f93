using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Tests.Calendars;

/// <summary>
/// The oracle: walks every day there could be, knows each rule as one would say it, and finds each moment by asking the zone which offsets it has
/// around that day. It shares no line with what it judges but the lists of holidays.
/// </summary>
internal static class DayByDay
{
    /// <summary>One time that something happens, in plain figures.</summary>
    public sealed record Found(LocalDateTime Original, Instant From, Instant To, OccurrenceKind Kind, string? Place);

    public static Found Of(Occurrence occurrence) => new(occurrence.Original, occurrence.Slot.StartsAt, occurrence.Slot.EndsAt, occurrence.Kind, occurrence.Place);

    public static IEnumerable<Found> InOrder(IEnumerable<Found> found) => found.OrderBy(o => o.From).ThenBy(o => o.Original);

    /// <summary>Everything that a schedule comes to from its first day through <paramref name="last"/>, counted by the day it was planned for.</summary>
    public static List<Found> Count(Schedule schedule, LocalDate last)
    {
        var (first, all) = (schedule.First, new List<Found>());
        for (var day = first.Start.Date; day <= last; day = day.PlusDays(1))
        {
            if (schedule.Recurrence?.LastDay < day || !Repeats(schedule.Recurrence?.Rhythm, first.Start.Date, day) || Rests(schedule.Recurrence?.Skips, first.Start.Date, day)) continue;
            var original = day.At(first.Start.TimeOfDay);
            var planned = first with { Start = original };
            var change = schedule.Changes.SingleOrDefault(c => c.Original == original);
            var (slot, kind) = change switch
            {
                null => (planned, OccurrenceKind.AsPlanned),
                { MovedTo: null } => (planned, OccurrenceKind.Cancelled),
                { MovedTo: { } moved } when moved.Start != original => (moved, OccurrenceKind.Moved),
                { MovedTo: { } moved, Place: null } when moved.Minutes == planned.Minutes => (moved, OccurrenceKind.AsPlanned),
                { MovedTo: { } moved } => (moved, OccurrenceKind.Changed),
            };
            var from = Moment(slot);
            all.Add(new Found(original, from, from + Duration.FromMinutes(slot.Minutes), kind, change?.MovedTo is null ? null : change.Place));
        }

        return all;
    }

    private static bool Repeats(Rhythm? rhythm, LocalDate first, LocalDate day)
    {
        var days = Period.DaysBetween(first, day);
        return rhythm switch
        {
            null => days == 0,
            Rhythm.Weekly => days % 7 == 0,
            Rhythm.EveryTwoWeeks => days % 14 == 0,
            Rhythm.EveryThreeWeeks => days % 21 == 0,
            Rhythm.EveryFourWeeks => days % 28 == 0,
            Rhythm.MonthlyOnLastWeekday => day.DayOfWeek == first.DayOfWeek && day.PlusDays(7).Month != day.Month,
            _ => day.DayOfWeek == first.DayOfWeek && CountBefore(day) == CountBefore(first),
        };
    }

    private static int CountBefore(LocalDate day)
    {
        var count = 0;
        for (var before = day.PlusDays(-7); before.Month == day.Month; before = before.PlusDays(-7)) count++;
        return count;
    }

    private static bool Rests(RestDays? skips, LocalDate first, LocalDate day) => skips switch
    {
        RestDays.Massachusetts => day < first.PlusYears(20) && Holidays.On(day) is not null,
        RestDays.Federal => day < first.PlusYears(20) && FederalHolidays.On(day) is not null,
        _ => false,
    };

    // The offsets of the day before and the day after are the only ones that this day can have. Of a time that comes twice, the first is meant; of one
    // that never comes, what the clock would have shown without the change.
    private static Instant Moment(LocalSlot slot)
    {
        var zone = DateTimeZoneProviders.Tzdb[slot.ZoneId];
        var utc = Instant.FromUtc(slot.Start.Year, slot.Start.Month, slot.Start.Day, slot.Start.Hour, slot.Start.Minute);
        var (before, after) = (zone.GetUtcOffset(utc - Duration.FromHours(36)), zone.GetUtcOffset(utc + Duration.FromHours(36)));
        var moments = new[] { before, after }.Distinct().Select(offset => (At: utc - offset.ToTimeSpan().ToDuration(), Offset: offset))
            .Where(m => zone.GetUtcOffset(m.At) == m.Offset).Select(m => m.At).Order().ToList();
        return moments.Count > 0 ? moments[0] : utc - before.ToTimeSpan().ToDuration();
    }

    private static Duration ToDuration(this TimeSpan span) => Duration.FromTimeSpan(span);
}
