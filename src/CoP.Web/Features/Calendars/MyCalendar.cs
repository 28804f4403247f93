using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Calendars;

/// <summary>Everything that is in a member's calendar.</summary>
public sealed class MyCalendar(CopDb db, MySessions sessions, SessionEvents sessionEvents, MeetingEvents meetingEvents, IStringLocalizer<CalendarsText> texts, TimeProvider clock)
{
    /// <summary>Readers ask every few hours whatever they are told; more often would change nothing.</summary>
    static readonly Duration Refresh = Duration.FromHours(4);

    /// <summary>What is over stays for so long.</summary>
    static readonly Duration Kept = Duration.FromDays(365);

    /// <summary>The calendar to subscribe to, in the member's language, whoever asks for it.</summary>
    public async Task<byte[]> Feed(SignedInMember member, bool detailed)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(member.Language + "-US");
        var events = await Events(member.Viewer, detailed);
        return CalendarText.Feed(texts["feed.name"], Refresh, events);
    }

    async Task<List<CalendarEvent>> Events(Viewer viewer, bool detailed)
    {
        var since = clock.Now() - Kept;
        var groups = await sessions.Series(viewer);
        var meetings = await db.Meetings.AsNoTracking().VisibleTo(viewer).InCalendars(since);
        return
        [
            .. meetings.Select(meeting => meetingEvents.ToCalendarEvent(meeting, Languages.Current)),
            .. groups.Where(mine => mine.Series.Schedule.Between(since, Instant.MaxValue - Duration.FromDays(366)).Any()).Select(mine => sessionEvents.Of(mine, detailed)),
        ];
    }
}
