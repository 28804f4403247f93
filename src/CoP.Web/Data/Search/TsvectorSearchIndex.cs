using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CoP.Web.Data.Search;

/// <summary>PostgreSQL's: a column of the entries' table with an inverted index over it.</summary>
sealed class TsvectorSearchIndex : ISearchIndex
{
    const int Walked = 2000;

    // What waits to be merged into the index is read through at every search; new posts are few, so nothing waits.
    const string Schema = """
        ALTER TABLE "SearchEntries" ADD COLUMN IF NOT EXISTS "Words" tsvector NOT NULL DEFAULT '';
        CREATE INDEX IF NOT EXISTS "IX_SearchEntries_Words" ON "SearchEntries" USING gin ("Words") WITH (fastupdate = off);
        """;

    public Task Create(CopDb db) => db.Database.ExecuteSqlRawAsync(Schema);

    // Others who write wait. To make the index over all words takes a fraction of the time that growing it text by text does.
    public Task Empty(CopDb db) => db.Database.ExecuteSqlRawAsync("""TRUNCATE "SearchEntries"; DROP INDEX "IX_SearchEntries_Words";""");

    public async Task Put(CopDb db, IReadOnlyList<SearchText> texts)
    {
        await using var batch = Batch(db);
        foreach (var text in texts)
            batch.BatchCommands.Add(new($"""
                INSERT INTO "SearchEntries" ("{text.Of.Column}", "At", "Words") VALUES ($1, $2, $3::tsvector)
                ON CONFLICT ("{text.Of.Column}") DO UPDATE SET "At" = excluded."At", "Words" = excluded."Words"
                """)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = text.Of.Value },
                    new NpgsqlParameter<long> { TypedValue = text.At.ToUnixTimeTicks() },
                    new NpgsqlParameter<string> { TypedValue = Write(text.Tokens), NpgsqlDbType = NpgsqlDbType.Text },
                },
            });
        await batch.ExecuteNonQueryAsync();
    }

    public async Task Remove(CopDb db, IReadOnlyList<SearchKey> texts)
    {
        await using var batch = Batch(db);
        foreach (var text in texts)
            batch.BatchCommands.Add(new($"""DELETE FROM "SearchEntries" WHERE "{text.Column}" = $1""") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = text.Value } } });
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// What is common is soon found by walking back from the newest; what is not, by the index over all words. PostgreSQL would have to
    /// guess which, and guesses badly of words that belong together. So the newest are walked through, and if that was not enough,
    /// there cannot be so many of the rest that looking them all up would take long. OFFSET 0 keeps it from walking there too, and from gathering every
    /// number there is first; put in order, only as many are joined with what else is asked of them as are wanted.
    /// </summary>
    public async Task<IReadOnlyList<IQueryable<SearchEntry>>> Matching(CopDb db, IReadOnlyList<IReadOnlyList<SearchTerm>> all, long from, long below)
    {
        var query = string.Join(" & ", all.Select(any => $"({string.Join(" | ", any.Select(Write))})"));
        var newest = await db.SearchEntries.Where(e => e.Number < below).MaxAsync(e => (long?)e.Number) ?? 0;
        var middle = Math.Max(from, newest - Walked);
        var walked = db.SearchEntries.FromSqlRaw("""SELECT "Number", "PostId", "MinutesId", "At" FROM "SearchEntries" WHERE "Words" @@ {0}::tsquery AND "Number" >= {1} AND "Number" < {2}""", Asked(query), middle, below);
        if (middle <= from) return [walked];
        return
        [
            walked,
            db.SearchEntries.FromSqlRaw("""
                SELECT * FROM (
                    SELECT * FROM (SELECT "Number", "PostId", "MinutesId", "At" FROM "SearchEntries" WHERE "Words" @@ {0}::tsquery OFFSET 0) AS found ORDER BY "Number" DESC OFFSET 0
                ) AS rest WHERE "Number" >= {1} AND "Number" < {2}
                """, Asked(query), from, middle),
        ];
    }

    // Sent as what it is and not as text, which PostgreSQL would take apart anew for each row that it looks at.
    static NpgsqlParameter Asked(string query) => new() { Value = query, NpgsqlDbType = NpgsqlDbType.Unknown };

    // Words and marks are letters, digits and colons: quoted, nothing in them means anything to the parser.
    static string Write(SearchTerm term) => $"({string.Join(" <-> ", term.Words.Select(w => $"'{w}'"))}{(term.IsPrefix ? ":*" : "")})";

    static string Write(IReadOnlyList<string> tokens)
    {
        var places = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] == SearchMark.Gap) continue;
            if (places.TryGetValue(tokens[i], out var known)) known.Append(',');
            else places.Add(tokens[i], known = new StringBuilder());
            known.Append(CultureInfo.InvariantCulture, $"{i + 1}");
        }
        var text = new StringBuilder();
        foreach (var (word, at) in places) text.Append('\'').Append(word).Append("':").Append(at).Append(' ');
        return text.ToString();
    }

    static NpgsqlBatch Batch(CopDb db) => new((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
}
