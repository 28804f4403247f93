using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;

namespace CoP.Web.Features.Notices;

/// <summary>One who is told of a post: on the site, by mail, or both.</summary>
/// <param name="Recipient">The member or the alias.</param>
/// <param name="IsDirect">The post is to them: it answers or names them.</param>
/// <param name="Person">The member in either case; for this moment only, and never to be written down.</param>
public sealed record Told(Guid Recipient, Id<Member> Person, NoticeKind? Notice, bool Letter, bool IsDirect);

/// <summary>Who is told of a post, and as what: the one place that says so, for notices and for letters.</summary>
public sealed class Telling(CopDb db, Anonymity anonymity)
{
    /// <summary>
    /// Everybody who is told; nobody when the post is gone. Never its author, and only who may see the thread today. Rows are
    /// made of this, and a row that is missing can give an anonymous author away as well as one that is there: an alias is
    /// told whatever its owner is told besides, or wrote under their own name. That is sorted out when a notice is shown and a letter written.
    /// </summary>
    /// <param name="id">The post.</param>
    /// <param name="only">Asks about one recipient alone.</param>
    public async Task<List<Told>> Of(Id<Post> id, Guid? only = null)
    {
        var post = await db.Posts.Where(p => p.Id == id && p.TakenBackAt == null && p.RemovedAt == null)
            .Select(p => new { p.ThreadId, p.AuthorId, p.AliasId, p.Sequence, p.InReplyTo, p.WrittenAt }).SingleOrDefaultAsync();
        if (post is null) return [];
        var opening = post.Sequence == 0;
        var thread = await db.Threads.AsNoTracking().SingleAsync(t => t.Id == post.ThreadId);
        var stakes = new Dictionary<Guid, Stake>();

        var follows = db.Follows.Where(f => f.ThreadId == thread.Id);
        var spaces = db.SpaceFollows.Where(f => f.SpaceId == thread.SpaceId);
        if (only is { } one)
        {
            var member = new Id<Member>(one);
            (follows, spaces) = (follows.Where(f => f.MemberId == member), spaces.Where(f => f.MemberId == member));
        }
        foreach (var f in await follows.Select(f => new { f.MemberId, f.Level, f.Since }).ToListAsync())
            Note(f.MemberId.Value, stake => stake with { Thread = Since(f.Level, f.Since) });
        foreach (var f in await spaces.Select(f => new { f.MemberId, f.Level, f.Since }).ToListAsync())
            Note(f.MemberId.Value, stake => stake with { Space = Since(f.Level, f.Since) });
        var aliases = await db.Aliases.AsNoTracking().Where(a => a.ThreadId == thread.Id).ToListAsync();
        foreach (var alias in aliases) Note(alias.Id.Value, stake => stake with { Thread = alias.Level });
        if (post.InReplyTo is { } to && await db.Posts.Where(p => p.ThreadId == thread.Id && p.Sequence == to && p.TakenBackAt == null).Select(p => new { p.AuthorId, p.AliasId }).SingleOrDefaultAsync() is { } answered)
            Note(answered.AuthorId?.Value ?? answered.AliasId!.Value.Value, stake => stake with { Answered = true });
        foreach (var quoted in await db.Set<Quotation>().Where(q => q.PostId == id).Join(db.Posts.Where(p => p.TakenBackAt == null), q => q.QuotedPostId, p => p.Id, (_, p) => new { p.AuthorId, p.AliasId }).ToListAsync())
            Note(quoted.AuthorId?.Value ?? quoted.AliasId!.Value.Value, stake => stake with { Quoted = true });
        foreach (var member in await db.Set<Mention>().Where(m => m.PostId == id).Select(m => m.MemberId).ToListAsync())
            Note(member.Value, stake => stake with { Mentioned = true });
        foreach (var member in await db.Set<ValueFollow>().Where(f => db.Set<Citation>().Any(c => c.PostId == id && c.Value == f.Value)).Select(f => f.MemberId).Distinct().ToListAsync())
            Note(member.Value, stake => stake with { Cited = true });
        if (!opening) Note(thread.AuthorId?.Value ?? thread.AliasId!.Value.Value, stake => stake with { Began = true });

        stakes.Remove(post.AuthorId?.Value ?? post.AliasId!.Value.Value);
        var owners = aliases.ToDictionary(a => a.Id.Value, anonymity.Owner);
        var members = stakes.Keys.Where(key => !owners.ContainsKey(key)).Select(key => new Id<Member>(key)).ToList();
        var asker = thread.AuthorId ?? owners[thread.AliasId!.Value.Value];
        var sees = (await db.Members.WhoMaySee(db, thread.Audience, asker).Where(m => members.Contains(m.Id)).Select(m => m.Id.Value).ToListAsync()).ToHashSet();
        return
        [
            .. from stake in stakes
               where (only is null || only == stake.Key) && (owners.ContainsKey(stake.Key) || sees.Contains(stake.Key))
               let told = new Told(
                   stake.Key, owners.TryGetValue(stake.Key, out var owner) ? owner : new Id<Member>(stake.Key),
                   stake.Value.Notice(opening), stake.Value.Letter(opening), stake.Value.Answered || stake.Value.Mentioned)
               where told is not { Notice: null, Letter: false }
               select told,
        ];

        void Note(Guid who, Func<Stake, Stake> more) => stakes[who] = more(stakes.GetValueOrDefault(who) ?? new Stake());

        // Who began to follow after it was written did not ask to be told of it.
        FollowLevel Since(FollowLevel level, Instant since) => level.Hears() && since > post.WrittenAt ? FollowLevel.Normal : level;
    }
}
