using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.ByMail;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Notices;
using CoP.Web.Mail.Incoming;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// Someone wrote in a thread or a space that the reader follows, or answered or mentioned them. The subject is the same
/// for every thread, and the words stay on the site unless the reader chose otherwise.
/// </summary>
/// <remarks>
/// Every letter's row is gone once it is done with, for whoever: an anonymous author is written to as their alias, and gets no
/// letter of their own posts and none twice, and which rows are missing or void would tell who they are.
/// </remarks>
public sealed class ReplyLetter(LetterDesk desk, Telling telling, MuteLinks mutes, ReplyAddresses addresses) : MemberLetter(desk)
{
    public override bool IsOnRecord => false;

    public override async Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) =>
        [.. (await telling.Of(new Id<Post>(occasion.Item))).Where(t => t.Letter).Select(t => t.Recipient)];

    // Not asked: aliases are told, too.
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult(new List<Id<Member>>());

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (db, texts, me) = (Desk.Db, Desk.Texts, Desk.Reader.Id);
        var post = await db.Posts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == new Id<Post>(occasion.Item));
        if (post is null || post.TakenBackAt is not null || post.RemovedAt is not null) return VoidReason.Cancelled;
        if (post.HiddenUntil > Desk.Now) return new Composition.NotYet(post.HiddenUntil.Value);
        var now = Desk.Now;
        var thread = await db.Threads.VisibleTo(db, Desk.Reader.Viewer).Where(t => t.Id == post.ThreadId).Select(t => new { t.Id, t.SpaceId, t.AliasId, t.Title, t.TakenBackAt, IsReadable = t.RemovedAt == null && (t.HiddenUntil == null || t.HiddenUntil <= now) }).SingleOrDefaultAsync();
        if (thread is null || thread.TakenBackAt is not null) return VoidReason.Left;
        if (await Desk.Anonymity.Owner(db, post.AuthorId, post.AliasId) == me) return VoidReason.NotWanted;

        // One person gets one letter, though they may be told as themselves and as their alias.
        var alias = (await Desk.Anonymity.WriterIn(db, thread.Id, me)).Alias;
        var byName = (await telling.Of(post.Id, me.Value)).SingleOrDefault();
        var byAlias = alias is null ? null : (await telling.Of(post.Id, alias.Value.Value)).SingleOrDefault();
        var standing = await Standing(thread.Id, alias is not null && alias == thread.AliasId ? alias : null, me);
        var wanted = standing.Level == FollowLevel.Mute ? null
            : standing.IsAsker ? byAlias is { Letter: true } ? byAlias : byName is { Letter: true, IsDirect: true } ? byName : null
            : byName is { Letter: true } ? byName
            : byAlias is { Letter: true } && (standing.Level is null || byAlias.IsDirect) ? byAlias : null;
        if (wanted is null || wanted.Recipient != Recipient || await db.Mutes.AnyAsync(m => m.MemberId == me && m.MutedId == post.AuthorId)) return VoidReason.NotWanted;
        if (standing.Read >= post.Sequence || await db.ReadLines.AnyAsync(l => l.MemberId == me && (l.SpaceId == null || l.SpaceId == thread.SpaceId) && l.At >= post.WrittenAt)) return VoidReason.Superseded;
        var reason = wanted.Notice == NoticeKind.Mention ? "mention" : post.IsOpening ? "opening" : "reply";

        var opening = await db.Posts.Where(p => p.ThreadId == post.ThreadId && p.Sequence == 0).Select(p => p.Id).SingleAsync();
        var parent = post.InReplyTo is { } to and > 0
            ? await db.Posts.Where(p => p.ThreadId == post.ThreadId && p.Sequence == to).Select(p => (Id<Post>?)p.Id).SingleOrDefaultAsync()
            : null;
        var author = await db.Members.Where(m => m.Id == post.AuthorId).Select(m => m.Name).SingleOrDefaultAsync();
        var said = choices.Detailed
            ? new Said(author, thread.IsReadable ? thread.Title : texts["reply.untitled"], new Block.Quote(await Quotes.Readable(db, post.Body.Source, post.Language, now), post.Language))
            : null;
        var recipient = Recipient;
        return About(reason, recipient, thread.Id, post.Id, said) with
        {
            Topic = wanted.IsDirect ? MailTopics.Mentions : MailTopics.Replies,
            MessageId = Name(post.Id),
            References = post.IsOpening ? [] : parent is { } p2 ? [Name(opening), Name(p2)] : [Name(opening)],
            List = "discussions",
            AnswerTo = addresses.For(recipient, post.Id),
            OnceSent = addresses.AreOn ? into => addresses.Keep(into, recipient, post.Id) : null,
        };
    }

    /// <summary>The letter about a post.</summary>
    /// <param name="reason">What the post is to the reader, as the texts name it.</param>
    /// <param name="recipient">Under which name the reader is written to.</param>
    /// <param name="thread">Where it stands.</param>
    /// <param name="post">Which it is.</param>
    /// <param name="said">What mail may say of it; null where it is no more than that there is something.</param>
    internal Sheet About(string reason, Guid recipient, Id<Thread> thread, Id<Post> post, Said? said)
    {
        var texts = Desk.Texts;
        List<Block> blocks = [new Block.Paragraph(texts["hello", Desk.Reader.Member.Name])];
        if (said is not null)
        {
            blocks.Add(new Block.Paragraph(texts["reply.by", said.By ?? texts["reply.someone"].Value, said.Title]));
            blocks.Add(said.Words);
        }
        else
        {
            blocks.Add(new Block.Paragraph(texts[reason + ".body"]));
        }
        blocks.Add(new Block.Button(texts["reply.read"], Desk.Site.To($"/threads/{thread}#p-{post}")));
        blocks.Add(mutes.For(recipient, thread));
        return new Sheet(texts[reason + ".subject"]) { Blocks = blocks, Why = texts[reason + ".why"] };
    }

    /// <summary>A post, as a letter may show it.</summary>
    internal sealed record Said(string? By, string Title, Block.Quote Words);

    /// <summary>What the reader chose for the thread, and how far they have read it; of the asker behind an alias both lie on that.</summary>
    async Task<(bool IsAsker, FollowLevel? Level, int? Read)> Standing(Id<Thread> thread, Id<Alias>? asker, Id<Member> me)
    {
        var db = Desk.Db;
        if (asker is not null && await db.Aliases.Where(a => a.Id == asker).Select(a => new { a.Level, a.ReadTo }).SingleOrDefaultAsync() is { } own) return (true, own.Level, own.ReadTo);
        return (false,
            await db.Follows.Where(f => f.ThreadId == thread && f.MemberId == me).Select(f => (FollowLevel?)f.Level).SingleOrDefaultAsync(),
            await db.ReadMarks.Where(r => r.ThreadId == thread && r.MemberId == me).Select(r => (int?)r.Sequence).SingleOrDefaultAsync());
    }

    static string Name(Id<Post> post) => $"post.{post}";
}
