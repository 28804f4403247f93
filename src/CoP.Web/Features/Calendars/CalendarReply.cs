using System.Globalization;
using NodaTime.Text;

namespace CoP.Web.Features.Calendars;

/// <summary>What one person's calendar answers to an invitation (RFC 5546 §3.2.3).</summary>
/// <param name="Uid">To which event.</param>
/// <param name="Sequence">To which edition of it.</param>
/// <param name="Says">What they say; null for what is no yes, no or perhaps.</param>
/// <param name="Occurrence">Of which occurrence, by when it was first planned; null for all of them.</param>
public sealed record CalendarReply(string Uid, int Sequence, CalendarReply.Saying? Says, CalendarReply.When? Occurrence)
{
    // Answers are short. What is not, is no answer.
    const int Longest = 64 * 1024, MostEvents = 50;

    static readonly LocalDateTimePattern pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public enum Saying
    {
        Yes,
        Perhaps,
        No,
    }

    /// <summary>A time as a calendar writes it: in UTC, or on the clocks of a zone that it may name.</summary>
    public sealed record When(LocalDateTime Time, bool IsUtc, string? ZoneId)
    {
        /// <summary>What clocks show there then. A zone that we do not know is the event's own: programs have their own names for it.</summary>
        public LocalDateTime In(DateTimeZone zone) =>
            IsUtc ? Time.InUtc().WithZone(zone).LocalDateTime
            : ZoneId is not null && ZoneId != zone.Id && DateTimeZoneProviders.Tzdb.GetZoneOrNull(ZoneId) is { } other ? Time.InZoneLeniently(other).WithZone(zone).LocalDateTime
            : Time;
    }

    /// <summary>
    /// The answers of one attendee, by address; none where the text is no answer. A strict reader of the five properties that an answer is made of:
    /// everything else in it is passed over, and nothing in it makes it slow.
    /// </summary>
    public static IReadOnlyList<CalendarReply> Read(string text, string attendee)
    {
        if (text.Length > Longest) return [];
        var replies = new List<CalendarReply>();
        var isReply = false;
        string? uid = null, recurrence = null, zone = null, says = null;
        var (sequence, depth, isIn) = (0, 0, false);
        // RFC 5545 §3.1: a line that begins with a blank goes on the one before.
        foreach (var line in text.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal).Split('\n'))
        {
            var (name, parameters, value) = Parts(line);
            switch (name)
            {
                case "METHOD":
                    isReply = value.Trim().Equals("REPLY", StringComparison.OrdinalIgnoreCase);
                    break;
                case "BEGIN":
                    depth++;
                    if (depth == 2 && value.Trim().Equals("VEVENT", StringComparison.OrdinalIgnoreCase)) (isIn, uid, recurrence, zone, says, sequence) = (true, null, null, null, null, 0);
                    break;
                case "END":
                    if (depth == 2 && isIn)
                    {
                        isIn = false;
                        if (uid is not null && says is not null && replies.Count < MostEvents && At(recurrence, zone) is var at && (recurrence is null || at is not null)) replies.Add(new CalendarReply(uid, sequence, Meaning(says), at));
                    }
                    depth--;
                    break;
                case "UID" when isIn && depth == 2:
                    uid = value.Trim();
                    break;
                case "SEQUENCE" when isIn && depth == 2:
                    _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
                    break;
                case "RECURRENCE-ID" when isIn && depth == 2:
                    (recurrence, zone) = (value.Trim(), parameters.GetValueOrDefault("TZID"));
                    break;
                case "ATTENDEE" when isIn && depth == 2:
                    if (value.Trim() is var who && who.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && who["mailto:".Length..].Equals(attendee, StringComparison.OrdinalIgnoreCase))
                        says = parameters.GetValueOrDefault("PARTSTAT", "NEEDS-ACTION");
                    break;
            }
        }
        return isReply ? replies : [];
    }

    static When? At(string? text, string? zone)
    {
        if (text is null) return null;
        var isUtc = text.EndsWith('Z');
        return pattern.Parse(isUtc ? text[..^1] : text) is { Success: true, Value: var time } ? new When(time, isUtc, zone) : null;
    }

    static Saying? Meaning(string says) => says.ToUpperInvariant() switch { "ACCEPTED" => Saying.Yes, "TENTATIVE" => Saying.Perhaps, "DECLINED" => Saying.No, _ => null };

    // name *(";" name "=" value) ":" value, where what is in quotes may hold any of these.
    static (string Name, Dictionary<string, string> Parameters, string Value) Parts(string line)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (quoted, start, name) = (false, 0, "");
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            if (quoted || line[i] is not (';' or ':')) continue;
            var part = line[start..i];
            if (name.Length == 0) name = part.ToUpperInvariant();
            else if (part.IndexOf('=', StringComparison.Ordinal) is var equals and > 0 && parameters.Count < 30) parameters[part[..equals]] = part[(equals + 1)..].Trim('"');
            start = i + 1;
            if (line[i] == ':') return (name, parameters, line[start..]);
        }
        return ("", parameters, "");
    }
}
