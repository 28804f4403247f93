using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Audiences;
using CoP.Web.Features.Discussions.Lists;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// To those who wrote in a discussion: may others see it, too? Each name that a post stands under is written to by itself, also one of the person who asks;
/// whoever stands behind two of them gets one letter, and the one who asks none. As with replies no row stays, or it would tell who that is.
/// </summary>
public sealed class WideningLetter(LetterDesk desk) : MemberLetter(desk)
{
    public override bool IsOnRecord => false;

    /// <summary>The version says who is asked, as <see cref="ThreadWrites.TellOf(Data.CopDb, Widening, Instant, int)"/> wrote it.</summary>
    public override async Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion)
    {
        var (id, place) = (new Id<Widening>(occasion.Item), occasion.Version);
        if (await Desk.Db.Widenings.Where(w => w.Id == id && w.State == WideningState.Open).Select(w => (Id<Thread>?)w.ThreadId).SingleOrDefaultAsync() is not { } thread) return [];
        return await Desk.Db.NamesAsked(thread, Math.Max(place, 0), Math.Abs(place));
    }

    // Not asked: aliases are told, too.
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult(new List<Id<Member>>());

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (db, texts, me, id) = (Desk.Db, Desk.Texts, Desk.Reader.Id, new Id<Widening>(occasion.Item));
        if (await db.Widenings.AsNoTracking().Include(w => w.Consents).SingleOrDefaultAsync(w => w.Id == id) is not { IsOpen: true } widening) return VoidReason.Cancelled;
        var thread = await db.Threads.AsNoTracking().SingleAsync(t => t.Id == widening.ThreadId);
        var standing = await db.Posts.Where(p => p.ThreadId == thread.Id).Standing(await Desk.Anonymity.ReaderOf(db, me)).Select(p => p.AuthorId).ToListAsync();
        if (standing.Count == 0) return VoidReason.Left;
        if (await Desk.Anonymity.Owner(db, thread.AuthorId, thread.AliasId) == me || (Recipient != me.Value && standing.Contains(me))) return VoidReason.NotWanted;
        if (widening.HasAgreed(db.Seals.VoiceOf(thread.Id, me))) return VoidReason.Superseded;
        return new Sheet(texts["widening.subject"])
        {
            Blocks = [new Block.Paragraph(texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts["widening.body"]), new Block.Paragraph(texts["widening.history"]), new Block.Button(texts["widening.go"], Desk.Site.To($"/threads/{thread.Id}/widening"))],
            Why = texts["widening.why"],
        };
    }
}
