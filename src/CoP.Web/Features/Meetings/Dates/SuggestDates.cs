using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Planning;

namespace CoP.Web.Features.Meetings.Dates;

/// <summary>Finds dates that suit the meeting of a quarter.</summary>
public sealed class SuggestDates(CopDb db, Ledgers ledgers)
{
    public async Task<IReadOnlyList<DateSuggestion>> For(Quarter quarter) => DateSuggestions.For(await Scene(quarter));

    /// <summary>Dates to move a meeting to. One that is postponed can have the date back that it had.</summary>
    public async Task<IReadOnlyList<DateSuggestion>> InsteadOf(PlanPage now) =>
        DateSuggestions.For(await Scene(now.Quarter, now.Id), insteadOf: now.State == MeetingState.Postponed ? null : now.Slot);

    /// <param name="except">The meeting that is to have another date, and is not in its own way.</param>
    public async Task<DateScene> Scene(Quarter quarter, Id<QuarterlyMeeting>? except = null) => new(
        quarter, ledgers.Today, await Habit(), await Blocked(quarter.First.PlusDays(-7), quarter.Last.PlusDays(7)), await Others(quarter.First.PlusDays(-7), quarter.Last.PlusDays(7), except));

    /// <summary>What is to be thought of at a date that somebody chose; a meeting may be held behind its quarter, so that the day decides what is near.</summary>
    public async Task<IEnumerable<DateNote>> Cautions(LocalSlot slot, Id<QuarterlyMeeting>? except = null) =>
        DateSuggestions.Cautions(slot, await Scene(Quarter.Of(slot.Start.Date), except));

    async Task<MeetingHabit> Habit() => MeetingHabit.Of(await db.Meetings.AsNoTracking()
        .Where(m => m.Kind == MeetingKind.Quarterly && m.State != MeetingState.Cancelled && m.State != MeetingState.Postponed).OrderByDescending(m => m.Slot.Start).Take(MeetingHabit.Looks).Select(m => m.Slot).ToListAsync());

    Task<List<BlockedDays>> Blocked(LocalDate first, LocalDate last) =>
        db.BlockedDays.AsNoTracking().Where(b => b.Last >= first && b.First <= last).OrderBy(b => b.First).ThenBy(b => b.Id).ToListAsync();

    async Task<List<LocalSlot>> Others(LocalDate first, LocalDate last, Id<QuarterlyMeeting>? except)
    {
        var (from, until) = (first.AtMidnight(), last.PlusDays(1).AtMidnight());
        return await db.Meetings.AsNoTracking().Where(m => m.State != MeetingState.Cancelled && m.State != MeetingState.Postponed && m.Id != except && m.Slot.Start >= from && m.Slot.Start < until)
            .OrderBy(m => m.Slot.Start).Select(m => m.Slot).ToListAsync();
    }
}
