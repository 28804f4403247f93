using System.Buffers;
using CoP.Domain.Calendars;

namespace CoP.Web.Features.Calendars;

/// <summary>
/// Writes calendars (RFC 5545, 5546, 7986). No other line of the site knows that format. What is written depends on what
/// is told and on nothing else, so that bytes change only when the calendar does.
/// </summary>
public static class CalendarText
{
    public const string MediaType = "text/calendar; charset=utf-8";

    /// <summary>One event, to be downloaded.</summary>
    public static byte[] Single(CalendarEvent item) => Bytes(to => Write(to, "PUBLISH"u8, [item]));

    /// <summary>A calendar to subscribe to, written as it comes.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="name">What it is called in a reader's list of calendars.</param>
    /// <param name="refresh">How often it is worth asking again.</param>
    /// <param name="events">What is in it.</param>
    public static void Feed(IBufferWriter<byte> to, string name, Duration refresh, IReadOnlyList<CalendarEvent> events) => Write(to, "PUBLISH"u8, events, name: name, refresh: refresh);

    /// <summary>Events with an hour and stretches of whole days, to be downloaded together.</summary>
    /// <param name="name">What it is called in a reader's list of calendars.</param>
    public static byte[] Download(string name, IReadOnlyList<CalendarEvent> events, IReadOnlyList<CalendarDays> days) =>
        Bytes(to => Write(to, "PUBLISH"u8, events, name: name, days: days));

    /// <summary>
    /// An invitation, or a newer edition of one, for a single person (RFC 5546 §3.2.2). An occurrence that is as planned after all is told by itself: a
    /// calendar that was told otherwise does not forget it because the series comes anew.
    /// </summary>
    public static byte[] Request(CalendarEvent item, Invitation invitation) => Bytes(to => Write(to, "REQUEST"u8, [item], invitation));

    /// <summary>Takes an invitation back (RFC 5546 §3.2.5). The event's sequence must be higher than the invitation's was.</summary>
    public static byte[] Cancel(CalendarEvent item, Invitation invitation) =>
        Bytes(to => Write(to, "CANCEL"u8, [item with { Status = EventStatus.Cancelled, Alarm = Alarm.None }], invitation));

    /// <summary>Takes single occurrences of a series out of it, each by the time first planned (RFC 5546 §3.2.5), and leaves the others as they are.</summary>
    public static byte[] Cancel(CalendarEvent item, IReadOnlyList<Occurrence> occurrences, Invitation invitation) => Bytes(to =>
    {
        using var lines = new ContentLines(to);
        Open(lines, "CANCEL"u8);
        AddZones(lines, [item]);
        item = item with { Status = EventStatus.Cancelled, Alarm = Alarm.None };
        foreach (var occurrence in occurrences) AddOccurrence(lines, item, occurrence.Slot, occurrence, invitation);
        lines.Line("END:VCALENDAR"u8);
    });

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var bytes = new ArrayBufferWriter<byte>(2048);
        write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(
        IBufferWriter<byte> to, ReadOnlySpan<byte> method, IReadOnlyList<CalendarEvent> events, Invitation? invitation = null, string? name = null, Duration? refresh = null, IReadOnlyList<CalendarDays>? days = null)
    {
        using var lines = new ContentLines(to);
        Open(lines, method);
        if (name is not null)
        {
            // The standard's name (RFC 7986 §5.1) and the older one that Google and Outlook read.
            lines.Add("NAME:"u8).Text(name).End();
            lines.Add("X-WR-CALNAME:"u8).Text(name).End();
        }
        if (refresh is { } every)
        {
            lines.Add("REFRESH-INTERVAL;VALUE=DURATION:PT"u8).Add((int)every.TotalMinutes).Add("M"u8).End();
            lines.Add("X-PUBLISHED-TTL:PT"u8).Add((int)every.TotalMinutes).Add("M"u8).End();
        }
        AddZones(lines, events);
        foreach (var item in events) AddEvent(lines, item, invitation);
        foreach (var item in days ?? []) AddDays(lines, item);
        lines.Line("END:VCALENDAR"u8);
    }

    private static void Open(ContentLines lines, ReadOnlySpan<byte> method)
    {
        lines.Line("BEGIN:VCALENDAR"u8);
        lines.Line("VERSION:2.0"u8);
        lines.Line("PRODID:-//PeerSupervisionCoP//Calendar 1//EN"u8);
        lines.Line("CALSCALE:GREGORIAN"u8);
        lines.Add("METHOD:"u8).Add(method).End();
    }

    private static void AddZones(ContentLines lines, IReadOnlyList<CalendarEvent> events)
    {
        var zones = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in events)
        {
            zones.Add(item.Schedule.First.ZoneId);
            foreach (var change in item.Schedule.Changes)
                if (change.MovedTo is { } slot) zones.Add(slot.ZoneId);
        }
        foreach (var zone in zones) AddZone(lines, zone);
    }

    // RFC 5545 §3.6.5
    private static void AddZone(ContentLines lines, string zoneId)
    {
        var rules = ZoneRules.Of(zoneId) ?? throw new ArgumentException($"No calendar can be told of the zone {zoneId}.", nameof(zoneId));
        lines.Line("BEGIN:VTIMEZONE"u8);
        lines.Add("TZID:"u8).Add(zoneId).End();
        AddObservance(lines, "STANDARD"u8, rules.Standard);
        if (rules.Daylight is { } daylight) AddObservance(lines, "DAYLIGHT"u8, daylight);
        lines.Line("END:VTIMEZONE"u8);
    }

    private static void AddObservance(ContentLines lines, ReadOnlySpan<byte> kind, Observance observance)
    {
        lines.Add("BEGIN:"u8).Add(kind).End();
        lines.Add("DTSTART:"u8).Add(observance.Since).End();
        lines.Add("TZOFFSETFROM:"u8).Add(observance.From).End();
        lines.Add("TZOFFSETTO:"u8).Add(observance.To).End();
        lines.Add("TZNAME:"u8).Text(observance.Name).End();
        if (observance.Rule is { } rule) lines.Add("RRULE:FREQ=YEARLY;BYMONTH="u8).Add(rule.Month).Add(";BYDAY="u8).AddNth(rule.Nth, rule.Day).End();
        lines.Add("END:"u8).Add(kind).End();
    }

    private static void AddEvent(ContentLines lines, CalendarEvent item, Invitation? invitation)
    {
        AddOccurrence(lines, item, item.Schedule.First, null, invitation);
        foreach (var changed in item.Schedule.Changed)
            if (changed.IsException || (invitation is not null && changed.TakesPlace && item.Status != EventStatus.Cancelled)) AddOccurrence(lines, item, changed.Slot, changed, invitation);
    }

    /// <summary>The whole of an event (RFC 5545 §3.6.1), or one occurrence of it by itself (§3.8.4.4).</summary>
    private static void AddOccurrence(ContentLines lines, CalendarEvent item, LocalSlot slot, Occurrence? one, Invitation? invitation)
    {
        AddHead(lines, item.Uid, item.Stamp);
        lines.Add("DTSTART"u8).AddAt(slot.Start, slot.ZoneId).End();
        AddEnd(lines, slot);
        if (one is not null) lines.Add("RECURRENCE-ID"u8).AddAt(one.Original, item.Schedule.First.ZoneId).End();
        else if (item.Schedule.Recurrence is { } recurrence) AddRecurrence(lines, item.Schedule, recurrence);
        lines.Add("SUMMARY:"u8).Text(item.Title).End();
        if (item.Description.Length > 0) lines.Add("DESCRIPTION:"u8).Text(item.Description).End();
        var location = one?.Place ?? item.Location;
        if (location.Length > 0) lines.Add("LOCATION:"u8).Text(location).End();
        if (item.Url is { } url) lines.Add("URL:"u8).Add(url.AbsoluteUri).End();
        // RFC 7986 §5.11. Whoever does not know it finds the address in the place or the description.
        if ((one?.Place is { } elsewhere ? CalendarEvent.RoomAt(elsewhere) : item.Conference) is { } room) lines.Add("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:"u8).Add(room.AbsoluteUri).End();
        lines.Add("STATUS:"u8).Add(Status(item.Status)).End();
        if (invitation is not null)
        {
            lines.Add("ORGANIZER:"u8).AddMail(invitation.From).End();
            // Answers are given on the site, where one can also ask for interpretation. Unless a mailbox is read, no reply by mail is wanted.
            lines.Add("ATTENDEE;CN="u8).Quoted(invitation.Name).Add(";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP="u8).Add(invitation.IsAnswered ? "TRUE:"u8 : "FALSE:"u8).AddMail(invitation.To).End();
        }
        if (item.Alarm != Alarm.None && item.Status != EventStatus.Cancelled) AddAlarm(lines, item);
        lines.Line("END:VEVENT"u8);
    }

    private static void AddHead(ContentLines lines, string uid, Stamp stamp)
    {
        lines.Line("BEGIN:VEVENT"u8);
        lines.Add("UID:"u8).Text(uid).End();
        lines.Add("DTSTAMP:"u8).Add(stamp.ChangedAt).End();
        lines.Add("CREATED:"u8).Add(stamp.CreatedAt).End();
        lines.Add("LAST-MODIFIED:"u8).Add(stamp.ChangedAt).End();
        lines.Add("SEQUENCE:"u8).Add(stamp.Sequence).End();
    }

    // §3.6.1: with a DATE for its start an event lasts whole days, the end is the day after, and no clock of any zone moves it.
    private static void AddDays(ContentLines lines, CalendarDays item)
    {
        AddHead(lines, item.Uid, item.Stamp);
        lines.Add("DTSTART;VALUE=DATE:"u8).Add(item.First).End();
        lines.Add("DTEND;VALUE=DATE:"u8).Add(item.Last.PlusDays(1)).End();
        lines.Add("SUMMARY:"u8).Text(item.Title).End();
        if (item.Description.Length > 0) lines.Add("DESCRIPTION:"u8).Text(item.Description).End();
        if (item.Url is { } url) lines.Add("URL:"u8).Add(url.AbsoluteUri).End();
        // Nobody is busy all that time (§3.8.2.7).
        lines.Line("TRANSP:TRANSPARENT"u8);
        lines.Line("END:VEVENT"u8);
    }

    // §3.6.6: one that shows the title.
    private static void AddAlarm(ContentLines lines, CalendarEvent item)
    {
        lines.Line("BEGIN:VALARM"u8);
        lines.Line("ACTION:DISPLAY"u8);
        lines.Add("DESCRIPTION:"u8).Text(item.Title).End();
        lines.Add("TRIGGER:"u8).Add(item.Alarm switch { Alarm.TenMinutes => "-PT10M"u8, Alarm.Hour => "-PT1H"u8, _ => "-P1D"u8 }).End();
        lines.Line("END:VALARM"u8);
    }

    private static void AddRecurrence(ContentLines lines, Schedule schedule, Recurrence recurrence)
    {
        var (first, day) = (schedule.First, schedule.First.Start.DayOfWeek);
        lines.Add("RRULE:FREQ="u8);
        if (recurrence.Rhythm.Weeks() is { } weeks)
        {
            lines.Add("WEEKLY;"u8);
            if (weeks > 1) lines.Add("INTERVAL="u8).Add(weeks).Add(";"u8);
            lines.Add("BYDAY="u8).AddNth(null, day);
        }
        else
        {
            lines.Add("MONTHLY;BYDAY="u8).AddNth(recurrence.Rhythm == Rhythm.MonthlyOnLastWeekday ? YearlyRule.Last : Recurrence.NthInMonth(first.Start.Date), day);
        }
        // With a TZID on DTSTART, UNTIL is in UTC (§3.3.10).
        if (recurrence.LastDay is { } last) lines.Add(";UNTIL="u8).Add(last.At(new LocalTime(23, 59, 59)).InZoneLeniently(first.Zone).ToInstant());
        lines.End();
        // What moved is no exception: it is the same occurrence at another time, told of by itself (§3.8.4.4).
        // A holiday that is skipped is: the pattern of every calendar falls on it (§3.8.5.1).
        var cancelled = schedule.Changed.Where(changed => !changed.TakesPlace).Select(changed => changed.Original);
        var left = recurrence.Skips == RestDays.None ? cancelled : cancelled.Concat(recurrence.SkippedDays(first.Start.Date).Select(skipped => skipped.At(first.Start.TimeOfDay))).Order();
        foreach (var original in left) lines.Add("EXDATE"u8).AddAt(original, first.ZoneId).End();
    }

    private static void AddEnd(ContentLines lines, LocalSlot slot)
    {
        var (zone, ends) = (slot.Zone, slot.EndsAt);
        var end = ends.InZone(zone).LocalDateTime;
        // A wall time that clocks show twice would be read as the first of the two; a length has no such doubt.
        if (zone.MapLocal(end).Count == 1) lines.Add("DTEND"u8).AddAt(end, slot.ZoneId).End();
        else lines.Add("DURATION:PT"u8).Add(slot.Minutes).Add("M"u8).End();
    }

    private static ContentLines AddAt(this ContentLines lines, LocalDateTime time, string zoneId) => lines.Add(";TZID="u8).Add(zoneId).Add(":"u8).Add(time);

    // §3.3.4
    private static ContentLines Add(this ContentLines lines, LocalDate date) => lines.Add(date.Year, 4).Add(date.Month, 2).Add(date.Day, 2);

    // §3.3.5, form 1
    private static ContentLines Add(this ContentLines lines, LocalDateTime time) => lines.Add(time.Date).Add("T"u8).Add(time.Hour, 2).Add(time.Minute, 2).Add(time.Second, 2);

    // §3.3.5, form 2
    private static ContentLines Add(this ContentLines lines, Instant instant) => lines.Add(instant.InUtc().LocalDateTime).Add("Z"u8);

    // §3.3.14
    private static ContentLines Add(this ContentLines lines, Offset offset)
    {
        var minutes = Math.Abs(offset.Seconds) / 60;
        return lines.Add(offset.Seconds < 0 ? "-"u8 : "+"u8).Add(minutes / 60, 2).Add(minutes % 60, 2);
    }

    // §3.3.10, weekdaynum
    private static ContentLines AddNth(this ContentLines lines, int? nth, IsoDayOfWeek day)
    {
        if (nth < 0) lines.Add("-"u8);
        if (nth is { } n) lines.Add(Math.Abs(n));
        return lines.Add("MOTUWETHFRSASU"u8.Slice(2 * ((int)day - 1), 2));
    }

    private static ContentLines AddMail(this ContentLines lines, string address) => address.AsSpan().ContainsAnyInRange('\0', ' ') || address.Contains('\u007f')
        ? throw new ArgumentException("Not an address.", nameof(address))
        : lines.Add("mailto:"u8).Add(address);

    private static ReadOnlySpan<byte> Status(EventStatus status) => status switch
    {
        EventStatus.Cancelled => "CANCELLED"u8,
        EventStatus.Tentative => "TENTATIVE"u8,
        _ => "CONFIRMED"u8,
    };
}

/// <summary>Whom an event is sent to, and by whom: one person a letter, and nobody else's address in it.</summary>
/// <param name="From">The address that the letter comes from.</param>
/// <param name="To">The address that it goes to.</param>
/// <param name="Name">Who that is.</param>
/// <param name="IsAnswered">Whether what their calendar answers is read.</param>
public sealed record Invitation(string From, string To, string Name, bool IsAnswered = false);
