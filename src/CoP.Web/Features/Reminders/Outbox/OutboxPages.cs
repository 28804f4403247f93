using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Reminders.Outbox;

/// <param name="Oldest">Since when the oldest of them has been due; null while none is.</param>
/// <param name="Unreached">How many members cannot be reached.</param>
public sealed record Queue(int Waiting, int InHand, int Occasions, Instant? Oldest, int Unreached);

/// <summary>How many letters went wrong for one reason.</summary>
public sealed record FailureCount(string Reason, int Failed, int PutOff);

/// <param name="Name">Whom it is to; null for someone who is no member.</param>
/// <param name="IsNamed">Whether that may be said: of some letters nobody is to know whom they are to.</param>
public sealed record FailedRow(Id<Letter> Id, LetterKind Kind, string? Name, bool IsNamed, string? Reply, Instant At);

public sealed record SetAsideRow(Id<Occasion> Id, LetterKind Kind, string? Reply, Instant At);

public sealed record OutboxPage(Queue Queue, IReadOnlyList<FailureCount> Reasons, IReadOnlyList<SetAsideRow> SetAside, IReadOnlyList<FailedRow> Failed, Id<Letter>? Next);

/// <summary>Nothing of it says who it was to or what it was about.</summary>
public sealed record SentRow(LetterKind Kind, LetterState State, string? Reason, Instant At);

public sealed record SentPage(IReadOnlyList<SentRow> Rows, Id<Letter>? Next);

/// <summary>What the outbox looks like to who sees to it.</summary>
public sealed class OutboxPages(CopDb db, IServiceProvider services, TimeProvider clock)
{
    const int PageSize = 50;
    const int MostReasons = 20;

    // Counting what was long ago would tell nothing of how it goes now.
    static readonly Duration counted = Duration.FromDays(30);

    public async Task<OutboxPage> Outbox(Id<Letter>? before)
    {
        var (failed, next) = await Failed(before);
        return new OutboxPage(await Queue(), await Reasons(), await SetAside(), failed, next);
    }

    /// <summary>Whether it is kept of letters of a kind that they went.</summary>
    public bool IsOnRecord(LetterKind kind) => services.GetRequiredKeyedService<Composer>(kind).IsOnRecord;

    public async Task<SentPage> Sent(Id<Letter>? before)
    {
        var rows = await (from l in Before(db.Letters.Where(l => l.FinishedAt != null), before)
                          join o in db.Occasions on l.OccasionId equals o.Id
                          orderby l.FinishedAt descending, l.Id descending
                          select new { l.Id, o.Kind, l.State, l.Outcome, At = l.FinishedAt!.Value }).Take(PageSize + 1).ToListAsync();
        // What a server said may quote what was sent.
        return new SentPage([.. rows.Take(PageSize).Select(r => new SentRow(r.Kind, r.State, r.State == LetterState.Void ? r.Outcome : null, r.At))], rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }

    async Task<Queue> Queue()
    {
        var now = clock.Now();
        var waiting = db.Letters.Where(l => l.State == LetterState.Waiting);
        return new Queue(
            await waiting.CountAsync(), await db.Letters.CountAsync(l => l.LeasedAt != null),
            (await db.Occasions.Where(o => o.FannedOutAt == null && o.SetAsideAt == null && o.DueAt <= now).Select(o => o.Kind).ToListAsync()).Count(kind => kind.IsLetter()),
            await waiting.Where(l => l.DueAt <= now).OrderBy(l => l.DueAt).Select(l => (Instant?)l.DueAt).FirstOrDefaultAsync(),
            await db.AddressStandings.CountAsync(s => s.RefusedAt != null));
    }

    async Task<List<FailureCount>> Reasons()
    {
        var since = clock.Now() - counted;
        var failed = await db.Letters.Where(l => (l.State == LetterState.Refused || l.State == LetterState.GivenUp || l.State == LetterState.SetAside) && l.FinishedAt > since)
            .GroupBy(l => l.Failure).Select(g => new { Reason = g.Key, Count = g.Count() }).ToListAsync();
        var putOff = await db.Letters.Where(l => l.State == LetterState.Waiting && l.Failure != null)
            .GroupBy(l => l.Failure).Select(g => new { Reason = g.Key, Count = g.Count() }).ToListAsync();
        return [.. failed.Select(f => new FailureCount(f.Reason ?? "?", f.Count, 0)).Concat(putOff.Select(p => new FailureCount(p.Reason ?? "?", 0, p.Count)))
            .GroupBy(f => f.Reason, (reason, same) => new FailureCount(reason, same.Sum(f => f.Failed), same.Sum(f => f.PutOff)))
            .OrderByDescending(f => f.Failed + f.PutOff).ThenBy(f => f.Reason, StringComparer.Ordinal).Take(MostReasons)];
    }

    Task<List<SetAsideRow>> SetAside() => db.Occasions.Where(o => o.SetAsideAt != null).OrderByDescending(o => o.SetAsideAt).Take(PageSize)
        .Select(o => new SetAsideRow(o.Id, o.Kind, o.Failure, o.SetAsideAt!.Value)).ToListAsync();

    async Task<(List<FailedRow> Rows, Id<Letter>? Next)> Failed(Id<Letter>? before)
    {
        var failed = db.Letters.Where(l => l.State == LetterState.Refused || l.State == LetterState.GivenUp || l.State == LetterState.SetAside);
        var letters = await (from l in Before(failed, before)
                             join o in db.Occasions on l.OccasionId equals o.Id
                             orderby l.FinishedAt descending, l.Id descending
                             select new { l.Id, o.Kind, l.Recipient, l.Outcome, At = l.FinishedAt!.Value }).Take(PageSize + 1).ToListAsync();
        var recipients = letters.ConvertAll(l => new Id<Member>(l.Recipient));
        var names = await db.Members.Where(m => recipients.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name);
        return ([.. letters.Take(PageSize).Select(l => new FailedRow(l.Id, l.Kind, names.GetValueOrDefault(new Id<Member>(l.Recipient)), IsOnRecord(l.Kind), l.Outcome, l.At))],
            letters.Count > PageSize ? letters[PageSize - 1].Id : null);
    }

    // By when they ended, and of those that ended together by their ids.
    IQueryable<Letter> Before(IQueryable<Letter> letters, Id<Letter>? before)
    {
        if (before is not { } id) return letters;
        var at = db.Letters.Where(l => l.Id == id).Select(l => l.FinishedAt);
        return letters.Where(l => l.FinishedAt < at.First() || (l.FinishedAt == at.First() && l.Id.CompareTo(id) < 0));
    }
}
