using CoP.Domain.Reminders;
using CoP.Domain.Members;
using CoP.Web.Mail;

namespace CoP.Web.Data;

/// <summary>What the post room takes out of the database, such that two of them never take the same.</summary>
static class Outbox
{
    const string Due = """SELECT * FROM "Occasions" WHERE "FannedOutAt" IS NULL AND "SetAsideAt" IS NULL AND "DueAt" <= {0} AND """;

    /// <summary>The next occasion whose letters, or whose notices, are to be made up. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task<Occasion?> NextOccasion(this CopDb db, Instant now, bool notices = false)
    {
        var sql = Due + $""" "Kind" {(notices ? "" : "NOT ")}LIKE 'Notice%' ORDER BY "DueAt" LIMIT 1""" + db.SkipLocked;
        return (await db.Occasions.FromSqlRaw(sql, now.ToUnixTimeTicks()).ToListAsync()).FirstOrDefault();
    }

    /// <summary>The next for whose letters somebody waits before a screen. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task<Occasion?> NextUrgentOccasion(this CopDb db, Instant now)
    {
        var sql = Due + $""" "Kind" IN ({string.Join(", ", LetterKinds.Urgent.Select(kind => $"'{kind}'"))}) ORDER BY "DueAt" LIMIT 1""" + db.SkipLocked;
        return (await db.Occasions.FromSqlRaw(sql, now.ToUnixTimeTicks()).ToListAsync()).FirstOrDefault();
    }

    /// <summary>Whether there is such an occasion, asked without holding anybody up.</summary>
    public static Task<bool> HasUrgentOccasion(this CopDb db, Instant now) =>
        db.Occasions.AnyAsync(o => o.FannedOutAt == null && o.SetAsideAt == null && o.DueAt <= now && LetterKinds.Urgent.Contains(o.Kind));

    /// <summary>
    /// A letter that is due and that no worker has, one that somebody waits for first. One whose time was set when the clock showed a later hour than now is due as well: how
    /// long it was to wait can no longer be told. Only inside <see cref="CopDb.Write{T}"/>.
    /// </summary>
    public static async Task<Letter?> NextLetter(this CopDb db, Instant now, bool urgentOnly)
    {
        foreach (var urgent in (bool[])(urgentOnly ? [true] : [true, false]))
        {
            var sql = """
                SELECT * FROM "Letters" WHERE "State" = 'Waiting' AND "IsUrgent" = {2} AND "LeasedAt" IS NULL AND ("DueAt" <= {0} OR "SetAt" > {1})
                ORDER BY "DueAt" LIMIT 1
                """ + db.SkipLocked;
            var (ticks, skew) = (now.ToUnixTimeTicks(), (now + PostRoom.Skew).ToUnixTimeTicks());
            if ((await db.Letters.FromSqlRaw(sql, ticks, skew, urgent).ToListAsync()).FirstOrDefault() is { } letter) return letter;
        }
        return null;
    }

    /// <summary>The letters that workers have, and the number that each worker holds.</summary>
    public static async Task<List<(Id<Letter> Id, long Fence)>> LettersInHand(this CopDb db) =>
        (await db.Letters.Where(l => l.LeasedAt != null).Select(l => new { l.Id, l.Fence }).ToListAsync()).ConvertAll(l => (l.Id, l.Fence));

    /// <summary>When there will be something to do; null when nothing waits.</summary>
    public static async Task<Instant?> NextDue(this CopDb db)
    {
        var occasion = await db.Occasions
            .Where(o => o.FannedOutAt == null && o.SetAsideAt == null && o.Kind != LetterKind.NoticeOfPost && o.Kind != LetterKind.NoticeOfEdit && o.Kind != LetterKind.NoticeOfHelp && o.Kind != LetterKind.NoticeOfConcern && o.Kind != LetterKind.NoticeOfOpening && o.Kind != LetterKind.NoticeOfLetter)
            .OrderBy(o => o.DueAt).Select(o => (Instant?)o.DueAt).FirstOrDefaultAsync();
        var letter = await db.Letters.Where(l => l.State == LetterState.Waiting && l.LeasedAt == null).OrderBy(l => l.DueAt).Select(l => (Instant?)l.DueAt).FirstOrDefaultAsync();
        return letter < occasion || occasion is null ? letter : occasion;
    }

    /// <summary>How mail to a member's address has fared, to be written to. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task<AddressStanding> StandingOf(this CopDb db, Id<Member> member, string address)
    {
        await db.Lock("Members", member.Value);
        if (await db.AddressStandings.SingleOrDefaultAsync(s => s.MemberId == member) is { } standing) return standing;
        standing = new AddressStanding(member, address);
        db.AddressStandings.Add(standing);
        return standing;
    }
}
