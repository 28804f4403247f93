using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Search;

/// <summary>Texts to be found, and what is found by whom.</summary>
static class Library
{
    /// <summary>A word that is in no other test.</summary>
    public static string Word() => string.Concat(Guid.NewGuid().ToString("N").Select(c => char.IsDigit(c) ? (char)('g' + (c - '0')) : c))[..20];

    public static async Task<Thread> AddText(this Site site, Joined author, string title, string body, Audience? to = null, ThreadKind kind = ThreadKind.Question, Space? space = null, Instant? at = null)
    {
        space ??= await site.AddSpace();
        var thread = new Thread(space.Id, author.Id, kind, to ?? Audience.Everyone, "en", title, SafeMarkdown.Render(body), at ?? site.Now);
        await site.Write(db => db.Add(thread));
        return thread;
    }

    public static async Task<Post> AddReply(this Site site, Thread thread, Joined author, string body, Instant? at = null)
    {
        Post? reply = null;
        await site.Write(async db =>
        {
            var found = await db.Threads.FindAsync(thread.Id) ?? throw new InvalidOperationException();
            reply = found.Reply(author.Id, "en", SafeMarkdown.Render(body), at ?? site.Now);
        });
        return reply!;
    }

    /// <summary>The page that answers a question.</summary>
    public static Task<Page> Search(this Visitor visitor, string question) => visitor.Get("/search?q=" + Uri.EscapeDataString(question));

    /// <summary>The texts that were found, each as far as it is shown.</summary>
    public static IReadOnlyList<string> Hits(this Page page) => [.. page.All(".hits .snippet").Select(Page.Words)];

    public static async Task<IReadOnlyList<string>> Find(this Visitor visitor, string question) => (await visitor.Search(question)).Is(System.Net.HttpStatusCode.OK).Hits();
}

/// <summary>The index as it lies in the database.</summary>
static class Index
{
    /// <summary>The tables of the index that hold a word in any form.</summary>
    public static Task<List<string>> InTheIndex(this Site site, string word) => site.Read(async db =>
    {
        var found = new List<string>();
        string[] tables = site.Kind == DatabaseKind.Postgres ? ["SearchEntries"] : ["SearchWords_content", "SearchWords_data"];
        foreach (var table in tables)
        {
            var column = (site.Kind, table) switch { (DatabaseKind.Postgres, _) => "CAST(\"Words\" AS text)", (_, "SearchWords_data") => "hex(block)", _ => "c0" };
            // In a block of the index words share their beginnings, so only the end of one is sure to be there.
            var sought = table == "SearchWords_data" ? Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(word[8..])) : word;
            var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\" WHERE {column} LIKE '%{sought}%'";
            if (await db.Database.SqlQueryRaw<long>(sql).SingleAsync() > 0) found.Add(table);
        }
        return found;
    });

    /// <summary>All that the index keeps of texts with these words.</summary>
    public static Task<List<string>> TokensWith(this Site site, params string[] words) => site.Read(db =>
    {
        var (table, column) = site.Kind == DatabaseKind.Postgres ? ("SearchEntries", "CAST(\"Words\" AS text)") : ("SearchWords_content", "c0");
        var sql = $"SELECT {column} AS \"Value\" FROM \"{table}\" WHERE {string.Join(" AND ", words.Select(w => $"{column} LIKE '%{w}%'"))}";
        return db.Database.SqlQueryRaw<string>(sql).ToListAsync();
    });
}
