using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Exchanges;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Turns;

public sealed class TurnsController(CopDb db, CurrentMember me, Ledgers ledgers, LedgerHistory history, ProposalPages proposals) : Controller
{
    /// <summary>How far the rotation is shown, back and forward.</summary>
    internal const int Years = 10;

    [HttpGet("/meetings/rotation")]
    public async Task<IActionResult> Show()
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        return View(new RotationPage(
            new(await Shown(db, me.Viewer, ledger, record), record.Current), ledger.Balances(record), ledger.Rotation.Orders, ledger.SelfOrganisingFrom, ledgers.Today,
            await proposals.Waiting()));
    }

    [HttpGet("/meetings/rotation/history")]
    public async Task<IActionResult> History() => View(await history.Read());

    /// <summary>Every turn that is shown, ten years back and ahead.</summary>
    internal static Task<List<TurnRow>> Shown(CopDb db, Domain.Members.Viewer viewer, Ledger ledger, MeetingsOnRecord record) =>
        Ledgers.Turns(db.Meetings.VisibleTo(viewer), ledger, record, new(record.Current.Year - Years, 1), ((2 * Years) + 1) * 4);
}

/// <param name="Waiting">How many proposals wait for the reader's answer; null for whoever has nothing to do with them.</param>
public sealed record RotationPage(TurnYears Years, IReadOnlyList<TurnBalance> Balances, IReadOnlyList<TurnOrder> Orders, LocalDate? SelfOrganisingFrom, LocalDate Today, int? Waiting)
{
    public Quarter Current => Years.Current;

    public IReadOnlyList<TurnRow> Turns => Years.Turns;

    /// <summary>Five years from this one on: in them each area hosts each quarter of the year once.</summary>
    public IEnumerable<TurnRow> Picture => Turns.Where(t => t.Turn.Quarter.Year >= Current.Year && t.Turn.Quarter.Year < Current.Year + 5);

    public IEnumerable<TurnRow> Near => Turns.Where(t => t.Turn.Quarter >= Current && t.Turn.Quarter < Current + 20);

    public IEnumerable<TurnRow> Earlier => Turns.Where(t => t.Turn.Quarter < Current);

    public IEnumerable<TurnRow> Later => Turns.Where(t => t.Turn.Quarter >= Current + 20);
}
