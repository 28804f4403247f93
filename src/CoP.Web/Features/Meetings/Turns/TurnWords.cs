using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Turns;

/// <summary>Turns and decisions on them in words.</summary>
public sealed class TurnWords(IStringLocalizer<TurnsText> words, IStringLocalizer<CommonText> common, Format format)
{
    /// <summary>Q3 2028.</summary>
    public string Short(Quarter quarter) => words["quarter", quarter.Number, quarter.Year];

    public string Of(Area area) => common.Of(area);

    public string Of(IEnumerable<Area> order) => string.Join(", ", order.Select(Of));

    /// <summary>Central hosts Q3 2028: swapped with Northeast, which hosts Q1 2029.</summary>
    public string Reason(TurnRow row)
    {
        var (host, quarter) = (Of(row.Turn.Host), Short(row.Turn.Quarter));
        string verb = words["verb." + row.Turn.Outcome], their = words["verb." + row.Theirs];
        return row.Reason switch
        {
            HostReason.BeforeFounding => words["reason.before", host, quarter],
            HostReason.Swapped(var with, var other, true) => words["reason.swapped", host, verb, quarter, Of(with), their, Short(other)],
            HostReason.Swapped(var with, var other, _) => words["reason.swapped.was", host, verb, quarter, Of(with), Short(other)],
            HostReason.TookOver(var from, var other, true) => words["reason.tookover", host, verb, quarter, Of(from), their, Short(other)],
            HostReason.TookOver(var from, var other, _) => words["reason.tookover.was", host, verb, quarter, Of(from), Short(other)],
            HostReason.Passed(var to, var given, _) => words["reason.passed", host, verb, quarter, Short(given), Of(to)],
            HostReason.OnRecord => words["reason.record", host, verb, quarter],
            _ => words["reason.order", host, verb, quarter],
        };
    }

    /// <summary>Central and Northeast swapped Q3 2028 and Q1 2029.</summary>
    public string Decided(LedgerEntry entry) => entry.Kind switch
    {
        LedgerEntryKind.Order => words[entry.Number == 1 ? "history.founding" : "history.Order", Short(entry.Quarter!.Value), Of(entry.Order)],
        LedgerEntryKind.Swapped => words["history.Swapped", Of(entry.Area!.Value), Of(entry.OtherArea!.Value), Short(entry.Quarter!.Value), Short(entry.Other!.Value)],
        LedgerEntryKind.Passed => words["history.Passed", Of(entry.Area!.Value), Of(entry.OtherArea!.Value), Short(entry.Quarter!.Value), Short(entry.Other!.Value)],
        LedgerEntryKind.Counted => words["history.Counted", Of(entry.Area!.Value), Short(entry.Quarter!.Value)],
        LedgerEntryKind.Waived => words["history.Waived", Of(entry.Area!.Value), Of(entry.OtherArea!.Value)],
        _ => words["history.SelfOrganising", format.Date(entry.Day!.Value)],
    };
}
