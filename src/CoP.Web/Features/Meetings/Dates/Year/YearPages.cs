using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Dates.Year;

/// <summary>The next turns without a meeting, on one page, and the meetings that nobody has been told of.</summary>
/// <param name="Rows">As many as there are in <paramref name="Input"/>, in the same order.</param>
public sealed record YearPage(IReadOnlyList<YearRow> Rows, YearInput Input, IReadOnlyList<Person> Contacts, IReadOnlyList<PlanPage> Waiting)
{
    public IEnumerable<PlanPage> Ready => Waiting.Where(m => m.CanBeAnnounced);
}

public sealed record YearRow(Quarter Quarter, Area Host, IReadOnlyList<DateSuggestion> Suggestions);

public sealed class YearPages(CopDb db, CurrentMember me, TimeProvider clock, Ledgers ledgers, SuggestDates suggest, PlanPages plans)
{
    public const int Turns = 4;

    /// <summary>Most meetings that one form speaks of; more than anybody was shown is nobody's slip.</summary>
    public const int RowsAtMost = 12;

    /// <summary>How many suggestions a turn has: four turns with five each would fill the page.</summary>
    const int Offered = 3;

    /// <summary>The page with everything filled in as far as it is known.</summary>
    public async Task<YearPage> Fresh()
    {
        var (record, current) = (await ledgers.Record(), ledgers.Current);
        var rows = new List<YearRowInput>();
        foreach (var quarter in current.Following(3 * Turns).Where(q => !record.HasMeeting(q)))
        {
            var best = (await suggest.For(quarter)).FirstOrDefault();
            // What is left of this quarter may be too little to ask for access and to book it.
            if (quarter == current && best?.Notes.Any(n => n is DateNote.ShortNotice) != false) continue;
            rows.Add(new() { Quarter = quarter, Include = true, Pick = best is null ? null : DayPick.Write(best.Slot), Time = best?.Slot.Start.TimeOfDay ?? MeetingHabit.None.Time, Minutes = best?.Slot.Minutes ?? MeetingHabit.None.Minutes });
            if (rows.Count == Turns) break;
        }
        return await Page(await Carried(new() { Rows = [.. rows] }));
    }

    /// <summary>The page with what was sent.</summary>
    public async Task<YearPage> Page(YearInput input)
    {
        var rotation = (await ledgers.Read()).Rotation;
        var rows = new List<YearRow>();
        foreach (var row in input.Rows) rows.Add(new(row.Quarter, rotation.HostOf(row.Quarter), [.. (await suggest.For(row.Quarter)).Take(Offered)]));
        return new(rows, input, (await plans.CandidatesFor(null)).Contacts, await Waiting());
    }

    /// <summary>Whether the form speaks of turns that are there to be scheduled, each once.</summary>
    public bool IsOurs(YearInput input) =>
        input.Rows.Length is > 0 and <= RowsAtMost && input.Rows.Select(r => r.Quarter).Distinct().Count() == input.Rows.Length
        && input.Rows.All(r => r.Quarter != default && r.Quarter >= ledgers.Current && r.Quarter - ledgers.Current <= Ledger.Horizon);

    /// <summary>What stays from meeting to meeting, as it was at the latest one that has it.</summary>
    public async Task<YearInput> Carried(YearInput input)
    {
        var last = await db.Meetings.AsNoTracking().Where(m => m.Kind == MeetingKind.Quarterly && m.State != MeetingState.Cancelled && m.Link != null && m.DialIn != null)
            .OrderByDescending(m => m.Slot.Start).FirstOrDefaultAsync();
        var contact = last is null ? null : await db.Members
            .Where(m => m.Id == last.AccessContactId && m.State == MemberState.Active && (m.Duties & (Duties.Committee | Duties.Facilitator)) != Duties.None).Select(m => (Id<Member>?)m.Id).SingleOrDefaultAsync();
        (input.Link, input.DialIn, input.Contact) = (last?.Link, last?.DialIn, (contact ?? me.Id).ToString());
        return input;
    }

    async Task<IReadOnlyList<PlanPage>> Waiting()
    {
        var since = clock.NowIn(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]);
        var ids = await db.Meetings.Where(m => m.State == MeetingState.Scheduled && m.Kind == MeetingKind.Quarterly && m.Slot.Start > since)
            .OrderBy(m => m.Slot.Start).Take(RowsAtMost).Select(m => m.Id).ToListAsync();
        var waiting = new List<PlanPage>();
        foreach (var id in ids)
            if (await plans.Find(id) is { } page) waiting.Add(page);
        return waiting;
    }
}
