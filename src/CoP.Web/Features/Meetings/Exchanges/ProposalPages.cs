using System.ComponentModel.DataAnnotations;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Turns;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Exchanges;

/// <summary>An exchange as it is put together: first the turns, then, with the ten years around in view, why.</summary>
public sealed class ProposalInput
{
    [Required] public ExchangeKind? Kind { get; set; }

    /// <summary>The turn that is offered.</summary>
    [Required] public Quarter? Turn { get; set; }

    /// <summary>The turn that is asked for; of a pass, the one that was shown.</summary>
    public Quarter? Other { get; set; }

    public string? Why { get; set; }
}

/// <summary>An area whose answer is asked for, and who gives it; null while nobody speaks for it.</summary>
public sealed record Asked(Area Area, string? Contact);

/// <summary>How often an area hosts in the years shown, before and after an exchange.</summary>
public sealed record PreviewFigure(Area Area, int Before, int After, IReadOnlyList<int> AfterIn);

/// <summary>An exchange in the ten years around it.</summary>
public sealed record ExchangePreview(ExchangeKind Kind, Turn One, Turn Other, TurnYears Years, IReadOnlyList<PreviewFigure> Figures);

public sealed record NewProposalPage(ProposalInput Input, IReadOnlyList<Choice> Turns, IReadOnlyList<Choice> Others, ExchangePreview? Preview, IReadOnlyList<Asked> Asked);

/// <summary>A proposal in a list.</summary>
public sealed record ProposalRow(Id<TurnProposal> Id, ExchangeKind Kind, Quarter Turn, Area Area, Quarter Other, Area OtherArea, ProposalState State, Instant At, bool IsMineToAnswer);

public sealed record ProposalIndex(IReadOnlyList<ProposalRow> Open, IReadOnlyList<ProposalRow> Ended, IReadOnlyList<Turn> NotHeld, Area? Mine);

public sealed record VoiceRow(Area Area, Quarter Turn, string? By, bool Agrees, Instant At);

public sealed record ProposalPage(
    ProposalRow Row, string Why, string? By, IReadOnlyList<VoiceRow> Voices, IReadOnlyList<Asked> Asked, ExchangePreview? Preview, bool MayAnswer, bool MayWithdraw, Area? Mine);

public sealed record CountPage(Turn Turn, CountInput Input);

public sealed class CountInput
{
    public string? Why { get; set; }
}

/// <summary>Reads what the pages of exchanges show.</summary>
public sealed class ProposalPages(CopDb db, CurrentMember me, Ledgers ledgers, TurnExchanges exchanges, TurnWords words, IStringLocalizer<TurnsText> texts)
{
    /// <summary>How many ended proposals are listed.</summary>
    const int Ended = 30;

    /// <returns>Null for whoever neither speaks for an area nor sits on the committee.</returns>
    public async Task<ProposalIndex?> Index()
    {
        var mine = await exchanges.Mine();
        if (mine is null && !me.Viewer.IsCommittee) return null;
        var visible = db.TurnProposals.AsNoTracking().VisibleTo(db, me.Viewer).Include(p => p.Voices.OrderBy(v => v.Number));
        var open = await visible.Where(p => p.State == ProposalState.Open).OrderBy(p => p.At).ToListAsync();
        var ended = await visible.Where(p => p.State != ProposalState.Open).OrderByDescending(p => p.EndedAt).Take(Ended).ToListAsync();
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        var past = ledger.Rotation.First.Following(Math.Max(0, record.Current - ledger.Rotation.First + 1)).TakeLast(Ledger.Reach);
        return new(
            [.. open.Select(p => Row(p, mine))], [.. ended.Select(p => Row(p, mine))],
            [.. past.Select(q => ledger.TurnOf(q, record)).Where(t => t.Outcome == TurnOutcome.NotHeld && exchanges.MayCount(t, mine)).Reverse()], mine);
    }

    /// <summary>How many proposals wait for the reader's answer; null for whoever has nothing to do with them.</summary>
    public async Task<int?> Waiting()
    {
        if (await exchanges.Mine() is not { } mine) return me.Viewer.IsCommittee ? 0 : null;
        var open = await db.TurnProposals.AsNoTracking().Include(p => p.Voices).Where(p => p.State == ProposalState.Open && (p.Area == mine || p.OtherArea == mine)).ToListAsync();
        return open.Count(p => p.Awaited.Contains(mine));
    }

    /// <summary>Whether an open proposal speaks of the turn; a date given to it ends that.</summary>
    public Task<bool> SpeakOf(Quarter turn) => db.TurnProposals.AnyAsync(p => p.State == ProposalState.Open && (p.Quarter == turn || p.Other == turn));

    public async Task<ProposalPage?> Find(Id<TurnProposal> id)
    {
        if (await db.TurnProposals.AsNoTracking().VisibleTo(db, me.Viewer).Include(p => p.Voices.OrderBy(v => v.Number)).SingleOrDefaultAsync(p => p.Id == id) is not { } proposal) return null;
        var mine = await exchanges.Mine();
        var people = proposal.Voices.Select(v => v.ById).Append(proposal.ProposedById).Distinct().ToList();
        var names = await db.Members.Where(m => people.Contains(m.Id) && m.State != MemberState.Closed).ToDictionaryAsync(m => m.Id, m => m.Name);
        var scene = await exchanges.Scene(await ledgers.Read(), id);
        var holds = proposal.State == ProposalState.Open && proposal.StillHolds(scene);
        return new(
            Row(proposal, mine), proposal.Why, names.GetValueOrDefault(proposal.ProposedById),
            [.. proposal.Voices.Select(v => new VoiceRow(v.Area, v.Turn, names.GetValueOrDefault(v.ById), v.Agrees, v.At))],
            await Contacts(proposal.Awaited), holds ? await Preview(proposal.Kind, proposal.Quarter, proposal.Other, scene) : null,
            mine is { } area && proposal.Awaited.Contains(area),
            proposal.State == ProposalState.Open && exchanges.MayWithdraw(proposal.ProposedById, proposal.Area, mine), mine);
    }

    /// <param name="input">What was chosen so far.</param>
    /// <param name="broken">Says what is wrong with the choice.</param>
    /// <returns>Null for whoever neither speaks for an area nor sits on the committee.</returns>
    public async Task<NewProposalPage?> New(ProposalInput input, Action<RuleBrokenException> broken)
    {
        var mine = await exchanges.Mine();
        if (mine is null && !me.Viewer.IsCommittee) return null;
        var scene = await exchanges.Scene(await ledgers.Read());
        var free = scene.Record.Current.Following(Ledger.Horizon + 1).Where(q => Ledger.IsExchangeable(q, scene.Record) && !scene.Taken.Contains(q)).ToList();
        Choice[] Choose(IEnumerable<Quarter> quarters) => [.. quarters.Select(q => new Choice(q.ToString(), texts["turn.of", words.Short(q), words.Of(scene.Ledger.Rotation.HostOf(q))]))];
        var (turns, others) = (Choose(free.Where(q => exchanges.MayOffer(q, scene.Ledger, mine))), Choose(free.Where(q => me.Viewer.IsCommittee || scene.Ledger.Rotation.HostOf(q) != mine)));
        try
        {
            if (Chosen(input, scene, mine) is not var (kind, one, other)) return new(input, turns, others, null, []);
            var agreed = new[] { scene.Ledger.Rotation.HostOf(one), scene.Ledger.Rotation.HostOf(other) }.Where(a => a != mine);
            return new(input, turns, others, await Preview(kind, one, other, scene), await Contacts(agreed));
        }
        catch (RuleBrokenException rule)
        {
            broken(rule);
            return new(input, turns, others, null, []);
        }
    }

    /// <returns>Null where it is not for the reader to ask.</returns>
    public async Task<CountPage?> Count(Quarter quarter, CountInput input)
    {
        var (ledger, record) = (await ledgers.Read(), await ledgers.Record());
        if (quarter < ledger.Rotation.First || quarter > record.Current) return null;
        var turn = ledger.TurnOf(quarter, record);
        return turn.Outcome == TurnOutcome.NotHeld && exchanges.MayCount(turn, await exchanges.Mine()) ? new(turn, input) : null;
    }

    /// <summary>An exchange in the ten years around it, as if it were agreed.</summary>
    public async Task<ExchangePreview> Preview(ExchangeKind kind, Quarter one, Quarter other, ProposalScene scene)
    {
        var (ledger, record) = (scene.Ledger, scene.Record);
        var entry = ledger.Exchange(kind, (one, ledger.Rotation.HostOf(one)), (other, ledger.Rotation.HostOf(other)), record, new Decision(me.Id, "–", Instant.FromUnixTimeTicks(0)));
        return new(kind, ledger.TurnOf(one, record), ledger.TurnOf(other, record), await Around(db, me.Viewer, ledger, ledger.With(entry), record, one < other ? one : other),
            Figures(ledger, ledger.With(entry), record, one < other ? one : other));
    }

    /// <summary>Ten years around a quarter, as they would be, and who hosted before.</summary>
    public static async Task<TurnYears> Around(CopDb db, Viewer viewer, Ledger before, Ledger after, MeetingsOnRecord record, Quarter quarter) => new(
        await Ledgers.Turns(db.Meetings.VisibleTo(viewer), after, record, TenYears(quarter), 40), record.Current,
        TenYears(quarter).Following(40).ToDictionary(q => q, q => before.TurnOf(q, record).Host));

    public static IReadOnlyList<PreviewFigure> Figures(Ledger before, Ledger after, MeetingsOnRecord record, Quarter quarter)
    {
        var (was, now) = (Hosts(before), Hosts(after));
        return [.. Enum.GetValues<Area>().Select(area => new PreviewFigure(
            area, was.Count(t => t.Host == area), now.Count(t => t.Host == area), [.. Enumerable.Range(1, 4).Select(n => now.Count(t => t.Host == area && t.Quarter.Number == n))]))];
        List<Turn> Hosts(Ledger ledger) => [.. TenYears(quarter).Following(40).Select(q => ledger.TurnOf(q, record))];
    }

    // Two turns that are exchanged lie at most five years apart: both are in.
    static Quarter TenYears(Quarter earlier) => new(earlier.Year - 3, 1);

    (ExchangeKind, Quarter, Quarter)? Chosen(ProposalInput input, ProposalScene scene, Area? mine)
    {
        if (input is not { Kind: { } kind, Turn: { } one } || !Enum.IsDefined(kind)) return null;
        if (!exchanges.MayOffer(one, scene.Ledger, mine)) throw new RuleBrokenException("turn.notyours");
        if (scene.Taken.Contains(one)) throw new RuleBrokenException("turn.proposed", one.First);
        if (kind == ExchangeKind.Pass)
        {
            if (scene.Record.HasMeeting(one)) throw new RuleBrokenException("turn.scheduled", one.First);
            if (!Ledger.IsExchangeable(one, scene.Record)) throw new RuleBrokenException("turn.past", one.First);
            input.Other = scene.Ledger.NextForPass(one, scene.Record, [], scene.Taken) ?? throw new RuleBrokenException("turn.pass.none");
        }
        if (input.Other is not { } other) return null;
        if (scene.Taken.Contains(other)) throw new RuleBrokenException("turn.proposed", other.First);
        scene.Ledger.RefuseUnlessExchangeable(kind, one, other, scene.Record);
        return (kind, one, other);
    }

    async Task<IReadOnlyList<Asked>> Contacts(IEnumerable<Area> areas)
    {
        var names = await (from contact in db.TurnContacts join member in db.Members on contact.MemberId equals member.Id where member.State == MemberState.Active select new { contact.Area, member.Name })
            .ToDictionaryAsync(c => c.Area, c => c.Name);
        return [.. areas.Select(a => new Asked(a, names.GetValueOrDefault(a)))];
    }

    static ProposalRow Row(TurnProposal p, Area? mine) =>
        new(p.Id, p.Kind, p.Quarter, p.Area, p.Other, p.OtherArea, p.State, p.At, mine is { } area && p.Awaited.Contains(area));
}
