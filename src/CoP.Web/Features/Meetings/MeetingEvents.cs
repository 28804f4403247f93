using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings;

/// <summary>
/// What a calendar is told of a meeting: when, how to get in, who hosts. Whether one comes, what one needs and what it is about
/// stay out of it, since calendars are looked at over shoulders.
/// </summary>
public sealed class MeetingEvents(IStringLocalizer<MeetingsText> texts, IStringLocalizer<CommonText> common, SiteAddress site)
{
    /// <summary>Names the meeting in every calendar, for ever.</summary>
    public static string Uid(Id<QuarterlyMeeting> id) => $"meeting-{id.Value:N}@peer-supervision-cop";

    /// <param name="language"><c>en</c> or <c>es</c>: the reader's.</param>
    public CalendarEvent ToCalendarEvent(QuarterlyMeeting meeting, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language + "-US");
        try
        {
            var page = site.To($"/meetings/{meeting.Id}");
            var lines = new[]
            {
                texts["calendar.host", common.Of(meeting.Host)].Value,
                meeting.Place is { } place ? texts["calendar.place", place.InOneLine()].Value : null,
                meeting.Place?.Access is { } access ? texts["calendar.place.access", access].Value : null,
                meeting.Link is { } link ? texts["calendar.link", link].Value : null,
                meeting.DialIn is { } dialIn ? texts["calendar.dialin", dialIn].Value : null,
                texts["calendar.page", page].Value,
            };
            return new CalendarEvent(Uid(meeting.Id), new Stamp(meeting.Sequence, meeting.CreatedAt, meeting.LastModified), Schedule.Once(meeting.Slot), texts["calendar.title"])
            {
                Description = string.Join('\n', lines.OfType<string>()),
                Location = meeting.Place?.InOneLine() ?? meeting.Link ?? "",
                Conference = meeting.Link is { } room ? CalendarEvent.RoomAt(room) : null,
                Url = page,
                Status = meeting.State switch
                {
                    MeetingState.Cancelled or MeetingState.Postponed => EventStatus.Cancelled,
                    MeetingState.Scheduled => EventStatus.Tentative,
                    _ => EventStatus.Confirmed,
                },
            };
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
