using CoP.Domain.Calendars;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection;

/// <summary>
/// What a calendar is told of a group's sessions. That one belongs to a group, and which, is for the member to show: without
/// their say it is a session somewhere, with an address that asks for a sign-in.
/// </summary>
public sealed class SessionEvents(IStringLocalizer<CoReflectionText> texts, SiteAddress site)
{
    /// <summary>All of a series, in the language of the request.</summary>
    public CalendarEvent Of(MySeries mine, bool detailed) =>
        Told(mine, new CalendarEvent(mine.Series.Uid, mine.Series.Stamp, Told(mine.Series.Schedule, detailed), Title(mine, detailed)), $"/groups/{mine.GroupId}", detailed);

    /// <summary>
    /// One session on its own, with a name of its own: calendars refuse a part of a series that they do not hold, and one that
    /// is downloaded again after a move takes the place of what was there.
    /// </summary>
    public CalendarEvent OfOne(MySeries mine, Occurrence session, bool detailed)
    {
        var key = new SessionKey(session.Original);
        var item = new CalendarEvent($"{mine.Series.Uid}-{key}", mine.Series.Stamp, Schedule.Once(session.Slot), Title(mine, detailed))
        {
            Status = session.TakesPlace ? EventStatus.Confirmed : EventStatus.Cancelled,
        };
        return Told(mine, item, $"/groups/{mine.GroupId}/sessions/{key}", detailed) is var told && detailed && session.Place is { } place
            ? told with { Location = place, Conference = CalendarEvent.RoomAt(place) }
            : told;
    }

    // Where a single session is says as much as where all of them are.
    static Schedule Told(Schedule schedule, bool detailed) => detailed ? schedule : schedule with { Changes = [.. schedule.Changes.Select(change => change with { Place = null })] };

    string Title(MySeries mine, bool detailed) => detailed ? mine.Group : texts["calendar.title"];

    CalendarEvent Told(MySeries mine, CalendarEvent item, string path, bool detailed)
    {
        var page = site.To(path);
        return item with { Url = page, Description = texts["calendar.page", page], Location = detailed ? mine.Place : "", Conference = detailed ? CalendarEvent.RoomAt(mine.Place) : null };
    }
}
