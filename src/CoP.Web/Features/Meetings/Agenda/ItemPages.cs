using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>Reads the pages of single items, and of those that are still to be proposed.</summary>
public sealed class ItemPages(CopDb db, CurrentMember me, AgendaPages agendas, Anonymity anonymity, TimeProvider clock)
{
    public async Task<ItemPage?> Find(Id<QuarterlyMeeting> id, Id<AgendaItem> item)
    {
        if (await agendas.Find(id) is not { } agenda || agenda.Rows.FirstOrDefault(r => r.Id == item) is not { } row) return null;
        var mine = new ProposalInput { Title = row.Title, Words = row.Words, Minutes = row.Wished, Language = row.Language, Named = row.By is not null };
        var thread = row.IsMine ? await db.AgendaItems.Where(i => i.Id == item).Select(i => i.ThreadId).SingleOrDefaultAsync() : null;
        return new ItemPage(agenda, row, mine, new AcceptInput { Version = agenda.Version, Minutes = row.Minutes ?? row.Wished ?? 10 }, new AsideInput { Version = agenda.Version }, await MayBeNamed(thread));
    }

    /// <summary>The form for a proposal; null where there is no such meeting for this member, or none that takes any.</summary>
    public async Task<ProposePage?> New(Id<QuarterlyMeeting> id, ProposalInput input)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting || !meeting.TakesProposals(clock.Now())) return null;
        var from = input.Thread is { } thread ? await Seen(thread) : null;
        return new ProposePage(id, meeting.Kind, meeting.Quarter, await db.Members.CountAsync(m => m.State == MemberState.Active), meeting.AnnouncedAt is not null, from, await MayBeNamed(input.Thread), input);
    }

    /// <summary>The discussion, for who may read it.</summary>
    public Task<DiscussionLink?> Seen(Id<Thread> thread) =>
        db.Threads.VisibleTo(db, me.Viewer).Readable().Where(t => t.Id == thread).Select(t => new DiscussionLink(t.Id, t.Title, t.Language)).SingleOrDefaultAsync();

    /// <summary>Whoever stands behind another name in the discussion does not put their own beside it: that would tell who it is.</summary>
    public async Task<bool> MayBeNamed(Id<Thread>? thread) => thread is not { } id || (await anonymity.WriterIn(db, id, me.Id)).Alias is null;
}
