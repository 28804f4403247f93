using CoP.Web.Mail;

namespace CoP.Web.Data;

/// <summary>What the post room takes out of the database, such that two of them never take the same.</summary>
static class Outbox
{
    /// <summary>The next occasion whose letters, or whose notices, are to be made up. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task<Occasion?> NextOccasion(this CopDb db, Instant now, bool notices = false)
    {
        var sql = $$"""SELECT * FROM "Occasions" WHERE "FannedOutAt" IS NULL AND "DueAt" <= {0} AND "Kind" {{(notices ? "" : "NOT ")}}LIKE 'Notice%' ORDER BY "DueAt" LIMIT 1""" + db.SkipLocked;
        return (await db.Occasions.FromSqlRaw(sql, now.ToUnixTimeTicks()).ToListAsync()).FirstOrDefault();
    }

    /// <summary>Letters that are due and that no worker has, those that someone waits for first. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static Task<List<Letter>> DueLetters(this CopDb db, int most, Instant now)
    {
        var sql = """
            SELECT * FROM "Letters" WHERE "State" = 'Waiting' AND "DueAt" <= {0} AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {0})
            ORDER BY "IsUrgent" DESC, "DueAt" LIMIT {1}
            """ + db.SkipLocked;
        return db.Letters.FromSqlRaw(sql, now.ToUnixTimeTicks(), most).ToListAsync();
    }

    /// <summary>When there will be something to do; null when nothing waits.</summary>
    public static async Task<Instant?> NextDue(this CopDb db)
    {
        var occasion = await db.Occasions.Where(o => o.FannedOutAt == null && o.Kind != LetterKind.NoticeOfPost && o.Kind != LetterKind.NoticeOfEdit && o.Kind != LetterKind.NoticeOfHelp && o.Kind != LetterKind.NoticeOfConcern && o.Kind != LetterKind.NoticeOfOpening && o.Kind != LetterKind.NoticeOfLetter).OrderBy(o => o.DueAt).Select(o => (Instant?)o.DueAt).FirstOrDefaultAsync();
        var letter = await db.Letters.Where(l => l.State == LetterState.Waiting)
            .Select(l => (Instant?)(l.LeasedUntil != null && l.LeasedUntil > l.DueAt ? l.LeasedUntil.Value : l.DueAt)).OrderBy(d => d).FirstOrDefaultAsync();
        return letter < occasion || occasion is null ? letter : occasion;
    }
}
