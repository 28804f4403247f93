using System.Data.Common;
using CoP.Domain.Discussions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CoP.Web.Data.Search;

/// <summary>SQLite's own full-text index, in a table beside the entries.</summary>
sealed class Fts5SearchIndex : ISearchIndex
{
    // The tokenizer "ascii" takes every sign outside ASCII as part of a word: with spaces between them it leaves our words as they
    // are, whatever Unicode SQLite knows. Secure-delete takes words out of the index at once, not when it is next tidied up.
    const string Schema = """
        CREATE VIRTUAL TABLE IF NOT EXISTS "SearchWords" USING fts5("Words", tokenize = "ascii tokenchars ':'", prefix = '3 4');
        INSERT INTO "SearchWords" ("SearchWords", "rank") VALUES ('secure-delete', 1);
        """;

    public Task Create(CopDb db) => db.Database.ExecuteSqlRawAsync(Schema);

    public Task Empty(CopDb db) => db.Database.ExecuteSqlRawAsync("""DELETE FROM "SearchEntries"; DROP TABLE "SearchWords";""" + Schema);

    public async Task Put(CopDb db, IReadOnlyList<SearchText> texts)
    {
        await using var entry = Command(db, """
            INSERT INTO "SearchEntries" ("PostId", "At") VALUES (@post, @at) ON CONFLICT ("PostId") DO UPDATE SET "At" = excluded."At" RETURNING "Number"
            """, "@post", "@at");
        await using var words = Command(db, """INSERT OR REPLACE INTO "SearchWords" ("rowid", "Words") VALUES (@number, @words)""", "@number", "@words");
        foreach (var text in texts)
        {
            (entry.Parameters[0].Value, entry.Parameters[1].Value) = (text.Post.Value, text.At.ToUnixTimeTicks());
            (words.Parameters[0].Value, words.Parameters[1].Value) = (await entry.ExecuteScalarAsync(), string.Join(' ', text.Tokens));
            await words.ExecuteNonQueryAsync();
        }
    }

    public async Task Remove(CopDb db, IReadOnlyList<Id<Post>> posts)
    {
        await using var words = Command(db, """DELETE FROM "SearchWords" WHERE "rowid" = (SELECT "Number" FROM "SearchEntries" WHERE "PostId" = @post)""", "@post");
        await using var entry = Command(db, """DELETE FROM "SearchEntries" WHERE "PostId" = @post""", "@post");
        foreach (var post in posts)
        {
            words.Parameters[0].Value = entry.Parameters[0].Value = post.Value;
            await words.ExecuteNonQueryAsync();
            await entry.ExecuteNonQueryAsync();
        }
    }

    // The number is taken from the index itself: then its own order, newest first, is the one asked for and nothing is sorted.
    public Task<IReadOnlyList<IQueryable<SearchEntry>>> Matching(CopDb db, IReadOnlyList<IReadOnlyList<SearchTerm>> all, long from, long below)
    {
        var query = string.Join(" AND ", all.Select(any => $"({string.Join(" OR ", any.Select(Write))})"));
        return Task.FromResult<IReadOnlyList<IQueryable<SearchEntry>>>([db.SearchEntries.FromSqlRaw("""
            SELECT w."rowid" AS "Number", e."PostId", e."At" FROM "SearchWords" AS w CROSS JOIN "SearchEntries" AS e ON e."Number" = w."rowid"
            WHERE w."SearchWords" MATCH {0} AND w."rowid" >= {1} AND w."rowid" < {2}
            """, query, from, below)]);
    }

    static string Write(SearchTerm term) => $"\"{string.Join(' ', term.Words)}\"{(term.IsPrefix ? " *" : "")}";

    static DbCommand Command(CopDb db, string sql, params string[] parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
