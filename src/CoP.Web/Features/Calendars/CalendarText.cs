using System.Globalization;
using System.Text;
using CoP.Domain.Calendars;
using NodaTime.Text;

namespace CoP.Web.Features.Calendars;

/// <summary>
/// Writes calendars (RFC 5545, 5546, 7986). No other line of the site knows that format. What is written depends on what
/// is told and on nothing else, so that bytes change only when the calendar does.
/// </summary>
public static class CalendarText
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>One event, to be downloaded.</summary>
    public static byte[] Single(CalendarEvent item) => Write("PUBLISH", [item], _ => { });

    /// <summary>A calendar to subscribe to.</summary>
    /// <param name="name">What it is called in a reader's list of calendars.</param>
    /// <param name="refresh">How often it is worth asking again.</param>
    public static byte[] Feed(string name, Duration refresh, IReadOnlyList<CalendarEvent> events) => Write("PUBLISH", events, lines =>
    {
        var every = $"PT{(long)refresh.TotalMinutes}M";
        // The standard's names and the older ones that Google and Outlook read.
        lines.Add($"NAME:{Escaped(name)}");
        lines.Add($"X-WR-CALNAME:{Escaped(name)}");
        lines.Add($"REFRESH-INTERVAL;VALUE=DURATION:{every}");
        lines.Add($"X-PUBLISHED-TTL:{every}");
    });

    /// <summary>Events with an hour and stretches of whole days, to be downloaded together.</summary>
    /// <param name="name">What it is called in a reader's list of calendars.</param>
    public static byte[] Download(string name, IReadOnlyList<CalendarEvent> events, IReadOnlyList<CalendarDays> days) => Write("PUBLISH", events, lines =>
    {
        lines.Add($"NAME:{Escaped(name)}");
        lines.Add($"X-WR-CALNAME:{Escaped(name)}");
    }, days: days);

    /// <summary>An invitation, or a newer edition of one, for a single person.</summary>
    public static byte[] Request(CalendarEvent item, Invitation invitation) => Write("REQUEST", [item], _ => { }, invitation);

    /// <summary>Takes an invitation back. The event's sequence must be higher than the invitation's was.</summary>
    public static byte[] Cancel(CalendarEvent item, Invitation invitation) =>
        Write("CANCEL", [item with { Status = EventStatus.Cancelled }], _ => { }, invitation);

    private static byte[] Write(string method, IReadOnlyList<CalendarEvent> events, Action<List<string>> describe, Invitation? invitation = null, IReadOnlyList<CalendarDays>? days = null)
    {
        List<string> lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PeerSupervisionCoP//Calendar 1//EN", "CALSCALE:GREGORIAN", $"METHOD:{method}"];
        describe(lines);
        foreach (var zone in events.SelectMany(ZonesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) AddZone(lines, zone);
        foreach (var item in events) AddEvent(lines, item, invitation);
        foreach (var item in days ?? []) AddDays(lines, item);
        lines.Add("END:VCALENDAR");
        return Bytes(lines);
    }

    private static IEnumerable<string> ZonesOf(CalendarEvent item) =>
        item.Schedule.Changes.Select(change => change.MovedTo?.ZoneId).OfType<string>().Prepend(item.Schedule.First.ZoneId);

    // RFC 5545 §3.6.5
    private static void AddZone(List<string> lines, string zoneId)
    {
        var rules = ZoneRules.Of(zoneId) ?? throw new ArgumentException($"No calendar can be told of the zone {zoneId}.", nameof(zoneId));
        lines.Add("BEGIN:VTIMEZONE");
        lines.Add($"TZID:{zoneId}");
        AddObservance(lines, "STANDARD", rules.Standard);
        if (rules.Daylight is { } daylight) AddObservance(lines, "DAYLIGHT", daylight);
        lines.Add("END:VTIMEZONE");
    }

    private static void AddObservance(List<string> lines, string kind, Observance observance)
    {
        lines.Add($"BEGIN:{kind}");
        lines.Add($"DTSTART:{Local(observance.Since)}");
        lines.Add($"TZOFFSETFROM:{Offsets.Format(observance.From)}");
        lines.Add($"TZOFFSETTO:{Offsets.Format(observance.To)}");
        lines.Add($"TZNAME:{Escaped(observance.Name)}");
        if (observance.Rule is { } rule) lines.Add(string.Create(CultureInfo.InvariantCulture, $"RRULE:FREQ=YEARLY;BYMONTH={rule.Month};BYDAY={rule.Nth}{Weekday(rule.Day)}"));
        lines.Add($"END:{kind}");
    }

    private static void AddEvent(List<string> lines, CalendarEvent item, Invitation? invitation)
    {
        var schedule = item.Schedule;
        AddOccurrence(lines, item, schedule.First, invitation, () =>
        {
            if (schedule.Recurrence is not { } recurrence) return;
            lines.Add($"RRULE:{Rule(recurrence, schedule.First)}");
            // What moved is no exception: it is the same occurrence at another time, told of below (§3.8.4.4).
            // A holiday that is skipped is: the pattern of every calendar falls on it (§3.8.5.1).
            lines.AddRange(schedule.Changes.Where(change => change.MovedTo is null && schedule.IsPlanned(change.Original)).Select(change => change.Original)
                .Concat(recurrence.SkippedDays(schedule.First.Start.Date).Select(day => day.At(schedule.First.Start.TimeOfDay))).Order()
                .Select(original => $"EXDATE{At(original, schedule.First.ZoneId)}"));
        }, item.Location);
        foreach (var change in schedule.Changes.OrderBy(change => change.Original))
        {
            if (schedule.Find(change.Original) is not { IsException: true } moved) continue;
            AddOccurrence(lines, item, moved.Slot, invitation, () => lines.Add($"RECURRENCE-ID{At(change.Original, schedule.First.ZoneId)}"), moved.Place ?? item.Location);
        }
    }

    // RFC 5545 §3.6.1
    private static void AddOccurrence(List<string> lines, CalendarEvent item, LocalSlot slot, Invitation? invitation, Action recur, string location)
    {
        lines.Add("BEGIN:VEVENT");
        lines.Add($"UID:{Escaped(item.Uid)}");
        lines.Add($"DTSTAMP:{Utc(item.Stamp.ChangedAt)}");
        lines.Add($"CREATED:{Utc(item.Stamp.CreatedAt)}");
        lines.Add($"LAST-MODIFIED:{Utc(item.Stamp.ChangedAt)}");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{item.Stamp.Sequence}"));
        lines.Add($"DTSTART{At(slot.Start, slot.ZoneId)}");
        lines.Add(End(slot));
        recur();
        lines.Add($"SUMMARY:{Escaped(item.Title)}");
        if (item.Description.Length > 0) lines.Add($"DESCRIPTION:{Escaped(item.Description)}");
        if (location.Length > 0) lines.Add($"LOCATION:{Escaped(location)}");
        if (item.Url is { } url) lines.Add($"URL:{url.AbsoluteUri}");
        lines.Add($"STATUS:{item.Status.ToString().ToUpperInvariant()}");
        if (invitation is not null)
        {
            lines.Add($"ORGANIZER:{MailTo(invitation.From)}");
            // Answers are given on the site, where one can also ask for interpretation: no reply by mail is wanted.
            lines.Add($"ATTENDEE;CN={Parameter(invitation.Name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:{MailTo(invitation.To)}");
        }

        lines.Add("END:VEVENT");
    }

    // §3.6.1: with a DATE for its start an event lasts whole days, the end is the day after, and no clock of any zone moves it.
    private static void AddDays(List<string> lines, CalendarDays item)
    {
        lines.Add("BEGIN:VEVENT");
        lines.Add($"UID:{Escaped(item.Uid)}");
        lines.Add($"DTSTAMP:{Utc(item.Stamp.ChangedAt)}");
        lines.Add($"CREATED:{Utc(item.Stamp.CreatedAt)}");
        lines.Add($"LAST-MODIFIED:{Utc(item.Stamp.ChangedAt)}");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{item.Stamp.Sequence}"));
        lines.Add($"DTSTART;VALUE=DATE:{Dates.Format(item.First)}");
        lines.Add($"DTEND;VALUE=DATE:{Dates.Format(item.Last.PlusDays(1))}");
        lines.Add($"SUMMARY:{Escaped(item.Title)}");
        if (item.Description.Length > 0) lines.Add($"DESCRIPTION:{Escaped(item.Description)}");
        if (item.Url is { } url) lines.Add($"URL:{url.AbsoluteUri}");
        // Nobody is busy all that time (§3.8.2.7).
        lines.Add("TRANSP:TRANSPARENT");
        lines.Add("END:VEVENT");
    }

    private static string Rule(Recurrence recurrence, LocalSlot first)
    {
        var day = Weekday(first.Start.DayOfWeek);
        var rule = recurrence.Rhythm switch
        {
            Rhythm.Weekly => $"FREQ=WEEKLY;BYDAY={day}",
            { } rhythm when rhythm.Weeks() is { } weeks => string.Create(CultureInfo.InvariantCulture, $"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={day}"),
            Rhythm.MonthlyOnWeekday => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;BYDAY={Recurrence.NthInMonth(first.Start.Date)}{day}"),
            _ => $"FREQ=MONTHLY;BYDAY=-1{day}",
        };
        // With a TZID on DTSTART, UNTIL is in UTC (§3.3.10).
        return recurrence.LastDay is { } last ? $"{rule};UNTIL={Utc(last.At(new LocalTime(23, 59, 59)).InZoneLeniently(first.Zone).ToInstant())}" : rule;
    }

    private static string End(LocalSlot slot)
    {
        var end = slot.EndsAt.InZone(slot.Zone).LocalDateTime;
        // A wall time that clocks show twice would be read as the first of the two; a length has no such doubt.
        return slot.Zone.MapLocal(end).Count == 1 ? $"DTEND{At(end, slot.ZoneId)}" : string.Create(CultureInfo.InvariantCulture, $"DURATION:PT{slot.Minutes}M");
    }

    private static string At(LocalDateTime time, string zoneId) => $";TZID={zoneId}:{Local(time)}";

    private static readonly OffsetPattern Offsets = OffsetPattern.CreateWithInvariantCulture("+HHmm");
    private static readonly LocalDateTimePattern LocalTimes = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly InstantPattern UtcTimes = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    private static readonly LocalDatePattern Dates = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private static string Local(LocalDateTime time) => LocalTimes.Format(time);

    private static string Utc(Instant instant) => UtcTimes.Format(instant);

    private static string Weekday(IsoDayOfWeek day) => day.ToString()[..2].ToUpperInvariant();

    private static string MailTo(string address) => address.AsSpan().ContainsAnyInRange('\0', ' ') || address.Contains('\u007f')
        ? throw new ArgumentException("Not an address.", nameof(address))
        : $"mailto:{address}";

    // RFC 5545 §3.3.11
    private static string Escaped(string text) =>
        Clean(text).Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\n", "\\n");

    // RFC 6868: the only way to have a quote or a line break in a parameter.
    private static string Parameter(string text) =>
        $"\"{Clean(text).Replace("^", "^^").Replace("\n", "^n").Replace("\"", "^'")}\"";

    /// <summary>Every kind of line break as one, and no other control character: none may be written, escaped or not (§3.1).</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (!char.IsControl(c) || c is '\n' or '\t') clean.Append(c);
        }

        return clean.ToString();
    }

    // §3.1: lines end in CR LF and are folded at 75 octets; the space that begins the rest of a line counts.
    private static byte[] Bytes(List<string> lines)
    {
        using var bytes = new MemoryStream();
        foreach (var line in lines)
        {
            ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(line);
            for (var room = 75; rest.Length > room; room = 74)
            {
                var cut = room;
                while ((rest[cut] & 0b1100_0000) == 0b1000_0000) cut--;
                bytes.Write(rest[..cut]);
                bytes.Write("\r\n "u8);
                rest = rest[cut..];
            }

            bytes.Write(rest);
            bytes.Write("\r\n"u8);
        }

        return bytes.ToArray();
    }
}

/// <summary>Whom an event is sent to, and by whom: one person a letter, and nobody else's address in it.</summary>
/// <param name="From">The address that the letter comes from.</param>
/// <param name="To">The address that it goes to.</param>
/// <param name="Name">Who that is.</param>
public sealed record Invitation(string From, string To, string Name);
