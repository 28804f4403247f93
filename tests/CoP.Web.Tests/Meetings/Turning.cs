using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Meetings;

/// <summary>What the tests of turns and their exchange do again and again.</summary>
static class Turning
{
    /// <summary>The quarter that the clock of the tests stands in.</summary>
    public static readonly Quarter Current = new(2031, 1);

    public static async Task<Ledger> Ledger(this Site site) => new(await site.Read(db => db.LedgerEntries.AsNoTracking().ToListAsync()));

    public static async Task<Area> HostOf(this Site site, Quarter quarter) => (await site.Ledger()).Rotation.HostOf(quarter);

    /// <summary>Adds what a verb of the ledger decides, as the site would.</summary>
    public static async Task<LedgerEntry> Decide(this Site site, Id<Member> by, string why, Func<Ledger, MeetingsOnRecord, Decision, LedgerEntry> decide)
    {
        using var scope = site.Services.CreateScope();
        var ledgers = scope.ServiceProvider.GetRequiredService<Ledgers>();
        var entry = decide(await ledgers.Read(), await ledgers.Record(), new Decision(by, why, site.Now));
        await site.Write(db => db.LedgerEntries.Add(entry));
        return entry;
    }

    public static Task<LedgerEntry> Exchange(this Site site, Id<Member> by, Quarter one, Quarter other, string why = "A move of offices", ExchangeKind kind = ExchangeKind.Swap) =>
        site.Decide(by, why, (ledger, record, decision) => ledger.Exchange(kind, (one, ledger.Rotation.HostOf(one)), (other, ledger.Rotation.HostOf(other)), record, decision));

    public static string Name(this Area area) => area == Area.MetroBoston ? "Metro Boston" : area.ToString();

    public static string Short(this Quarter quarter) => $"Q{quarter.Number} {quarter.Year}";
}
