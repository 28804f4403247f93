using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>What a post said before it was changed: for all who may read it, until its author erases that.</summary>
public sealed class HistoryController(CopDb db, CurrentMember me, ThreadReading reading, Anonymity anonymity, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/threads/{id}/replies/{post}/history")]
    public async Task<IActionResult> Show(Id<Thread> id, Id<Post> post)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        if (await db.Posts.AsNoTracking().Readable().SingleOrDefaultAsync(p => p.Id == post && p.ThreadId == id) is not { } now) return NotFound();
        var before = await db.Set<PostRevision>().AsNoTracking().Where(r => r.PostId == post).OrderByDescending(r => r.Number).ToListAsync();
        var versions = new List<Version> { new(now.IsOpening ? thread.Title : null, now.Language, await Quotes.Readable(db, now.Body, now.Language, clock.Now()), now.EditedAt ?? now.WrittenAt) };
        foreach (var earlier in before) versions.Add(new(earlier.Title, earlier.Language, await Quotes.Readable(db, earlier.Body, earlier.Language, clock.Now()), earlier.SaidAt));
        return View("History", new HistoryPage(thread, post, now.AliasId is not null, (await reading.Writer(thread)).Wrote(now), versions));
    }

    [HttpDelete("/threads/{id}/replies/{post}/history")]
    public async Task<IActionResult> Erase(Id<Thread> id, Id<Post> post)
    {
        var erased = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id) is null || !await db.Posts.By(await anonymity.WriterIn(db, id, me.Id)).AnyAsync(p => p.Id == post && p.ThreadId == id)) return false;
            await db.Set<PostRevision>().Where(r => r.PostId == post).ExecuteDeleteAsync();
            return true;
        });
        if (!erased) return NotFound();
        this.Say(texts["history.erased"]);
        return Redirect($"/threads/{id}/replies/{post}");
    }
}

/// <summary>What a post said, and since when.</summary>
public sealed record Version(string? Title, string Language, RenderedText Body, Instant Since);

/// <param name="Versions">The newest first: what the post says now.</param>
public sealed record HistoryPage(ThreadHead Thread, Id<Post> Post, bool IsAnonymous, bool IsMine, IReadOnlyList<Version> Versions);
