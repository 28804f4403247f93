using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Posts;

/// <summary>The asker's "this helped" on a reply.</summary>
public sealed class HelpedController(CopDb db, CurrentMember me, TimeProvider clock) : Controller
{
    [HttpPost("/threads/{id}/replies/{post}/helped")]
    public Task<IActionResult> Mark(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, reply) => thread.Helped(reply, me.Id, clock.Now()));

    [HttpDelete("/threads/{id}/replies/{post}/helped")]
    public Task<IActionResult> Unmark(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, reply) => thread.Unmark(reply, me.Id));

    async Task<IActionResult> Change(Id<Thread> id, Id<Post> post, Action<Thread, Post> verb)
    {
        var address = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(me.Viewer)) is not { } thread || await db.Posts.SingleOrDefaultAsync(p => p.Id == post && p.ThreadId == id) is not { } reply) return null;
            verb(thread, reply);
            db.Changed(thread);
            return ThreadAddress.Of(id, thread.Title, post, reply.Sequence);
        });
        return address is null ? NotFound() : Redirect(address);
    }
}
