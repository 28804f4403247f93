using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>
/// What goes with every text that is posted, changed or taken back, in the same transaction: its draft goes, whom it
/// mentions and what it quotes is noted, what it said before is kept, and what others quote of it goes with it.
/// </summary>
public sealed class Written(CopDb db, Drafts drafts, Mentionable mentionable, TimeProvider clock)
{
    /// <summary>A discussion was begun.</summary>
    public async Task Began(Thread thread, Id<Member> author)
    {
        await Note(thread, thread.Posts[0], author, isNew: true);
        await db.ChangedBeside(thread, thread.Posts[0]);
        await drafts.Drop(author, DraftKey.Opening(thread.GrewFrom));
    }

    /// <summary>A reply came.</summary>
    public async Task Replied(Thread thread, Post reply, Id<Member> author)
    {
        await Note(thread, reply, author, isNew: false);
        await drafts.Drop(author, DraftKey.Reply(thread.Id));
    }

    /// <summary>Does what changes the post, and keeps what it said before.</summary>
    public async Task Edit(Thread thread, Post post, Writer by, Action change)
    {
        var number = await db.Set<PostRevision>().Where(r => r.PostId == post.Id).MaxAsync(r => (int?)r.Number) ?? 0;
        var (before, version) = (new PostRevision(post, post.IsOpening ? thread.Title : null, number + 1), thread.Version);
        change();
        await drafts.Drop(by.Member, DraftKey.Edit(thread.Id, post.Id));
        if (thread.Version == version) return;
        db.Add(before);
        await Note(thread, post, by.Member, isNew: false);
    }

    /// <summary>Takes the post back with all that the site still holds of it.</summary>
    public async Task TakeBack(Thread thread, Post post, Writer by)
    {
        thread.TakeBack(post, by, clock.Now());
        await db.ChangedBeside(thread, post);
        await Erase(post);
        await drafts.Drop(by.Member, DraftKey.Edit(thread.Id, post.Id));
    }

    /// <summary>Erases what is left of a post whose own text is gone already: earlier versions, mentions, and what others quote of it.</summary>
    public async Task Erase(Post post)
    {
        // Saved first: whoever quotes it at this moment from another discussion waits for the row, and then finds it taken back.
        await db.SaveChangesAsync();
        await db.Set<PostRevision>().Where(r => r.PostId == post.Id).ExecuteDeleteAsync();
        await db.Set<Mention>().Where(m => m.PostId == post.Id).ExecuteDeleteAsync();
        await db.Set<Quotation>().Where(q => q.PostId == post.Id).ExecuteDeleteAsync();
        await EraseQuotations(post);
    }

    /// <summary>Erases what others quote of it, wherever that is.</summary>
    public async Task EraseQuotations(Post post)
    {
        await Quoting(post, [post.Id]);
        await db.Set<Quotation>().Where(q => q.QuotedPostId == post.Id).ExecuteDeleteAsync();
    }

    /// <summary>Moderators hide it or it is shown again, and so is what others quote of it; their words keep it.</summary>
    public async Task ShowQuotations(Post post)
    {
        await db.SaveChangesAsync();
        await Quoting(post, []);
    }

    async Task Quoting(Post post, HashSet<Id<Post>> gone)
    {
        var quoting = await db.Set<Quotation>().Where(q => q.QuotedPostId == post.Id).Select(q => q.PostId).ToListAsync();
        foreach (var group in (await db.Posts.Where(p => quoting.Contains(p.Id)).Select(p => new { p.Id, p.ThreadId }).ToListAsync()).GroupBy(p => p.ThreadId).OrderBy(g => g.Key))
        {
            var thread = (await db.Threads.ForUpdate(group.Key))!;
            var ids = group.Select(p => p.Id).ToList();
            foreach (var other in await db.Posts.Where(p => ids.Contains(p.Id)).ToListAsync()) thread.Unquote(other, await Readable(Quotes.Without(other.Body.Source, gone, other.Language), other.Language));
            foreach (var revision in await db.Set<PostRevision>().Where(r => ids.Contains(r.PostId)).ToListAsync())
                revision.Unquote(await Readable(Quotes.Without(revision.Body.Source, gone, revision.Language), revision.Language));
            db.Changed(thread);
        }
    }

    /// <summary>A text with all of its words, and the page made of what others may read of them now.</summary>
    async Task<RenderedText> Readable(string source, string language) => new(source, SafeMarkdown.Render(await Quotes.Readable(db, source, language, clock.Now()), language).Html);

    async Task Note(Thread thread, Post post, Id<Member> author, bool isNew)
    {
        await NoteQuotations(thread, post);
        var named = MentionSyntax.In(post.Body.Source);
        var meant = await mentionable.Meant(named, thread, post, author, isNew);
        var before = db.IsNew(post) ? [] : await db.Set<Mention>().Where(m => m.PostId == post.Id).ToListAsync();
        db.RemoveRange(before.Where(m => !meant.Contains(m.MemberId)));
        db.AddRange(meant.Where(m => before.TrueForAll(b => b.MemberId != m)).Select(m => new Mention(post.Id, m)));
    }

    async Task NoteQuotations(Thread thread, Post post)
    {
        var quoted = Quotes.In(post.Body.Source);
        if (quoted.Count == 0) return;
        // Those of this discussion are held with it.
        foreach (var elsewhere in await db.Posts.Where(p => quoted.Contains(p.Id) && p.ThreadId != thread.Id).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync()) await db.Lock("Posts", elsewhere.Value);
        var found = await db.Posts.Where(p => quoted.Contains(p.Id) && p.Id != post.Id).Select(p => new { p.Id, IsGone = p.TakenBackAt != null }).ToListAsync();
        // Written before it was taken back, and sent after.
        var gone = found.Where(q => q.IsGone).Select(q => q.Id).ToHashSet();
        thread.Unquote(post, await Readable(Quotes.Without(post.Body.Source, gone, post.Language), post.Language));
        var known = await db.Set<Quotation>().Where(q => q.PostId == post.Id).Select(q => q.QuotedPostId).ToListAsync();
        db.AddRange(found.Where(q => !q.IsGone && !known.Contains(q.Id)).Select(q => new Quotation(post.Id, q.Id)));
    }
}
