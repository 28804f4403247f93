using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Moderation;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>Pictures and PDFs: taken one by one while a text is written, shown to who may see the post that has them.</summary>
public sealed class UploadsController(CopDb db, CurrentMember me, TakeUpload take, UploadOwners owners, Anonymity anonymity, CaseSight sight, Rules rules) : Controller
{
    /// <summary>For script; without it, files come with the form of the text.</summary>
    [HttpPost("/uploads")]
    public async Task<IActionResult> Create(IFormFile? file)
    {
        try
        {
            if (file is null) throw new RuleBrokenException("upload.none");
            var taken = await take.From(me.Id, file);
            return Created($"/uploads/{taken.Id}", new { id = taken.Id.ToString(), picture = taken.IsPicture, markdown = taken.Markdown });
        }
        catch (RuleBrokenException broken)
        {
            return BadRequest(new { error = rules.Explain(broken) });
        }
    }

    [HttpGet("/uploads/{id}")]
    public async Task<IActionResult> Show(Id<Upload> id)
    {
        var found = await db.Uploads.Where(u => u.Id == id).Select(u => new { u.Kind, u.Name, u.PostId, u.Owner }).SingleOrDefaultAsync();
        if (found is null) return NotFound();
        if (found.PostId is { } post ? !await MaySee(post) : !owners.Owns(me.Id, id, found.Owner)) return NotFound();
        return await this.Serve(id.ToString(), found.Kind, found.Name, () => db.Uploads.Where(u => u.Id == id).Select(u => u.Content!.Bytes).SingleAsync());
    }

    async Task<bool> MaySee(Id<Post> post) =>
        await db.Posts.Where(p => p.Id == post).Readable().Join(db.Threads.VisibleTo(db, me.Viewer), p => p.ThreadId, t => t.Id, (p, _) => p).AnyAsync()
        // Its author, and the moderators before whom it is, see all of a post that nobody else reads.
        || (await db.Posts.Where(p => p.Id == post).Select(p => (Id<Thread>?)p.ThreadId).SingleOrDefaultAsync() is { } thread
            && await db.Posts.By(await anonymity.WriterIn(db, thread, me.Id)).AnyAsync(p => p.Id == post && p.TakenBackAt == null))
        || (await sight.Of(db.Cases.Where(c => c.PostId == post))).Count > 0;
}
