using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>An item that came out of a discussion.</summary>
public sealed record BroughtItem(Id<AgendaItem> Id, Id<QuarterlyMeeting> Meeting, MeetingKind Kind, Quarter Quarter, string Title, string? Language);

/// <summary>What became of a discussion at meetings, for a page that its reader may see already.</summary>
public sealed class BroughtItems(CopDb db, CurrentMember me)
{
    /// <summary>The items that came out of it, of the meetings that the reader may see too.</summary>
    public Task<List<BroughtItem>> OutOf(Id<Thread> thread) =>
        db.AgendaItems.Where(i => i.ThreadId == thread)
            .Join(db.Meetings.VisibleTo(me.Viewer), i => i.MeetingId, m => m.Id, (i, m) => new { i, m }).OrderBy(x => x.i.Id)
            .Select(x => new BroughtItem(x.i.Id, x.m.Id, x.m.Kind, x.m.Quarter, x.i.Title, x.i.Language)).ToListAsync();
}
