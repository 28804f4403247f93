using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Posts;
using CoP.Web.Features.Moderation.FirstPosts;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>One discussion: its page, its beginning, its closing.</summary>
public sealed class ThreadsController(
    CopDb db, CurrentMember me, Anonymity anonymity, ThreadReading reading, OpenThread openThread, NewThreadForm forms, FirstPosts firstPosts, TimeProvider clock, Rules rules, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/threads/{id}/{slug?}")]
    public async Task<IActionResult> Show(Id<Thread> id, int? from, int? answer)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        return View(await ThreadPage.Read(reading, thread, from, ReplyInput.New(Languages.Current, answer <= thread.LastSequence ? answer : null)));
    }

    [HttpGet("/threads/new")]
    public async Task<IActionResult> New(string? space) => await Form(ThreadInput.New(space, Languages.Current));

    [HttpPost("/threads")]
    public async Task<IActionResult> Create(ThreadInput input)
    {
        try
        {
            if (input.Preview is null && ModelState.IsValid && await firstPosts.Wait(me.Id))
            {
                await firstPosts.Keep(input);
                return Redirect("/submissions");
            }
            if (input.Preview is null && ModelState.IsValid)
                return Redirect(ThreadAddress.Of((await openThread.By(me.Viewer, input)).ThreadId, input.Title));
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(ThreadInput.FieldOf(broken), rules.Explain(broken));
        }
        // Who only wants to see the text is not told what is still missing.
        if (input.Preview is not null) ModelState.Clear();
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
