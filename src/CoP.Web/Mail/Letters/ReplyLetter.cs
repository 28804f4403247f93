using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// Someone wrote in a thread that the reader follows. The subject is the same for every thread, and the words stay on the
/// site unless the reader chose otherwise.
/// </summary>
public sealed class ReplyLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var post = new Id<Post>(occasion.Item);
        return (from p in Desk.Db.Posts
                join f in Desk.Db.Follows on p.ThreadId equals f.ThreadId
                join m in Desk.Db.Members.WhoWant(Desk.Db, MailTopics.Replies) on f.MemberId equals m.Id
                where p.Id == post && !f.IsStopped && f.Since <= p.WrittenAt && f.MemberId != p.AuthorId
                    && !Desk.Db.Mutes.Any(x => x.MemberId == f.MemberId && x.MutedId == p.AuthorId)
                select f.MemberId).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (db, texts, me) = (Desk.Db, Desk.Texts, Desk.Reader.Id);
        var post = await db.Posts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == new Id<Post>(occasion.Item));
        if (post is null || post.TakenBackAt is not null || post.RemovedAt is not null) return VoidReason.Cancelled;
        if (post.HiddenUntil > Desk.Now) return new Composition.NotYet(post.HiddenUntil.Value);
        var thread = await db.Threads.VisibleTo(db, Desk.Reader.Viewer).Where(t => t.Id == post.ThreadId).SingleOrDefaultAsync();
        if (thread is null || thread.TakenBackAt is not null) return VoidReason.Left;
        if (!await db.Follows.AnyAsync(f => f.MemberId == me && f.ThreadId == post.ThreadId && !f.IsStopped)) return VoidReason.NotWanted;
        if (await db.ReadMarks.AnyAsync(r => r.MemberId == me && r.ThreadId == post.ThreadId && r.Sequence >= post.Sequence)) return VoidReason.Superseded;

        var opening = await db.Posts.Where(p => p.ThreadId == post.ThreadId && p.Sequence == 0).Select(p => p.Id).SingleAsync();
        var parent = post.InReplyTo is { } to and > 0
            ? await db.Posts.Where(p => p.ThreadId == post.ThreadId && p.Sequence == to).Select(p => (Id<Post>?)p.Id).SingleOrDefaultAsync()
            : null;
        var author = await db.Members.Where(m => m.Id == post.AuthorId).Select(m => m.Name).SingleOrDefaultAsync();
        List<Block> blocks = [new Block.Paragraph(texts["hello", Desk.Reader.Member.Name])];
        if (choices.Detailed)
        {
            blocks.Add(new Block.Paragraph(texts["reply.by", author ?? texts["reply.someone"].Value, thread.IsReadable(Desk.Now) ? thread.Title : texts["reply.untitled"]]));
            blocks.Add(new Block.Quote(post.Body.Source, post.Language));
        }
        else
        {
            blocks.Add(new Block.Paragraph(texts["reply.body"]));
        }
        blocks.Add(new Block.Button(texts["reply.read"], Desk.Site.To($"/threads/{post.ThreadId}#p-{post.Id}")));
        return new Sheet(texts["reply.subject"])
        {
            Blocks = blocks,
            Why = texts["reply.why"],
            MessageId = Name(post.Id),
            References = parent is { } p2 ? [Name(opening), Name(p2)] : [Name(opening)],
            List = "discussions",
        };
    }

    static string Name(Id<Post> post) => $"post.{post}";
}
