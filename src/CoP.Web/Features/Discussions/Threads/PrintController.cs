using CoP.Domain.Discussions;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>A discussion as one page of paper after the other, without anything to press.</summary>
public sealed class PrintController(ThreadReading reading) : Controller
{
    [HttpGet("/threads/{id}/print")]
    public async Task<IActionResult> Show(Id<Thread> id, int from = 1)
    {
        if (await reading.Head(id) is not { } thread) return NotFound();
        from = Math.Clamp(from, 1, Math.Max(1, thread.LastSequence));
        return View("Print", new PrintPage(thread, from, await reading.Stretch(id, from, PrintPage.Size)));
    }
}

/// <summary>A thread with many of its replies.</summary>
public sealed record PrintPage(ThreadHead Thread, int From, IReadOnlyList<PostView> Posts)
{
    /// <summary>Replies on one page: some 60 sheets at most, and soon there.</summary>
    public const int Size = 300;

    public int? Next => From + Size <= Thread.LastSequence ? From + Size : null;

    public string Address(int from) => $"/threads/{Thread.Id}/print" + (from == 1 ? "" : $"?from={from}");
}
