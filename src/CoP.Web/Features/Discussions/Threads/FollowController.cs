using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>Hearing of replies in a thread, or no longer.</summary>
public sealed class FollowController(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpPost("/threads/{id}/follow")]
    public Task<IActionResult> Start(Id<Thread> id) => Set(id, now => now.Hears() ? now : FollowLevel.Follow, "followed.said");

    [HttpDelete("/threads/{id}/follow")]
    public Task<IActionResult> Stop(Id<Thread> id) => Set(id, _ => FollowLevel.Normal, "unfollowed.said");

    async Task<IActionResult> Set(Id<Thread> id, Func<FollowLevel, FollowLevel> choose, string said)
    {
        var title = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread) return null;
            await db.Follow(thread, await anonymity.WriterIn(db, id, me.Id), clock.Now(), choose);
            return thread.ShownTitle(clock.Now());
        });
        if (title is null) return NotFound();
        this.Say(texts[said]);
        return Redirect(ThreadAddress.Of(id, title));
    }
}
