using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Meetings.Turns;

public sealed class TurnsController(CopDb db, CurrentMember me, Ledgers ledgers) : Controller
{
    /// <summary>How far the rotation is shown, back and forward.</summary>
    const int Years = 10;

    [HttpGet("/meetings/rotation")]
    public async Task<IActionResult> Show()
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        var turns = await Ledgers.Turns(db.Meetings.VisibleTo(me.Viewer), ledger, record, new(record.Current.Year - Years, 1), ((2 * Years) + 1) * 4);
        return View(new RotationPage(record.Current, turns, ledger.Balances(record)));
    }
}

public sealed record RotationPage(Quarter Current, IReadOnlyList<TurnRow> Turns, IReadOnlyList<TurnBalance> Balances)
{
    /// <summary>The first quarter that the community has a meeting of; what the order says of those before it is only what would have been.</summary>
    public Quarter? FirstOnRecord { get; } = Turns.FirstOrDefault(t => t.Meeting is not null)?.Turn.Quarter;

    /// <summary>Five years from this one on: in them each area hosts each quarter of the year once.</summary>
    public IEnumerable<TurnRow> Picture => Turns.Where(t => t.Turn.Quarter.Year >= Current.Year && t.Turn.Quarter.Year < Current.Year + 5);
}
