using System.Data.Common;
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
        await using var post = Command(db, Insert("PostId"), "@of", "@at");
        await using var minutes = Command(db, Insert("MinutesId"), "@of", "@at");
        await using var words = Command(db, """INSERT OR REPLACE INTO "SearchWords" ("rowid", "Words") VALUES (@number, @words)""", "@number", "@words");
        foreach (var text in texts)
        {
            var entry = text.Of.IsMinutes ? minutes : post;
            (entry.Parameters[0].Value, entry.Parameters[1].Value) = (text.Of.Value, text.At.ToUnixTimeTicks());
            (words.Parameters[0].Value, words.Parameters[1].Value) = (await entry.ExecuteScalarAsync(), string.Join(' ', text.Tokens));
            await words.ExecuteNonQueryAsync();
        }
    }

    public async Task Remove(CopDb db, IReadOnlyList<SearchKey> texts)
    {
        foreach (var same in texts.GroupBy(t => t.Column))
        {
            await using var words = Command(db, $"""DELETE FROM "SearchWords" WHERE "rowid" = (SELECT "Number" FROM "SearchEntries" WHERE "{same.Key}" = @of)""", "@of");
            await using var entry = Command(db, $"""DELETE FROM "SearchEntries" WHERE "{same.Key}" = @of""", "@of");
            foreach (var text in same)
            {
                words.Parameters[0].Value = entry.Parameters[0].Value = text.Value;
                await words.ExecuteNonQueryAsync();
                await entry.ExecuteNonQueryAsync();
            }
        }
    }

    static string Insert(string column) => $"""
        INSERT INTO "SearchEntries" ("{column}", "At") VALUES (@of, @at) ON CONFLICT ("{column}") DO UPDATE SET "At" = excluded."At" RETURNING "Number"
        """;

    // The number is taken from the index itself: then its own order, newest first, is the one asked for and nothing is sorted.
    public Task<IReadOnlyList<IQueryable<SearchEntry>>> Matching(CopDb db, IReadOnlyList<IReadOnlyList<SearchTerm>> all, long from, long below)
    {
        var query = string.Join(" AND ", all.Select(any => $"({string.Join(" OR ", any.Select(Write))})"));
        return Task.FromResult<IReadOnlyList<IQueryable<SearchEntry>>>([db.SearchEntries.FromSqlRaw("""
            SELECT w."rowid" AS "Number", e."PostId", e."MinutesId", e."At" FROM "SearchWords" AS w CROSS JOIN "SearchEntries" AS e ON e."Number" = w."rowid"
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
