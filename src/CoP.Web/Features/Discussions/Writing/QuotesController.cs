using CoP.Domain.Discussions;
using CoP.Web.Data;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>A post as a quotation, to be put into a reply.</summary>
public sealed class QuotesController(ThreadReading reading, QuotedPost quoted) : Controller
{
    [HttpGet("/threads/{id}/replies/{post}/quote")]
    public async Task<IActionResult> Show(Id<Thread> id, Id<Post> post) =>
        await reading.Head(id) is { } thread && await quoted.In(thread.Id, p => p.Id == post) is { } text ? Content(text, "text/plain; charset=utf-8") : NotFound();
}
