using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Posts;

/// <summary>The asker's "this helped" on a reply.</summary>
public sealed class HelpedController(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock) : Controller
{
    [HttpPost("/threads/{id}/replies/{post}/helped")]
    public Task<IActionResult> Mark(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, reply, by) => thread.Helped(reply, by, clock.Now()));

    [HttpDelete("/threads/{id}/replies/{post}/helped")]
    public Task<IActionResult> Unmark(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, reply, by) => thread.Unmark(reply, by));

    async Task<IActionResult> Change(Id<Thread> id, Id<Post> post, Action<Thread, Post, Writer> verb)
    {
        var address = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread || await db.Posts.SingleOrDefaultAsync(p => p.Id == post && p.ThreadId == id) is not { } reply) return null;
            verb(thread, reply, await anonymity.WriterIn(db, id, me.Id));
            db.TellOfHelp(reply, clock.Now());
            db.Changed(thread);
            return ThreadAddress.Of(id, thread.ShownTitle(clock.Now()), post, reply.Sequence);
        });
        return address is null ? NotFound() : Redirect(address);
    }
}
