namespace CoP.Web.Hosting;

public static class Clock
{
    /// <summary>The present, to the tick that the database keeps.</summary>
    public static Instant Now(this TimeProvider clock) => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What the wall shows now in a zone.</summary>
    public static LocalDateTime NowIn(this TimeProvider clock, DateTimeZone zone) => clock.Now().InZone(zone).LocalDateTime;
}
