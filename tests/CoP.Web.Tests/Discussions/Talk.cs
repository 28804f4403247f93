using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions;

/// <summary>Discussions to test with, made by the verbs that the site uses.</summary>
public static class Talk
{
    public static async Task<Space> AddSpace(this Site site)
    {
        var space = new Space(Id<Space>.New(site.Now), $"space-{Guid.NewGuid():N}", 1, new("Role clarity", "Claridad del rol"), new("What is ours to do.", "Lo que nos toca."));
        await site.Write(db => db.Add(space));
        return space;
    }

    public static async Task<Thread> AddThread(
        this Site site, Joined author, AudienceKind audience = AudienceKind.AllMembers, int replies = 0, ThreadKind kind = ThreadKind.Question, string title = "How do others do it?", Joined? replier = null)
    {
        var space = await site.AddSpace();
        var thread = new Thread(space.Id, author.Id, kind, new Audience(audience), "en", title, SafeMarkdown.Render("Tell me *please*."), site.Now);
        for (var i = 1; i <= replies; i++) thread.Reply((replier ?? author).Id, "en", SafeMarkdown.Render($"Reply number {i}."), site.Now);
        await site.Write(db => db.Add(thread));
        return thread;
    }

    public static async Task<Viewer> Viewer(this Site site, Joined member) =>
        (await site.Read(db => CurrentMember.Find(db, member.Id)) ?? throw new InvalidOperationException()).Viewer;

    public static Task<Post> Post(this Site site, Thread thread, int sequence) =>
        site.Read(db => db.Posts.AsNoTracking().SingleAsync(p => p.ThreadId == thread.Id && p.Sequence == sequence));

    /// <summary>The list that has the thread and none of other tests.</summary>
    public static async Task<string> ListOf(this Site site, Thread thread) => "/discussions/" + await site.Read(db => db.Spaces.Where(s => s.Id == thread.SpaceId).Select(s => s.Slug).SingleAsync());

    public static string Address(this Thread thread) => $"/threads/{thread.Id}";
}

public static class Searching
{
    /// <summary>Every text column of every table that still holds the words.</summary>
    public static Task<List<string>> WhereIs(this Site site, string words) => site.Read(async db =>
    {
        var found = new List<string>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
            foreach (var column in table.Columns.Where(c => c.ProviderClrType == typeof(string)))
            {
                var (t, c) = ($"\"{table.Name}\"", $"\"{column.Name}\"");
                var sql = $"SELECT COUNT(*) AS \"Value\" FROM {t} WHERE CAST({c} AS text) LIKE '%{words}%'";
                if (await db.Database.SqlQueryRaw<long>(sql).SingleAsync() > 0) found.Add($"{t}.{c}");
            }
        return found;
    });
}
