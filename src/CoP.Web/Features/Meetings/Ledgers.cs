using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Data.Mappings;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings;

/// <summary>
/// Whose turn it is, for whoever asks: reads the ledger and what became of turns. Also tells whether the community organises itself
/// (<see cref="Ledger.IsSelfOrganisingOn"/>).
/// </summary>
public sealed class Ledgers(CopDb db, TimeProvider clock)
{
    /// <summary>The quarter that it is in Massachusetts.</summary>
    public Quarter Current => Quarter.Of(Today);

    public LocalDate Today => clock.NowIn(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;

    public async Task<Ledger> Read() => new(await db.LedgerEntries.AsNoTracking().ToListAsync());

    /// <summary>The ledger, to which nobody else adds until the transaction ends, and by which nobody else gives a turn a date. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task<Ledger> Hold()
    {
        await db.Lock(LedgerEntryMapping.Table, LedgerEntry.FoundingId.Value);
        return await Read();
    }

    /// <summary>What became of all turns, whoever asks: how turns are shared out is the same figure for everyone.</summary>
    public async Task<MeetingsOnRecord> Record()
    {
        var now = clock.Now();
        return new(Current, Standing(await db.Meetings.AsNoTracking().Where(m => m.Kind == MeetingKind.Quarterly).ToListAsync()).ToDictionary(m => m.Quarter, m => new MeetingOnRecord(m.Host, m.Outcome(now), m.State != MeetingState.Cancelled)));
    }

    /// <summary>Turns from <paramref name="first"/> on, with what became of each.</summary>
    /// <param name="visible">The meetings that the reader may see.</param>
    public async Task<List<TurnRow>> Turns(IQueryable<QuarterlyMeeting> visible, Quarter first, int count) => await Turns(visible, await Read(), await Record(), first, count);

    /// <inheritdoc cref="Turns(IQueryable{QuarterlyMeeting},Quarter,int)"/>
    public static async Task<List<TurnRow>> Turns(IQueryable<QuarterlyMeeting> visible, Ledger ledger, MeetingsOnRecord record, Quarter first, int count)
    {
        var last = first + (count - 1);
        var meetings = Standing(await visible.AsNoTracking().Where(m => m.Kind == MeetingKind.Quarterly && m.Quarter >= first && m.Quarter <= last).ToListAsync()).ToDictionary(m => m.Quarter);
        return [.. first.Following(count).Select(quarter => new TurnRow(
            ledger.TurnOf(quarter, record),
            meetings.TryGetValue(quarter, out var m) ? new(m.Id, m.Host, m.State, m.Slot, m.AnnouncedAt is not null, m.EmptySeats.Any()) : null)
        {
            Reason = ledger.WhyHosts(quarter, record),
            Theirs = ledger.WhyHosts(quarter, record) switch
            {
                HostReason.Swapped(_, var other, _) => record.OutcomeOf(other),
                HostReason.TookOver(_, var other, _) => record.OutcomeOf(other),
                _ => TurnOutcome.Ahead,
            },
        })];
    }

    // Of several meetings of a quarter all but one were cancelled.
    static IEnumerable<QuarterlyMeeting> Standing(IEnumerable<QuarterlyMeeting> meetings) =>
        meetings.GroupBy(m => m.Quarter).Select(all => all.OrderBy(m => m.CreatedAt).LastOrDefault(m => m.State != MeetingState.Cancelled) ?? all.MaxBy(m => m.CreatedAt)!);
}
