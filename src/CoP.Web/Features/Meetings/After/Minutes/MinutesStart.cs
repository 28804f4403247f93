using System.Text;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Mail;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.Minutes;

/// <summary>
/// The text that minutes begin with: when it was, who led it, how many came; then the agenda, with what the breakout groups noted where that is published.
/// </summary>
public sealed class MinutesStart(CopDb db, IStringLocalizer<AfterText> texts, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common, Format format)
{
    public async Task<string> Of(QuarterlyMeeting meeting, string language)
    {
        var people = new[] { meeting.RecoverySeat, meeting.PeerSupportSeat }.OfType<Id<Member>>().ToArray();
        var names = await db.Members.Where(m => people.Contains(m.Id) && m.State != MemberState.Closed).OrderBy(m => m.Name).Select(m => m.Name).ToListAsync();
        var agenda = await db.Agendas.AsNoTracking().SingleOrDefaultAsync(a => a.MeetingId == meeting.Id);
        var notes = agenda?.ReportBackAt is null ? [] : await db.BreakoutNotes.AsNoTracking().Join(db.Breakouts.Where(b => b.MeetingId == meeting.Id), n => n.BreakoutId, b => b.Id, (n, b) => new { b.Role, n.Question, n.Sequence, n.Text }).ToListAsync();
        using var speaking = new Speaking(language);
        var text = new StringBuilder();
        void Line(string words) => text.Append("- ").Append(words).Append('\n');
        void Part(string heading, string words) => text.Append("\n# ").Append(heading).Append("\n\n").Append(words).Append('\n');
        Line(texts["start.when", format.FullDate(meeting.Slot.Start.Date), format.Time(meeting.Slot.Start.TimeOfDay)]);
        Line(texts["start.host", common.Of(meeting.Host)]);
        if (names.Count > 0) Line(texts["start.led", string.Join(", ", names.Select(Escaped))]);
        if (meeting.Attendance is { } came)
            Line(texts["start.came", came.Total, came.PeerSupporters, came.Supervisors, came.Administrators, came.Dmh]);
        List<AgendaItem> items = agenda is null ? [] : [.. agenda.Accepted.Where(i => i.Kind == AgendaKind.Proposed)];
        foreach (var item in items) Part(Escaped(item.Title), texts["start.talked.words"]);
        if (items.Count == 0) Part(meeting.Topic is { } topic ? Escaped(topic) : texts["start.talked"], texts["start.talked.words"]);
        foreach (var role in Enum.GetValues<BreakoutRole>())
        {
            var group = notes.Where(n => n.Role == role).OrderBy(n => n.Question).ThenBy(n => n.Sequence).ToList();
            Part(texts["start.group", meetings["room." + role]], group.Count == 0 ? texts["start.group.words"] : string.Join("\n\n", group.GroupBy(n => n.Question)
                .Select(same => $"**{meetings["question." + same.Key]}**\n\n{string.Join('\n', same.Select(n => "- " + Escaped(n.Text.ReplaceLineEndings(" "))))}")));
        }
        Part(texts["start.decided"], texts["start.decided.words"]);
        return text.ToString();
    }

    // What a member chose as their name is no formatting.
    static string Escaped(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c > 127 || c is ' ' or ',' or '.' or '\'' or '-' or ':' ? c.ToString() : "\\" + c));
}
