using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Moderation;

/// <summary>
/// Tells open pages that a post is shown again. Every page and list goes by the clock and needs no telling; what is open
/// waits for a version.
/// </summary>
public sealed class EndHidings(CopDb db, Written written, TimeProvider clock)
{
    public async Task Due()
    {
        var now = clock.Now();
        foreach (var over in await db.Posts.Where(p => p.HiddenUntil <= now).Select(p => new { p.Id, p.ThreadId }).Take(100).ToListAsync())
            await db.Write(async () =>
            {
                if (await db.Threads.ForUpdate(over.ThreadId) is not { } thread || await db.Posts.SingleOrDefaultAsync(p => p.Id == over.Id) is not { } post) return;
                var version = thread.Version;
                thread.Reveal(post, now);
                // Another node may have been first.
                if (thread.Version == version) return;
                await written.ShowQuotations(post);
                db.Changed(thread);
            });
    }
}
