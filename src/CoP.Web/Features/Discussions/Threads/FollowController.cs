using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>Hearing of replies in a thread, or no longer.</summary>
public sealed class FollowController(CopDb db, CurrentMember me, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpPost("/threads/{id}/follow")]
    public Task<IActionResult> Start(Id<Thread> id) => Set(id, follow => follow.Resume(clock.Now()), "followed.said");

    [HttpDelete("/threads/{id}/follow")]
    public Task<IActionResult> Stop(Id<Thread> id) => Set(id, follow => follow.Stop(), "unfollowed.said");

    async Task<IActionResult> Set(Id<Thread> id, Action<Follow> verb, string said)
    {
        var title = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread) return null;
            if (await db.Follows.FindAsync(id, me.Id) is not { } follow) db.Follows.Add(follow = new Follow(me.Id, id, clock.Now()));
            verb(follow);
            return thread.ShownTitle(clock.Now());
        });
        if (title is null) return NotFound();
        this.Say(texts[said]);
        return Redirect(ThreadAddress.Of(id, title));
    }
}
