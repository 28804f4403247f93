using System.Text;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Mail;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.Minutes;

/// <summary>The text that minutes begin with: when it was, who led it, how many came, and a heading for each thing to fill in.</summary>
public sealed class MinutesStart(CopDb db, IStringLocalizer<AfterText> texts, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common, Format format)
{
    public async Task<string> Of(QuarterlyMeeting meeting, string language)
    {
        var people = new[] { meeting.RecoverySeat, meeting.PeerSupportSeat }.OfType<Id<Member>>().ToArray();
        var names = await db.Members.Where(m => people.Contains(m.Id) && m.State != MemberState.Closed).OrderBy(m => m.Name).Select(m => m.Name).ToListAsync();
        using var speaking = new Speaking(language);
        var text = new StringBuilder();
        void Line(string words) => text.Append("- ").Append(words).Append('\n');
        void Part(string heading, string words) => text.Append("\n## ").Append(heading).Append("\n\n").Append(words).Append('\n');
        Line(texts["start.when", format.FullDate(meeting.Slot.Start.Date), format.Time(meeting.Slot.Start.TimeOfDay)]);
        Line(texts["start.host", common.Of(meeting.Host)]);
        if (names.Count > 0) Line(texts["start.led", string.Join(", ", names.Select(Escaped))]);
        if (meeting.Attendance is { } came)
            Line(texts["start.came", came.Total, came.PeerSupporters, came.Supervisors, came.Administrators, came.Dmh]);
        Part(meeting.Topic is { } topic ? Escaped(topic) : texts["start.talked"], texts["start.talked.words"]);
        foreach (var role in MeetingQueries.Roles.Take(3)) Part(texts["start.group", meetings["role." + role]], texts["start.group.words"]);
        Part(texts["start.decided"], texts["start.decided.words"]);
        return text.ToString();
    }

    // What a member chose as their name is no formatting.
    static string Escaped(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c > 127 || c is ' ' or ',' or '.' or '\'' or '-' or ':' ? c.ToString() : "\\" + c));
}
