using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>A member's own drafts; nobody else's exist here.</summary>
public sealed class DraftsController(CopDb db, Drafts drafts, CurrentMember me, Rules rules, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/drafts"), OwnEyes]
    public async Task<IActionResult> Index()
    {
        var kept = await drafts.All(me.Id);
        var threads = kept.Select(d => DraftKey.Read(d.Text.Key)?.Thread).OfType<Id<Thread>>().Distinct().ToList();
        // A thread that they may not see any more has no title for them; what they wrote is still theirs.
        var titles = await db.Threads.VisibleTo(db, me.Viewer).Readable().Where(t => threads.Contains(t.Id)).Select(t => new { t.Id, t.Title }).ToDictionaryAsync(t => t.Id, t => t.Title);
        var grown = kept.Select(d => DraftKey.Read(d.Text.Key)?.GrewFrom).OfType<Id<Post>>().ToList();
        var replies = await db.Posts.Where(p => grown.Contains(p.Id) && p.AuthorId == me.Id && db.Threads.VisibleTo(db, me.Viewer).Any(t => t.Id == p.ThreadId)).Readable().Select(p => p.Id).ToHashSetAsync();
        return View("Drafts", kept.Select(d => DraftRow.Of(d, titles, replies)).OfType<DraftRow>().ToList());
    }

    [HttpGet("/drafts/{key}"), OwnEyes]
    public async Task<IActionResult> Show(string key) =>
        DraftKey.Read(key) is { } known && await drafts.Of(me.Id, known) is { } kept ? Json(Answer(kept)) : NotFound();

    /// <summary>From script: 409 with the other text when another tab or device has kept one meanwhile, 410 when it was posted or thrown away there.</summary>
    [HttpPut("/drafts/{key}")]
    public async Task<IActionResult> Keep(string key, long version = 0)
    {
        if (DraftKey.Read(key) is not { } known || !Request.HasFormContentType) return NotFound();
        try
        {
            if (DraftText.Of(known, Request.Form) is not { } text)
            {
                await drafts.Drop(me.Id, known);
                return Json(new { version = 0 });
            }
            if (await drafts.Keep(me.Id, known, text, version) is { } now) return Json(new { version = now });
            return await drafts.Of(me.Id, known) is { } other ? Conflict(Answer(other)) : StatusCode(StatusCodes.Status410Gone, new { version = 0 });
        }
        catch (RuleBrokenException broken)
        {
            return BadRequest(new { error = rules.Explain(broken) });
        }
    }

    /// <summary>"Keep as draft", for those without script. The form may be one that changes a post.</summary>
    [AcceptVerbs("POST", "PUT", Route = "/drafts")]
    public async Task<IActionResult> KeepForm([FromForm(Name = Common.Forms.DraftFilter.Field)] string? key)
    {
        if (DraftKey.Read(key) is not { } known) return NotFound();
        if (DraftText.Of(known, Request.Form) is { } text)
        {
            await drafts.KeepBoth(me.Id, known, text);
            this.Say(texts["draft.said"]);
        }
        return LocalRedirect(known.Address);
    }

    [HttpDelete("/drafts/{key}")]
    public async Task<IActionResult> Drop(string key)
    {
        if (DraftKey.Read(key) is not { } known) return NotFound();
        await drafts.Drop(me.Id, known);
        this.Say(texts["draft.dropped"]);
        return Redirect("/drafts");
    }

    static object Answer(KeptDraft kept) => new { version = kept.Version, title = kept.Text.Title, body = kept.Text.Body };
}

/// <summary>A draft in the list of one's own.</summary>
/// <param name="Address">Where it goes on; null when that place is not there for the member any more.</param>
public sealed record DraftRow(DraftKey Key, string? Address, string? ThreadTitle, KeptDraft Draft)
{
    /// <param name="draft">The draft.</param>
    /// <param name="titles">Of the discussions that the member may see.</param>
    /// <param name="replies">The replies that a discussion may still grow out of.</param>
    public static DraftRow? Of(KeptDraft draft, IReadOnlyDictionary<Id<Thread>, string> titles, IReadOnlySet<Id<Post>> replies)
    {
        if (DraftKey.Read(draft.Text.Key) is not { } key) return null;
        var title = key.Thread is { } thread ? titles.GetValueOrDefault(thread) : draft.Text.Title;
        var isThere = key.Thread is null ? key.GrewFrom is not { } reply || replies.Contains(reply) : title is not null;
        return new DraftRow(key, isThere ? key.Address : null, title, draft);
    }
}
