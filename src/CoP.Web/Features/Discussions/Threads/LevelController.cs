using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>How closely a member goes along with a thread or a space.</summary>
public sealed class LevelController(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpPut("/threads/{id}/level")]
    public async Task<IActionResult> OfThread(Id<Thread> id, FollowLevel? level)
    {
        if (level is not { } chosen || !Enum.IsDefined(chosen)) return BadRequest();
        var title = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread) return null;
            await db.Follow(thread, await anonymity.WriterIn(db, id, me.Id), clock.Now(), _ => chosen);
            return thread.ShownTitle(clock.Now());
        });
        return title is null ? NotFound() : Said(chosen, ThreadAddress.Of(id, title));
    }

    [HttpPut("/discussions/{slug}/level")]
    public async Task<IActionResult> OfSpace(string slug, FollowLevel? level)
    {
        if (level is not { } chosen || !Enum.IsDefined(chosen)) return BadRequest();
        var found = await db.Write(async () =>
        {
            if (await db.Spaces.Where(s => s.Slug == slug).Select(s => (Id<Space>?)s.Id).SingleOrDefaultAsync() is not { } space) return false;
            // Stands for a choice that may not be there yet.
            await db.Lock("Members", me.Id.Value);
            if (await db.SpaceFollows.FindAsync(space, me.Id) is { } follow) follow.Choose(chosen, clock.Now());
            else db.SpaceFollows.Add(new SpaceFollow(me.Id, space, chosen, clock.Now()));
            return true;
        });
        return found ? Said(chosen, "/discussions/" + slug) : NotFound();
    }

    RedirectResult Said(FollowLevel level, string address)
    {
        this.Say(texts["level.said." + level]);
        return Redirect(address);
    }
}
