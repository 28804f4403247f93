using System.Globalization;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;
using NodaTime.TimeZones;

namespace CoP.Domain.Reminders;

/// <summary>When a member's digests come, by the clock on their own wall: each day at an hour, and what is gathered for a week on one day of it.</summary>
/// <param name="Hour">The hour, 0 to 23.</param>
/// <param name="Day">The day of the weekly one.</param>
public sealed record DigestTime(int Hour, IsoDayOfWeek Day)
{
    // What the clock shows twice is meant the first time; what it skips comes as soon as it is past.
    private static readonly ZoneLocalMappingResolver Lenient = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>What a member has who has chosen nothing: eight in the morning, on Mondays.</summary>
    public static DigestTime Default { get; } = new(8, IsoDayOfWeek.Monday);

    /// <summary>A time that there is.</summary>
    /// <exception cref="RuleBrokenException"><c>digest.time</c>: no hour of a day, or no day of a week.</exception>
    public static DigestTime At(int hour, IsoDayOfWeek day) =>
        hour is >= 0 and <= 23 && day is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday ? new(hour, day) : throw new RuleBrokenException("digest.time");

    /// <summary>When the digest of a day comes.</summary>
    public Instant On(LocalDate day, DateTimeZone zone) => (day + new LocalTime(Hour, 0)).InZone(zone, Lenient).ToInstant();

    /// <summary>The latest day whose digest has come due: today, or yesterday while its hour lies ahead.</summary>
    public LocalDate LatestDay(Instant now, DateTimeZone zone)
    {
        var day = now.InZone(zone).Date;
        // A zone may leave out a whole day; then its hour is that of the next one.
        while (On(day, zone) > now) day = day.PlusDays(-1);
        return day;
    }

    /// <summary>When the next digest of a pace comes after <paramref name="now"/>.</summary>
    public Instant Next(Pace pace, Instant now, DateTimeZone zone)
    {
        var day = LatestDay(now, zone);
        do day = day.PlusDays(1);
        while ((pace == Pace.Weekly && day.DayOfWeek != Day) || On(day, zone) <= now);
        return On(day, zone);
    }
}

/// <summary>One digest of one member: that of a day.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Day">The day on their wall.</param>
public sealed record Digest(Id<Member> Member, LocalDate Day)
{
    /// <summary>The same for the same digest wherever it is computed, so that the database keeps it once.</summary>
    public Guid Key => StableKey.Of(string.Create(CultureInfo.InvariantCulture, $"digest/{Member.Value:N}/{Day:uuuu-MM-dd}"));
}
