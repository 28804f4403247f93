using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Calendars;

/// <summary>Everything that is in a member's calendar: the meetings that were announced, and the sessions of their groups.</summary>
public sealed class MyCalendar(
    CopDb db, MySessions sessions, SessionEvents sessionEvents, MeetingEvents meetingEvents, IStringLocalizer<CalendarsText> texts, IStringLocalizer<MeetingsText> meetingTexts)
{
    /// <summary>Readers ask every few hours whatever they are told; more often would change nothing.</summary>
    static readonly Duration Refresh = Duration.FromHours(4);

    /// <summary>The calendar to subscribe to, in the member's language, whoever asks for it.</summary>
    public async Task<PackedCalendar> Of(FeedContents of)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(of.Language + "-US");
        var meetings = of.Kind == FeedKind.Group ? [] : await Meetings(of.Viewer, of.Since, Instant.MaxValue);
        var series = of.Kind == FeedKind.Meetings ? [] : await sessions.Series(of.Viewer, of.GroupId);
        List<CalendarEvent> events =
        [
            .. meetings.Where(m => m.State is not (MeetingState.Cancelled or MeetingState.Postponed) || m.Slot.EndsAt > of.CancelledSince).Select(m => meetingEvents.ToCalendarEvent(m, of.Language)),
            .. series.Where(mine => mine.Series.Schedule.HasAnyAfter(of.Since)).Select(mine => sessionEvents.Of(mine, of.Detailed)),
        ];
        return PackedCalendar.Of(to => CalendarText.Feed(to, texts["feed.name"], Refresh, events.ConvertAll(item => item with { Alarm = of.Alarm })));
    }

    /// <summary>What the member's own page shows of a stretch of time, the earliest first. There, groups have their names.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> Entries(Viewer viewer, DateTimeZone zone, Instant from, Instant to)
    {
        var meetings = (await Meetings(viewer, from, to))
            .Select(m => Entry(m.Slot, meetingTexts["calendar.title"], $"/meetings/{m.Id}", EntryKind.Meeting, m.State is MeetingState.Cancelled or MeetingState.Postponed));
        var mine = (await sessions.Between(viewer, from, to)).Select(s => Entry(s.Session.Slot, s.Group, s.Path, EntryKind.Session, !s.Session.TakesPlace));
        return [.. meetings.Concat(mine).OrderBy(entry => entry.Slot.StartsAt).ThenBy(entry => entry.Path, StringComparer.Ordinal)];

        CalendarEntry Entry(LocalSlot slot, string title, string path, EntryKind kind, bool cancelled) => new(slot.StartsAt.InZone(zone).Date, slot, title, path, kind, cancelled);
    }

    // One that is only being prepared is in nobody's calendar: its date may yet be another.
    async Task<List<QuarterlyMeeting>> Meetings(Viewer viewer, Instant from, Instant to)
    {
        var meetings = await db.Meetings.AsNoTracking().VisibleTo(viewer).ToldToCalendars(from).OrderBy(m => m.Slot.Start).ToListAsync();
        return meetings.FindAll(m => m.Slot.EndsAt > from && m.Slot.StartsAt < to);
    }
}

/// <summary>What is to be in a calendar that a program subscribes to.</summary>
/// <param name="Kind">Meetings, sessions or both.</param>
/// <param name="GroupId">The one group, for that kind.</param>
/// <param name="Detailed">Groups and places are named.</param>
/// <param name="Viewer">Whose it is, as of today.</param>
/// <param name="Language">Theirs.</param>
/// <param name="Alarm">Theirs.</param>
/// <param name="Now">When it is asked for.</param>
public sealed record FeedContents(FeedKind Kind, Id<Group>? GroupId, bool Detailed, Viewer Viewer, string Language, Alarm Alarm, Instant Now)
{
    /// <summary>When the day began, in UTC: within it, the calendar depends on nothing but what is planned.</summary>
    public Instant Today => Now.InUtc().Date.AtMidnight().InUtc().ToInstant();

    /// <summary>What is over stays for a year.</summary>
    public Instant Since => Today - Duration.FromDays(365);

    /// <summary>What was cancelled stays, marked so, until every reader has seen it and its date has passed.</summary>
    public Instant CancelledSince => Today - Duration.FromDays(30);
}

public sealed record CalendarEntry(LocalDate Day, LocalSlot Slot, string Title, string Path, EntryKind Kind, bool Cancelled);

public enum EntryKind
{
    Session,
    Meeting,
}
