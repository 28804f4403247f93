using System.Globalization;
using CoP.Domain.Calendars;
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
    CopDb db, MySessions sessions, SessionEvents sessionEvents, MeetingEvents meetingEvents, IStringLocalizer<CalendarsText> texts, IStringLocalizer<MeetingsText> meetingTexts, TimeProvider clock)
{
    /// <summary>Readers ask every few hours whatever they are told; more often would change nothing.</summary>
    static readonly Duration Refresh = Duration.FromHours(4);

    /// <summary>What is over stays for so long.</summary>
    static readonly Duration Kept = Duration.FromDays(365);

    /// <summary>What was cancelled stays, marked so, until every reader has seen it and its date has passed.</summary>
    static readonly Duration CancelledKept = Duration.FromDays(30);

    /// <summary>The calendar to subscribe to, in the member's language, whoever asks for it.</summary>
    public async Task<byte[]> Of(Feed feed, SignedInMember member)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(member.Language + "-US");
        var now = clock.Now();
        var meetings = feed.Kind == FeedKind.Group ? [] : await Meetings(member.Viewer, now - Kept, Instant.MaxValue);
        var series = feed.Kind == FeedKind.Meetings ? [] : await sessions.Series(member.Viewer);
        return CalendarText.Feed(texts["feed.name"], Refresh,
        [
            .. meetings.Where(m => m.State is not (MeetingState.Cancelled or MeetingState.Postponed) || m.Slot.EndsAt > now - CancelledKept).Select(m => meetingEvents.ToCalendarEvent(m, member.Language)),
            .. series.Where(mine => (feed.GroupId is null || mine.GroupId == feed.GroupId) && mine.Series.Schedule.HasAnyAfter(now - Kept)).Select(mine => sessionEvents.Of(mine, feed.Detailed)),
        ]);
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
        var meetings = await db.Meetings.AsNoTracking().VisibleTo(viewer).InCalendars(from - Duration.FromDays(2));
        return meetings.FindAll(m => m.Slot.EndsAt > from && m.Slot.StartsAt < to);
    }
}

public sealed record CalendarEntry(LocalDate Day, LocalSlot Slot, string Title, string Path, EntryKind Kind, bool Cancelled);

public enum EntryKind
{
    Session,
    Meeting,
}
