using NodaTime;

namespace CoP.Domain.Calendars;

/// <summary>What a calendar is told of one meeting or one series of sessions.</summary>
/// <param name="Uid">Names it for ever, in every calendar (RFC 5545 §3.8.4.7; RFC 7986 §5.3: says nothing of the host).</param>
/// <param name="Stamp">Which edition this is.</param>
/// <param name="Schedule">When.</param>
/// <param name="Title">The title as its reader may see it; anyone who sees the screen of a phone reads it too.</param>
public sealed record CalendarEvent(string Uid, Stamp Stamp, Schedule Schedule, string Title)
{
    /// <summary>More about it, in lines of plain text; empty for nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>A place, a number to dial, or the address of a video room (RFC 5545 §3.8.1.7); empty for nothing.</summary>
    public string Location { get; init; } = "";

    /// <summary>The room in which one takes part from afar (RFC 7986 §5.11); null for none. What is elsewhere for once has a room if its place is one (<see cref="RoomAt"/>).</summary>
    public Uri? Conference { get; init; }

    /// <summary>Its page (RFC 5545 §3.8.4.6).</summary>
    public Uri? Url { get; init; }

    /// <summary>Whether it stands (RFC 5545 §3.8.1.11).</summary>
    public EventStatus Status { get; init; }

    /// <summary>When the reader's calendar is to speak up before each occurrence (RFC 5545 §3.6.6).</summary>
    public Alarm Alarm { get; init; }

    /// <summary>The room at a place that is nothing but an https address; null for any other place.</summary>
    public static Uri? RoomAt(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && !place.Any(char.IsWhiteSpace) ? uri : null;
}

/// <summary>What a calendar is told of a stretch of whole days, in no zone: something to know of, which keeps nobody busy.</summary>
/// <param name="Uid">Names it for ever, in every calendar (RFC 5545 §3.8.4.7).</param>
/// <param name="Stamp">Which edition this is.</param>
/// <param name="First">Its first day (§3.6.1: DTSTART is a DATE).</param>
/// <param name="Last">Its last day.</param>
/// <param name="Title">The title as its reader may see it.</param>
public sealed record CalendarDays(string Uid, Stamp Stamp, LocalDate First, LocalDate Last, string Title)
{
    /// <summary>More about it, in lines of plain text; empty for nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its page.</summary>
    public Uri? Url { get; init; }
}

/// <summary>Which edition of an event a calendar holds. It moves only when the event does, never with the clock.</summary>
/// <param name="Sequence">Counts the changes that matter to who comes, from 0 (RFC 5545 §3.8.7.4).</param>
/// <param name="CreatedAt">When the event came to be (§3.8.7.1).</param>
/// <param name="ChangedAt">When it last changed (§3.8.7.3), which is also what DTSTAMP says (§3.8.7.2).</param>
public sealed record Stamp(int Sequence, Instant CreatedAt, Instant ChangedAt)
{
    /// <summary>The stamp of something new.</summary>
    public static Stamp New(Instant now) => new(0, now, now);

    /// <summary>The stamp after a change.</summary>
    public Stamp Next(Instant now) => this with { Sequence = Sequence + 1, ChangedAt = now };
}

/// <summary>Whether an event stands.</summary>
public enum EventStatus
{
    /// <summary>It takes place.</summary>
    Confirmed,

    /// <summary>It may yet change.</summary>
    Tentative,

    /// <summary>It does not take place.</summary>
    Cancelled,
}
