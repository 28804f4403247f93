using CoP.Domain.Calendars;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime.Text;

namespace CoP.Web.Features.Meetings.Turns;

/// <summary>The rotation to take along: as a table for a spreadsheet, and as entries for a calendar. In the language of the page.</summary>
public sealed class TurnExportsController(CopDb db, CurrentMember me, Ledgers ledgers, TurnWords words, MeetingEvents events, SiteAddress site, IStringLocalizer<TurnsText> texts) : Controller
{
    [HttpGet("/meetings/rotation.csv")]
    public async Task<IActionResult> Table()
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        var turns = await TurnsController.Shown(db, me.Viewer, ledger, record);
        string[] names = ["quarter", "first", "last", "due", "host", "outcome", "reason", "meeting", "why"];
        return File(Csv.Write([.. names.Select(n => texts["csv." + n].Value)], turns.Select(row => (string[])
        [
            row.Turn.Quarter.ToString(), LocalDatePattern.Iso.Format(row.Turn.Quarter.First), LocalDatePattern.Iso.Format(row.Turn.Quarter.Last),
            words.Of(row.Turn.Due), words.Of(row.Turn.Host), texts["csv.outcome." + row.Turn.Outcome], words.Reason(row),
            row.Meeting is { State: not MeetingState.Postponed } meeting ? LocalDatePattern.Iso.Format(meeting.Slot.Start.Date) : "",
            ledger.Entries.LastOrDefault(e => e.Kind is not LedgerEntryKind.Order && e.Concerns(row.Turn.Quarter))?.Why ?? "",
        ])), Csv.MediaType, "turns.csv");
    }

    /// <summary>From this quarter on: a meeting where members know of one, and else the quarter as days without an hour.</summary>
    [HttpGet("/meetings/rotation.ics")]
    public async Task<IActionResult> Calendar()
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        var turns = await Ledgers.Turns(db.Meetings.VisibleTo(me.Viewer), ledger, record, record.Current, Ledger.Horizon + 1);
        var ids = turns.Where(t => t.Meeting is { State: not (MeetingState.Cancelled or MeetingState.Postponed) }).Select(t => t.Meeting!.Id).ToList();
        var meetings = await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Where(m => ids.Contains(m.Id)).ToListAsync();
        return File(
            CalendarText.Download(
                texts["ics.name"],
                [.. meetings.OrderBy(m => m.Slot.Start).Select(m => events.ToCalendarEvent(m, Languages.Current))],
                [.. turns.Where(t => t.Meeting is null or { State: MeetingState.Postponed } && t.Turn.Outcome == TurnOutcome.Ahead).Select(t => ToDays(t, ledger))]),
            CalendarText.MediaType, "turns.ics");
    }

    CalendarDays ToDays(TurnRow row, Ledger ledger)
    {
        // What was decided on this turn numbers its editions, so that a calendar takes a later one for the newer.
        var decided = ledger.Entries.Where(e => e.Concerns(row.Turn.Quarter)).ToList();
        return new(
            $"turn-{row.Turn.Quarter}@peer-supervision-cop", new Stamp(decided.Count - 1, LedgerEntry.FoundedAt, decided[^1].At),
            row.Turn.Quarter.First, row.Turn.Quarter.Last, texts["ics.turn", words.Of(row.Turn.Host)])
        {
            Description = words.Reason(row),
            Url = site.To("/meetings/rotation"),
        };
    }
}
