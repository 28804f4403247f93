using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Uploads;
using CoP.Web.Features.Discussions.Audiences;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Posts;

/// <summary>
/// A member's own posts, to edit and to take back: at any time, also when the thread is no longer theirs to read.
/// Anybody else's do not exist here.
/// </summary>
public sealed class PostsController(
    CopDb db, CurrentMember me, Anonymity anonymity, Drafts drafts, Written written, GentleCheck gentle, ComposerFiles files, PostUploads uploads, TimeProvider clock, Rules rules, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/threads/{id}/replies/{post}/edit")]
    public async Task<IActionResult> Edit(Id<Thread> id, Id<Post> post) =>
        await Form(id, post) is { } form && await this.Resume(drafts, me.Id, DraftKey.Edit(id, post), form.Input) ? View(form) : NotFound();

    [HttpPut("/threads/{id}/replies/{post}")]
    public async Task<IActionResult> Update(Id<Thread> id, Id<Post> post, EditInput input)
    {
        try
        {
            await files.Into(input, ModelState);
            if (gentle.Asks(input.AsItIs, input.Title, input.Body)) return await Form(id, post) is { } asked ? View("Edit", asked with { Input = input }) : NotFound();
            var text = SafeMarkdown.Render(input.Body, input.Language);
            return await Change(id, post, (thread, found, by) => written.Edit(thread, found, by, () =>
            {
                thread.Edit(found, by, input.Language ?? found.Language, text, clock.Now());
                if (found.IsOpening) thread.Retitle(by, input.Title ?? "");
            }), "edited.said");
        }
        catch (RuleBrokenException broken) when (broken.Key is not "post.takenBack")
        {
            if (await Form(id, post) is not { } form) return NotFound();
            ModelState.AddModelError(broken.Key.StartsWith("thread.", StringComparison.Ordinal) ? nameof(input.Title) : ComposerFiles.FieldOf(broken, nameof(input.Body)), rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Edit", form with { Input = input });
        }
    }

    [HttpDelete("/threads/{id}/replies/{post}")]
    public Task<IActionResult> TakeBack(Id<Thread> id, Id<Post> post) => Change(id, post, (thread, found, by) => written.TakeBack(thread, found, by), "takenBack.said");

    async Task<IActionResult> Change(Id<Thread> id, Id<Post> post, Func<Thread, Post, Writer, Task> verb, string said)
    {
        var changed = await db.Write(async () =>
        {
            var by = await anonymity.WriterIn(db, id, me.Id);
            if (await db.Threads.ForUpdate(id) is not { } thread || await db.Posts.By(by).SingleOrDefaultAsync(p => p.Id == post && p.ThreadId == id) is not { } found) return null;
            await verb(thread, found, by);
            await uploads.Follow(found, me.Id);
            if (found.TakenBackAt is not null) await db.LetGo(anonymity, thread, found, clock.Now());
            db.TellOfEdit(found, clock.Now());
            await db.Orphan(thread, found);
            db.Changed(thread);
            return new { Title = thread.ShownTitle(clock.Now()), found.Sequence, Visible = await db.Threads.VisibleTo(db, me.Viewer).AnyAsync(t => t.Id == id) };
        });
        if (changed is null) return NotFound();
        this.Say(texts[said]);
        return Redirect(changed.Visible ? ThreadAddress.Of(id, changed.Title, post, changed.Sequence) : EditPage.Mine);
    }

    // Whoever may no longer read the discussion is told nothing of it, not even what it is called by now.
    async Task<EditPage?> Form(Id<Thread> id, Id<Post> post) =>
        await Own(id, post) is not { } form ? null
        : await db.Threads.VisibleTo(db, me.Viewer).AnyAsync(t => t.Id == id) ? form
        : form with { ThreadTitle = "", Back = EditPage.Mine };

    async Task<EditPage?> Own(Id<Thread> id, Id<Post> post)
    {
        var now = clock.Now();
        return await db.Posts.By(await anonymity.WriterIn(db, id, me.Id)).Where(p => p.Id == post && p.ThreadId == id && p.TakenBackAt == null)
            .Join(db.Threads, p => p.ThreadId, t => t.Id, (p, t) => new EditPage(
                p.Id, t.Id, p.Sequence > 0 && (t.RemovedAt != null || t.HiddenUntil > now) ? "" : t.Title, p.Sequence == 0, new EditInput { Title = t.Title, Body = p.Body.Source, Language = p.Language }))
            .AsNoTracking().SingleOrDefaultAsync();
    }
}
