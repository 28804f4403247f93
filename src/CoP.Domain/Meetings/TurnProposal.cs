using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// Somebody proposes that two areas exchange two turns. It becomes an entry of the <see cref="Ledger"/> when those who speak for both
/// agree. An area that passes its turn asks the nearest later one, and when that declines, the next.
/// </summary>
public sealed class TurnProposal
{
    private readonly List<TurnVoice> _voices = [];

    private TurnProposal()
    {
    }

    /// <summary>A swap of two turns.</summary>
    /// <param name="one">The turn that is offered.</param>
    /// <param name="other">The turn that is asked for.</param>
    /// <param name="proposer">Who proposes, and the area that they speak for, if any: its agreement is given with the proposal.</param>
    /// <param name="why">The reason, which both areas read.</param>
    /// <param name="scene">The ledger, what became of turns, and the turns that other open proposals speak of.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>turn.proposed</c>: another proposal speaks of a turn. <c>ledger.why</c>. And as <see cref="Ledger.RefuseUnlessExchangeable"/>.</exception>
    public static TurnProposal Swap(Quarter one, Quarter other, Proposer proposer, string? why, ProposalScene scene, Instant now) =>
        new(ExchangeKind.Swap, one, other, proposer, why, scene, now);

    /// <summary>A turn that its area passes.</summary>
    /// <exception cref="RuleBrokenException"><c>turn.pass.none</c>: there is no later turn to pass it for. And as <see cref="Swap"/>.</exception>
    public static TurnProposal Pass(Quarter turn, Proposer proposer, string? why, ProposalScene scene, Instant now) =>
        new(ExchangeKind.Pass, turn, scene.Ledger.NextForPass(turn, scene.Record, [], scene.Taken) ?? throw new RuleBrokenException("turn.pass.none"), proposer, why, scene, now);

    private TurnProposal(ExchangeKind kind, Quarter one, Quarter other, Proposer proposer, string? why, ProposalScene scene, Instant now)
    {
        foreach (var quarter in new[] { one, other })
            if (scene.Taken.Contains(quarter)) throw new RuleBrokenException("turn.proposed", quarter.First);
        scene.Ledger.RefuseUnlessExchangeable(kind, one, other, scene.Record);
        (Id, Kind, Quarter, Other, ProposedById, At) = (Id<TurnProposal>.New(now), kind, one, other, proposer.Id, now);
        (Area, OtherArea, Why) = (scene.Ledger.Rotation.HostOf(one), scene.Ledger.Rotation.HostOf(other), Decision.Reason(why));
        Version = 1;
        if (proposer.SpeaksFor is { } mine && (mine == Area || mine == OtherArea)) Say(mine, proposer.Id, true, now);
    }

    /// <summary>Which proposal.</summary>
    public Id<TurnProposal> Id { get; private set; }

    /// <summary>A swap or a pass.</summary>
    public ExchangeKind Kind { get; private set; }

    /// <summary>The turn that is offered.</summary>
    public Quarter Quarter { get; private set; }

    /// <summary>Whose it is.</summary>
    public Area Area { get; private set; }

    /// <summary>The turn that is asked for.</summary>
    public Quarter Other { get; private set; }

    /// <summary>Whose that is.</summary>
    public Area OtherArea { get; private set; }

    /// <summary>Who proposed it.</summary>
    public Id<Member> ProposedById { get; private set; }

    /// <summary>Why.</summary>
    public string Why { get; private set; } = "";

    /// <summary>When.</summary>
    public Instant At { get; private set; }

    /// <summary>What became of it.</summary>
    public ProposalState State { get; private set; }

    /// <summary>When it ended; null while it is open.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>How often it has changed.</summary>
    public int Version { get; private set; }

    /// <summary>Who said what to it, in order.</summary>
    public IReadOnlyList<TurnVoice> Voices => _voices;

    /// <summary>The areas that have still to agree.</summary>
    public IEnumerable<Area> Awaited => State != ProposalState.Open ? [] : new[] { Area, OtherArea }.Where(a => !_voices.Any(v => v.Area == a && v.Agrees));

    /// <summary>The areas whose business it is or was.</summary>
    public IEnumerable<Area> Areas => _voices.Select(v => v.Area).Append(Area).Append(OtherArea).Distinct();

    /// <summary>An area agrees; with the last of the two the exchange is decided.</summary>
    /// <returns>What is to be added to the ledger; null while another area has still to agree.</returns>
    /// <exception cref="RuleBrokenException">
    /// <c>turn.ended</c>: it is open no more. <c>turn.notasked</c>: the area is not asked, or has agreed. And as <see cref="Ledger.Exchange"/>.
    /// </exception>
    public LedgerEntry? Agree(Area area, Id<Member> by, ProposalScene scene, Instant now)
    {
        RefuseUnlessAsked(area);
        // Said before anything else: who agrees to what cannot be is told so, not thanked.
        var entry = scene.Ledger.Exchange(Kind, (Quarter, Area), (Other, OtherArea), scene.Record, new Decision(ProposedById, Why, now, Id));
        Say(area, by, true, now);
        if (Awaited.Any()) return null;
        End(ProposalState.Agreed, now);
        return entry;
    }

    /// <summary>An area declines. A swap ends with that; of a pass, the area with the next later turn is asked, as long as there is one.</summary>
    /// <exception cref="RuleBrokenException"><c>turn.ended</c>, <c>turn.notasked</c>: as <see cref="Agree"/>.</exception>
    public void Decline(Area area, Id<Member> by, ProposalScene scene, Instant now)
    {
        RefuseUnlessAsked(area);
        Say(area, by, false, now);
        var declined = _voices.Where(v => !v.Agrees).Select(v => v.Area).ToList();
        if (Kind == ExchangeKind.Pass && area != Area && scene.Ledger.NextForPass(Quarter, scene.Record, declined, scene.Taken) is { } next)
            (Other, OtherArea) = (next, scene.Ledger.Rotation.HostOf(next));
        else End(ProposalState.Declined, now);
    }

    /// <summary>Takes it back.</summary>
    /// <exception cref="RuleBrokenException"><c>turn.ended</c>: it is open no more.</exception>
    public void Withdraw(Instant now)
    {
        RefuseUnlessOpen();
        End(ProposalState.Withdrawn, now);
    }

    /// <summary>Ends it where one of the turns is no more the area's that it was, or can be exchanged no more.</summary>
    /// <returns>Whether it ended.</returns>
    public bool EndIfOvertaken(ProposalScene scene, Instant now)
    {
        if (State != ProposalState.Open || StillHolds(scene)) return false;
        End(ProposalState.Overtaken, now);
        return true;
    }

    /// <summary>Whether both turns are still to be had.</summary>
    public bool StillHolds(ProposalScene scene) =>
        scene.Ledger.Rotation.HostOf(Quarter) == Area && scene.Ledger.Rotation.HostOf(Other) == OtherArea
        && Ledger.IsExchangeable(Quarter, scene.Record) && Ledger.IsExchangeable(Other, scene.Record);

    private void Say(Area area, Id<Member> by, bool agrees, Instant now)
    {
        _voices.Add(new(Id<TurnVoice>.New(now), Id, _voices.Count + 1, area, area == Area ? Quarter : Other, by, agrees, now));
        Version++;
    }

    private void End(ProposalState state, Instant now)
    {
        (State, EndedAt) = (state, now);
        Version++;
    }

    private void RefuseUnlessOpen()
    {
        if (State != ProposalState.Open) throw new RuleBrokenException("turn.ended");
    }

    private void RefuseUnlessAsked(Area area)
    {
        RefuseUnlessOpen();
        if (!Awaited.Contains(area)) throw new RuleBrokenException("turn.notasked");
    }
}

/// <summary>What became of a proposal.</summary>
public enum ProposalState
{
    /// <summary>Somebody has still to answer.</summary>
    Open,

    /// <summary>Both areas agreed, and the turns are exchanged.</summary>
    Agreed,

    /// <summary>Nobody who was asked agreed.</summary>
    Declined,

    /// <summary>Taken back.</summary>
    Withdrawn,

    /// <summary>One of the turns became a meeting, or another area's.</summary>
    Overtaken,
}

/// <summary>Who proposes.</summary>
/// <param name="Id">Which member.</param>
/// <param name="SpeaksFor">The area whose turn contact they are; null for none.</param>
public sealed record Proposer(Id<Member> Id, Area? SpeaksFor);

/// <summary>What a proposal is measured by.</summary>
/// <param name="Ledger">What is decided.</param>
/// <param name="Record">What became of turns.</param>
/// <param name="Taken">The turns that other open proposals speak of.</param>
public sealed record ProposalScene(Ledger Ledger, MeetingsOnRecord Record, IReadOnlySet<Quarter> Taken);

/// <summary>What an area said to a proposal.</summary>
public sealed class TurnVoice
{
    private TurnVoice()
    {
    }

    internal TurnVoice(Id<TurnVoice> id, Id<TurnProposal> proposal, int number, Area area, Quarter turn, Id<Member> by, bool agrees, Instant at) =>
        (Id, ProposalId, Number, Area, Turn, ById, Agrees, At) = (id, proposal, number, area, turn, by, agrees, at);

    /// <summary>Which voice.</summary>
    public Id<TurnVoice> Id { get; private set; }

    /// <summary>To which proposal.</summary>
    public Id<TurnProposal> ProposalId { get; private set; }

    /// <summary>Its place among them, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Which area.</summary>
    public Area Area { get; private set; }

    /// <summary>The turn that it would give.</summary>
    public Quarter Turn { get; private set; }

    /// <summary>Who spoke for it.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>Yes or no.</summary>
    public bool Agrees { get; private set; }

    /// <summary>When.</summary>
    public Instant At { get; private set; }
}
