using CoP.Domain.Discussions;
using CoP.Web.Features.Notices;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Changes;

/// <summary>What changed in a thread since a version of it.</summary>
public sealed class ChangesController(ThreadReading reading, ThreadChanges changes) : Controller
{
    [HttpGet("/threads/{id}/changes")]
    public async Task<IActionResult> Since(Id<Thread> id, long since = 0)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        return File(await changes.Since(since, thread, ControllerContext), "application/json");
    }

    /// <summary>What stands beside a thread now, for this reader.</summary>
    [HttpGet("/threads/{id}/sides")]
    public async Task<IActionResult> Sides(Id<Thread> id) => await reading.Head(id) is { } thread ? PartialView("_Sides", thread) : NotFound();

    /// <summary>The page has shown the replies up to a place.</summary>
    [HttpPost("/threads/{id}/read")]
    public async Task<IActionResult> Read(Id<Thread> id, int sequence, [FromServices] MyNotices notices)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        await reading.Reached(thread, await reading.Writer(thread), Math.Clamp(sequence, 0, thread.LastSequence));
        await notices.SeenUpTo(id, sequence);
        return NoContent();
    }
}
