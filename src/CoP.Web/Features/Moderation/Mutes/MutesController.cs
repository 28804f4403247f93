using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.Mutes;

public sealed record MutedMember(Id<Member> Id, string? Name, Instant Since);

/// <summary>The members whom I would rather not read. It is mine alone, and nobody is told.</summary>
public sealed class MutesController(CopDb db, CurrentMember me, TimeProvider clock, IStringLocalizer<ModerationText> texts, IStringLocalizer<DiscussionsText> discussions) : Controller
{
    [HttpGet("/preferences/muted")]
    public async Task<IActionResult> Index() => View("Index", await db.Mutes.Where(m => m.MemberId == me.Id)
        .Join(db.Members, m => m.MutedId, x => x.Id, (m, x) => new { m, x }).OrderByDescending(r => r.m.Since)
        .Select(r => new MutedMember(r.x.Id, r.x.State == MemberState.Closed ? null : r.x.Name, r.m.Since)).ToListAsync());

    /// <summary>By one of their posts: an anonymous author cannot be muted, since who then went silent would be known.</summary>
    [HttpPost("/threads/{id}/replies/{post}/mute")]
    public async Task<IActionResult> Mute(Id<Thread> id, Id<Post> post)
    {
        var now = clock.Now();
        if (await db.Threads.VisibleTo(db, me.Viewer).AnyAsync(t => t.Id == id) is false
            || await db.Posts.Where(p => p.Id == post && p.ThreadId == id && p.AuthorId != null).Select(p => p.AuthorId).SingleOrDefaultAsync() is not { } author) return NotFound();
        await db.Write(async () =>
        {
            // My own row stands for the list, so that the same wish twice at once is one.
            await db.Lock("Members", me.Id.Value);
            if (await db.Mutes.FindAsync(me.Id, author) is not null) return;
            if (await db.Mutes.CountAsync(m => m.MemberId == me.Id) >= Domain.Moderation.Mute.Limit) throw new RuleBrokenException("mute.most", Domain.Moderation.Mute.Limit);
            db.Mutes.Add(new Mute(me.Id, author, now));
        });
        this.Say(discussions["muted.said"]);
        return Redirect($"/threads/{id}/replies/{post}");
    }

    [HttpDelete("/preferences/muted/{member}")]
    public async Task<IActionResult> Unmute(Id<Member> member)
    {
        var was = await db.Write(async () =>
        {
            if (await db.Mutes.FindAsync(me.Id, member) is not { } mute) return false;
            db.Mutes.Remove(mute);
            return true;
        });
        if (!was) return NotFound();
        this.Say(texts["unmuted.said"]);
        return Redirect("/preferences/muted");
    }
}
