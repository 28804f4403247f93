using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Data.Mappings;
using CoP.Web.Features.Discussions.Audiences;
using CoP.Web.Features.Discussions.Uploads;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Moderation;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions;

/// <summary>Puts a reply into a thread, from whichever way it came.</summary>
public sealed class PostReply(CopDb db, PostUploads uploads, Anonymity anonymity, CircleSizes circles, Pauses pauses, WritingPace pace, Written written, TimeProvider clock)
{
    /// <summary>The reply's thread and place; null when the author may not see the thread. One form key makes one reply, however often it is sent.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Thread.Reply"/>, <see cref="SafeMarkdown.Render"/>; <c>anonymous.few</c>.</exception>
    public async Task<Posted?> To(Id<Thread> id, Viewer author, string? body, string language, int? inReplyTo = null, Guid? formKey = null, bool anonymous = false)
    {
        var text = SafeMarkdown.Render(body, language);
        return await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, author)) is not { } thread) return null;
            // Under the thread's lock, so that of two that come at once the second finds the first.
            if (formKey is not null && await db.Posts.Where(p => EF.Property<Guid?>(p, PostMapping.FormKey) == formKey).Select(p => new Posted(p.Id, p.ThreadId, p.Sequence)).SingleOrDefaultAsync() is { } before)
                return before;
            await pauses.RequireNone(author.Id, id, anonymous);
            pace.Post(author.Id);
            var now = clock.Now();
            if (anonymous) await circles.RequireCrowd(thread.Audience);
            var by = anonymous ? Author.Behind((await anonymity.AliasIn(db, id, author.Id, now)).Id) : Author.Of(author.Id);
            var reply = thread.Reply(by, language, text, now, inReplyTo);
            db.Entry(reply).Property(PostMapping.FormKey).CurrentValue = formKey;
            await uploads.Follow(reply, author.Id);
            // Nothing but the sealed alias may tie an anonymous author to the thread: no follow, and no mark that moves with the post.
            if (!anonymous) await db.FollowByWriting(thread, author.Id, now);
            if (!anonymous && await db.ReadMarks.FindAsync(author.Id, id) is { } mark && mark.Sequence == reply.Sequence - 1) mark.Reach(reply.Sequence);
            db.TellOf(reply, now);
            await written.Replied(thread, reply, author.Id);
            await db.AskToo(anonymity, thread, reply, now);
            db.Changed(thread);
            return new Posted(reply.Id, id, reply.Sequence);
        });
    }
}

/// <summary>Where a post ended up.</summary>
public sealed record Posted(Id<Post> Id, Id<Thread> ThreadId, int Sequence);
