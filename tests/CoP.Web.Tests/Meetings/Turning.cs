using System.Net;
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

/// <summary>A turn and who speaks for the area that has it.</summary>
internal sealed record Side(Quarter Turn, Area Area, Visitor Contact);

static class Exchanging
{
    /// <summary>Names a new member to speak for an area, through the committee's page.</summary>
    public static async Task<Visitor> Contact(this Site site, Area area, string language = "en")
    {
        var member = await site.SignIn(Kind.Administrator, m => m with { Areas = area.AsSet(), Language = language });
        var committee = await site.SignIn(Kind.Committee);
        (await (await committee.Get("/steering/rotation")).Submit($"form[action$='/{area}']", ("Member", member.Member.Id.ToString()))).Is(HttpStatusCode.OK);
        return member;
    }

    /// <summary>As many turns in a row as asked for, of different areas, that nobody has spoken of yet.</summary>
    public static async Task<List<Quarter>> Free(this Site site, int count)
    {
        var ledger = await site.Ledger();
        var taken = await site.Read(async db => (await db.TurnProposals.Where(p => p.State == ProposalState.Open).ToListAsync()).SelectMany(p => new[] { p.Quarter, p.Other })
            .Concat(await db.Meetings.Select(m => m.Quarter).ToListAsync()).ToHashSet());
        return (Turning.Current + 1).Following(30).Select(q => q.Following(count).ToList())
            .First(run => !run.Exists(taken.Contains) && run.Select(ledger.Rotation.HostOf).Distinct().Count() == count);
    }

    /// <summary>Turns in a row, and someone who speaks for each of their areas.</summary>
    public static async Task<List<Side>> Sides(this Site site, int count = 2)
    {
        List<Side> sides = [];
        foreach (var quarter in await site.Free(count))
        {
            var area = await site.HostOf(quarter);
            sides.Add(new(quarter, area, await site.Contact(area)));
        }
        return sides;
    }

    public static async Task<Page> Choose(this Visitor visitor, string kind, Quarter turn, Quarter? other = null) =>
        await (await visitor.Get("/meetings/rotation/proposals/new")).Submit("main form[method=get]", ("Input.Kind", kind), ("Input.Turn", turn.ToString()), ("Input.Other", other?.ToString() ?? ""));

    public static async Task<Page> Propose(this Visitor visitor, string kind, Quarter turn, Quarter? other = null, string why = "Our offices move") =>
        await (await visitor.Choose(kind, turn, other)).Submit("main form[method=post]", ("Input.Why", why));

    public static Id<TurnProposal> Proposal(this Page page) => Id<TurnProposal>.Parse(page.Address.Split('/')[^1]);

    public static async Task<Page> Agree(this Visitor visitor, Id<TurnProposal> id) => await (await visitor.Get(Address(id))).Submit("form[action$='/agreement']");

    public static async Task<Page> Decline(this Visitor visitor, Id<TurnProposal> id) => await (await visitor.Get(Address(id))).Submit("form[action$='/refusal']");

    public static string Address(Id<TurnProposal> id) => $"/meetings/rotation/proposals/{id}";
}
