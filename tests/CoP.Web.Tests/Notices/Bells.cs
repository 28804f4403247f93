using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Notices;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Notices;

static class Bells
{
    static readonly List<LetterKind> NoticeKinds = [.. Enum.GetValues<LetterKind>().Where(k => k.ToString().StartsWith("Notice", StringComparison.Ordinal))];

    public static Task<Reader> Reader(this Site site, CopDb db, Joined member) => site.Services.GetRequiredService<Anonymity>().ReaderOf(db, member.Id);

    /// <summary>Lets the site make all notices that are due.</summary>
    public static async Task Ring(this Site site)
    {
        var room = site.Services.GetRequiredService<NoticeRoom>();
        // The site's own loop may have taken one: then it is in hand, and soon done.
        await Site.Until(async () =>
        {
            await room.Work(CancellationToken.None);
            var now = site.Now;
            return !await site.Read(db => db.Occasions.AnyAsync(o => o.FannedOutAt == null && o.DueAt <= now && NoticeKinds.Contains(o.Kind)));
        }, "all notices are made");
    }

    /// <summary>What the bell says, with the notices on the page, the newest first.</summary>
    public static async Task<(int Count, string[] Notices)> Notices(this Site site, Visitor visitor)
    {
        await site.Ring();
        var page = await visitor.Get("/notices");
        return (int.Parse(page.One("#bell").GetAttribute("data-count")!, System.Globalization.CultureInfo.InvariantCulture), [.. page.All(".notice-list a").Select(a => a.TextContent.Trim())]);
    }

    public static Task Goes(this Visitor visitor, Thread thread, FollowLevel level) => visitor.Post($"/threads/{thread.Id}/level", ("_method", "PUT"), ("Level", level.ToString()));
}
