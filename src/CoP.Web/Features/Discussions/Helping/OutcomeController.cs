using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Helping;

/// <summary>The asker's "this is how it went" on a reply of their own.</summary>
public sealed class OutcomeController(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock) : Controller
{
    [HttpPost("/threads/{id}/replies/{post}/outcome")]
    public Task<IActionResult> Mark(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, reply, by) => thread.TellOutcome(reply, by));

    [HttpDelete("/threads/{id}/replies/{post}/outcome")]
    public Task<IActionResult> Unmark(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, reply, by) => thread.UntellOutcome(reply, by));

    async Task<IActionResult> Change(Id<Thread> id, Id<Post> post, Action<Thread, Post, Writer> verb)
    {
        var address = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread || await db.Posts.Readable(clock.Now()).SingleOrDefaultAsync(p => p.Id == post && p.ThreadId == id) is not { } reply) return null;
            verb(thread, reply, await anonymity.WriterIn(db, id, me.Id));
            db.Changed(thread);
            return ThreadAddress.Of(id, thread.ShownTitle(clock.Now()), post, reply.Sequence);
        });
        return address is null ? NotFound() : Redirect(address);
    }
}
