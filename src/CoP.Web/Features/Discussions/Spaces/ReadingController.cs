using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Spaces;

/// <summary>Taking everything as read, in one space or everywhere, and taking that back.</summary>
public sealed class ReadingController(CopDb db, CurrentMember me, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    /// <summary>What was written up to the time of the page: what came after it is not swallowed.</summary>
    [HttpPost("/discussions/read")]
    public Task<IActionResult> Mark(long? until, string? space)
    {
        if (until is not { } ticks || ticks < 0 || ticks > Instant.MaxValue.ToUnixTimeTicks()) return Task.FromResult<IActionResult>(BadRequest());
        return Change(space, line => line.Draw(Instant.FromUnixTimeTicks(ticks), clock.Now()), "unread.said");
    }

    [HttpDelete("/discussions/read")]
    public Task<IActionResult> Undo(string? space) => Change(space, line => line.Undo(), "unread.undone");

    async Task<IActionResult> Change(string? slug, Action<ReadLine> verb, string said)
    {
        var found = await db.Write(async () =>
        {
            var space = slug is null ? null : await db.Spaces.Where(s => s.Slug == slug).Select(s => (Id<Space>?)s.Id).SingleOrDefaultAsync();
            if (slug is not null && space is null) return false;
            // Stands for a line that may not be there yet.
            await db.Lock("Members", me.Id.Value);
            if (await db.ReadLines.SingleOrDefaultAsync(l => l.MemberId == me.Id && l.SpaceId == space) is not { } line) db.ReadLines.Add(line = new ReadLine(me.Id, space));
            verb(line);
            return true;
        });
        if (!found) return NotFound();
        this.Say(texts[said]);
        return Redirect(slug is null ? "/discussions" : "/discussions/" + slug);
    }
}
