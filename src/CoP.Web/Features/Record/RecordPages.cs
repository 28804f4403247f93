using CoP.Domain.Records;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Record;

/// <param name="Path">Where the session or meeting is; null where it is not, or not for this member any more.</param>
/// <param name="About">What they wrote about it.</param>
public sealed record AttendedRow(Attended Entry, string? Path, IReadOnlyList<Reflection> About);

/// <param name="About">What it is about, of what the member came to.</param>
public sealed record ReflectionRow(Reflection Reflection, Attended? About);

/// <summary>The front of the record: what the member came to, a page at a time, and the newest of the rest.</summary>
public sealed record RecordPage(IReadOnlyList<AttendedRow> Attended, int Page, int Of, IReadOnlyList<ReflectionRow> Reflections, int MoreReflections, SelfAssessment? LastLook, bool IsEmpty);

public sealed record ReflectionsPage(IReadOnlyList<ReflectionRow> Reflections, int Page, int Of);

/// <summary>Reads the pages of a member's own record.</summary>
public sealed class RecordPages(CopDb db, MyRecord mine, MySessions sessions, CurrentMember me)
{
    /// <summary>Entries on one page.</summary>
    public const int Size = 20;

    const int Newest = 5;

    public async Task<RecordPage> Front(int page)
    {
        var record = await mine.Read();
        var (at, of) = Place(page, record.Attended.Count);
        return new RecordPage(
            await Rows(record, [.. record.Attended.Skip((at - 1) * Size).Take(Size)]), at, of,
            [.. record.Reflections.Take(Newest).Select(r => Row(record, r))], Math.Max(0, record.Reflections.Count - Newest), record.Assessments.LastOrDefault(), record.IsEmpty);
    }

    public async Task<ReflectionsPage> Reflections(int page)
    {
        var record = await mine.Read();
        var (at, of) = Place(page, record.Reflections.Count);
        return new ReflectionsPage([.. record.Reflections.Skip((at - 1) * Size).Take(Size).Select(r => Row(record, r))], at, of);
    }

    static ReflectionRow Row(MemberRecord record, Reflection reflection) => new(reflection, reflection.About is { } about ? record.Find(about) : null);

    // What one may see of a group or a meeting is asked anew: to have been there opens no door.
    async Task<IReadOnlyList<AttendedRow>> Rows(MemberRecord record, List<Attended> entries)
    {
        var meetings = entries.Select(e => e.MeetingId).OfType<Id<CoP.Domain.Meetings.QuarterlyMeeting>>().ToList();
        var visible = meetings.Count == 0 ? [] : await db.Meetings.VisibleTo(me.Viewer).Where(m => meetings.Contains(m.Id)).Select(m => m.Id).ToListAsync();
        var series = entries.Exists(e => e.Kind == AttendedKind.Session) ? await sessions.Series(me.Viewer) : [];
        return entries.ConvertAll(entry => new AttendedRow(entry, PathOf(entry), [.. record.Reflections.Where(r => r.About == entry.Id)]));

        string? PathOf(Attended entry) =>
            entry.MeetingId is { } meeting ? visible.Contains(meeting) ? $"/meetings/{meeting}" : null
            : entry is { GroupId: { } group, Session: { } session } && series.Exists(s => s.GroupId == group && s.Series.Schedule.IsPlanned(session)) ? $"/groups/{group}/sessions/{new SessionKey(session)}"
            : null;
    }

    static (int At, int Of) Place(int page, int count)
    {
        var of = Math.Max(1, (count + Size - 1) / Size);
        return (Math.Clamp(page, 1, of), of);
    }
}
