using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Features.Discussions.Uploads;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Moderation.FirstPosts;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Posts;

/// <summary>Replies: taking one, and where each is found.</summary>
public sealed class RepliesController(CopDb db, CurrentMember me, ThreadReading reading, PostReply postReply, FirstPosts firstPosts, GentleCheck gentle, ComposerFiles files, PostFragments fragments, Rules rules) : Controller
{
    [HttpPost("/threads/{id}/replies")]
    public async Task<IActionResult> Create(Id<Thread> id, ReplyInput input)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        try
        {
            var waits = await firstPosts.Wait(me.Id);
            // A page with script sends the form again as a browser would, and is led there.
            if (waits && Request.IsFromScript()) return Content("");
            // Before the question: files come with a form once, and what was sent is kept.
            await files.Into(input, ModelState);
            if (gentle.Asks(input.AsItIs, input.Body))
                return Request.IsFromScript() ? Json(new { ask = await fragments.Question(ControllerContext) }) : View("/Features/Discussions/Threads/Show.cshtml", await ThreadPage.Read(reading, thread, thread.LastSequence, input));
            if (waits) return await firstPosts.Keep(id, input) is null ? NotFound() : Redirect("/submissions");
            if (await postReply.To(id, me.Viewer, input.Body, input.Language ?? Languages.Current, input.InReplyTo, input.Key, input.Anonymous) is not { } posted) return NotFound();
            // A page with script goes on by itself; a browser is sent to the reply.
            return Request.IsFromScript()
                ? Json(new { id = posted.Id.ToString(), seq = posted.Sequence, formKey = Guid.NewGuid() })
                : Redirect(ThreadAddress.Of(id, thread.Title, posted.Id, posted.Sequence));
        }
        catch (RuleBrokenException broken)
        {
            if (Request.IsFromScript()) return BadRequest(new { error = rules.Explain(broken) });
            ModelState.Remove(nameof(input.Body));
            ModelState.AddModelError(ComposerFiles.FieldOf(broken, nameof(input.Body)), rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("/Features/Discussions/Threads/Show.cshtml", await ThreadPage.Read(reading, thread, thread.LastSequence, input));
        }
    }

    /// <summary>The permanent address of a post.</summary>
    [HttpGet("/threads/{id}/replies/{post}")]
    public async Task<IActionResult> Show(Id<Thread> id, Id<Post> post)
    {
        if (await reading.Head(id) is not { } thread
            || await db.Posts.Where(p => p.Id == post && p.ThreadId == id).Select(p => (int?)p.Sequence).SingleOrDefaultAsync() is not { } sequence) return NotFound();
        return Redirect(ThreadAddress.Of(id, thread.Title, post, sequence));
    }
}
