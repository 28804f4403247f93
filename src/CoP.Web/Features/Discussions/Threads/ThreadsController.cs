using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Helping;
using CoP.Web.Features.Discussions.Posts;
using CoP.Web.Features.Moderation.FirstPosts;
using CoP.Web.Features.Discussions.Uploads;
using CoP.Web.Features.Notices;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>One discussion: its page, its beginning, its closing.</summary>
public sealed class ThreadsController(
    CopDb db, CurrentMember me, Anonymity anonymity, ThreadReading reading, OpenThread openThread, NewThreadForm forms, FirstPosts firstPosts, Drafts drafts, QuotedPost quoted, GentleCheck gentle, ComposerFiles files, TimeProvider clock, Rules rules, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/threads/{id}/{slug?}")]
    public async Task<IActionResult> Show(Id<Thread> id, int? from, int? answer, int? quote, [FromServices] MyNotices notices)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        var reply = ReplyInput.New(Languages.Current, answer <= thread.LastSequence ? answer : quote <= thread.LastSequence ? quote : null);
        // For who has no script: the composer with the whole post in it, below what it held.
        if (quote is not null && await quoted.In(id, p => p.Sequence == quote) is { } words)
        {
            await this.Resume(drafts, me.Id, DraftKey.Reply(id), reply);
            reply.Body = (reply.Body.Length > 0 ? reply.Body + "\n\n" : "") + words;
        }
        var page = await ThreadPage.Read(reading, thread, from, reply);
        await notices.Seen(id, page.Posts.Select(p => p.Id).ToHashSet());
        return View(page);
    }

    [HttpGet("/threads/new")]
    public async Task<IActionResult> New(string? space, Id<Post>? from, [FromServices] HelpingReading helping)
    {
        if (from is { } reply) return await helping.FormFrom(reply) is { } grown && await this.Resume(drafts, me.Id, DraftKey.Opening(reply), grown) ? await Form(grown) : NotFound();
        var input = ThreadInput.New(space, Languages.Current);
        await this.Resume(drafts, me.Id, DraftKey.NewThread, input);
        if (space is { Length: > 0 }) input.Space = space;
        return await Form(input);
    }

    [HttpPost("/threads")]
    public async Task<IActionResult> Create(ThreadInput input)
    {
        // Who only wants to see the text is not told what is still missing.
        if (input.Preview is not null) ModelState.Clear();
        try
        {
            await files.Into(input, ModelState);
            var ready = input.Preview is null && ModelState.IsValid && !gentle.Asks(input.AsItIs, input.Title, input.Body);
            if (ready && await firstPosts.Wait(me.Id))
            {
                await firstPosts.Keep(input);
                return Redirect("/submissions");
            }
            if (ready)
                return Redirect(ThreadAddress.Of((await openThread.By(me.Viewer, input)).ThreadId, input.Title));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(ThreadInput.FieldOf(broken), rules.Explain(broken));
        }
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Form(input);
    }

    [HttpPost("/threads/{id}/closing")]
    public Task<IActionResult> Close(Id<Thread> id) => Change(id, (thread, by) => thread.Close(by, clock.Now()), "closed.said");

    [HttpDelete("/threads/{id}/closing")]
    public Task<IActionResult> Reopen(Id<Thread> id) => Change(id, (thread, by) => thread.Reopen(by), "reopened.said");

    async Task<IActionResult> Form(ThreadInput input)
    {
        ViewData["Choices"] = await forms.For(input);
        return View("New", input);
    }

    async Task<IActionResult> Change(Id<Thread> id, Action<Thread, Writer> verb, string said)
    {
        var thread = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } found) return null;
            verb(found, await anonymity.WriterIn(db, id, me.Id));
            db.Changed(found);
            return found;
        });
        if (thread is null) return NotFound();
        this.Say(texts[said]);
        return Redirect(ThreadAddress.Of(id, thread.ShownTitle(clock.Now())));
    }
}
