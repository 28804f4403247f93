using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Moderation;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Moderation;

/// <summary>What members and moderators do with a post, by the forms that they have.</summary>
internal static class Watch
{
    public static Task<Page> Raise(this Visitor visitor, Thread thread, Post post, string words = "", Joined? about = null) =>
        visitor.Post($"{thread.Address()}/replies/{post.Id}/concern", ("Reason", "Disrespect"), ("Words", words), ("About", about?.Id.ToString() ?? ""));

    /// <summary>The case of a post that somebody has just raised a concern about.</summary>
    public static async Task<Id<Case>> Raised(this Site site, Thread thread, int sequence)
    {
        var post = await site.Post(thread, sequence);
        (await (await site.SignIn(Kind.Supporter)).Raise(thread, post)).Is(HttpStatusCode.OK);
        return await site.Read(db => db.Cases.Where(c => c.PostId == post.Id).Select(c => c.Id).SingleAsync());
    }

    public static Task<Page> Decides(this Visitor moderator, Id<Case> @case, string what, string words = "Because.") =>
        moderator.Post($"/moderation/{@case}/{what}", ("Reason", "Disrespect"), ("Words", words));

    public static async Task<bool> HasCase(this Visitor moderator, Id<Case> @case)
    {
        var page = await moderator.Get($"/moderation/{@case}");
        var listed = false;
        for (var queue = await moderator.Get("/moderation"); ; queue = await queue.Follow("nav.pager a"))
        {
            listed |= queue.Has($"a[href='/moderation/{@case}']");
            if (listed || !queue.Has("nav.pager a")) break;
        }
        Assert.Equal(page.Status == HttpStatusCode.OK, listed);
        return listed;
    }
}
