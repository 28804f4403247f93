using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Data.Mappings;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;

namespace CoP.Web.Features.Discussions;

/// <summary>Puts a reply into a thread, from whichever way it came.</summary>
public sealed class PostReply(CopDb db, TimeProvider clock)
{
    /// <summary>Time for second thoughts before followers are written to.</summary>
    static readonly Duration takeBackTime = Duration.FromMinutes(5);

    /// <summary>The reply's thread and place; null when the author may not see the thread. One form key makes one reply, however often it is sent.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Thread.Reply"/>, <see cref="SafeMarkdown.Render"/>.</exception>
    public async Task<Posted?> To(Id<Thread> id, Viewer author, string? body, string language, int? inReplyTo = null, Guid? formKey = null)
    {
        var text = SafeMarkdown.Render(body);
        return await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(author)) is not { } thread) return null;
            // Under the thread's lock, so that of two that come at once the second finds the first.
            if (formKey is not null && await db.Posts.Where(p => p.AuthorId == author.Id && EF.Property<Guid?>(p, PostMapping.FormKey) == formKey).Select(p => new Posted(p.Id, p.ThreadId, p.Sequence)).SingleOrDefaultAsync() is { } before)
                return before;
            var now = clock.Now();
            var reply = thread.Reply(author.Id, language, text, now, inReplyTo);
            db.Entry(reply).Property(PostMapping.FormKey).CurrentValue = formKey;
            await db.FollowByWriting(thread, author.Id, now);
            if (await db.ReadMarks.FindAsync(author.Id, id) is { } mark && mark.Sequence == reply.Sequence - 1) mark.Reach(reply.Sequence);
            db.Tell(Occasion.Of(LetterKind.Reply, reply.Id.Value, 0, now + takeBackTime));
            db.Changed(thread);
            return new Posted(reply.Id, id, reply.Sequence);
        });
    }
}

/// <summary>Where a post ended up.</summary>
public sealed record Posted(Id<Post> Id, Id<Thread> ThreadId, int Sequence);
