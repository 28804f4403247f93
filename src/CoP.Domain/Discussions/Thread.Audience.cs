using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Discussions;

public sealed partial class Thread
{
    private readonly List<AudienceChange> _audienceChanges = [];

    /// <summary>Whether other people than at first may see it.</summary>
    public bool AudienceHasChanged { get; private set; }

    /// <summary>The changes of the audience that are in memory.</summary>
    public IReadOnlyList<AudienceChange> AudienceChanges => _audienceChanges;

    /// <summary>
    /// Its author lets fewer people see it, at once. Those who wrote in it and no longer see it keep their posts, to edit and to take
    /// back. That the author belongs to the new audience, and that it hides an anonymous one, is the caller's to ensure.
    /// </summary>
    /// <param name="to">Who may see it from now on.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="open">The proposal to widen it that is open, if there is one: it ends with this.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>; <c>thread.takenBack</c>; <c>audience.same</c>; <c>audience.wider</c>: others would come in.</exception>
    public void Narrow(Audience to, Writer by, Widening? open, Instant now)
    {
        MayMove(to, by);
        if (!to.IsWithin(Audience)) throw new RuleBrokenException("audience.wider");
        open?.End(WideningState.Withdrawn, now);
        Become(to, now);
    }

    /// <summary>
    /// Its author would like others to see it too. Where nobody else's post stands in it, that is done at once. That the author
    /// belongs to the new audience, and that it hides the anonymous, is the caller's to ensure.
    /// </summary>
    /// <param name="to">Who would see it.</param>
    /// <param name="by">Who proposes.</param>
    /// <param name="others">All but the author whose posts stand in it, each by a token that is one and the same for whatever name they write under.</param>
    /// <param name="last">The proposal before this one, if there was any.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>thread.notYours</c>; <c>thread.takenBack</c>; <c>audience.same</c>; <c>audience.narrower</c>: that needs nobody's consent;
    /// <c>audience.group</c>: a group is no wider than anything else;
    /// <c>widening.open</c>: one at a time; <c>widening.tooSoon</c>: somebody said no less than <see cref="Widening.Rest"/> ago.
    /// </exception>
    public Widening Widen(Audience to, Writer by, IReadOnlyCollection<Guid> others, Widening? last, Instant now)
    {
        MayMove(to, by);
        if (to.IsWithin(Audience)) throw new RuleBrokenException("audience.narrower");
        if (to.Kind == AudienceKind.Group) throw new RuleBrokenException("audience.group");
        if (last is { IsOpen: true }) throw new RuleBrokenException("widening.open");
        if (last is { State: WideningState.Refused, EndedAt: { } ended } && now - ended < Widening.Rest) throw new RuleBrokenException("widening.tooSoon");
        var widening = new Widening(this, to, now);
        SidesVersion = HeadVersion = ++Version;
        Settle(widening, others, now);
        return widening;
    }

    /// <summary>One who is asked agrees. When it is the last of them, the discussion widens.</summary>
    /// <param name="widening">The proposal.</param>
    /// <param name="by">Who agrees, by their token.</param>
    /// <param name="others">All but the author whose posts stand in it, each by a token that is one and the same for whatever name they write under.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException"><c>widening.over</c>; <c>widening.notAsked</c>: no post of theirs stands in the discussion.</exception>
    public void Agree(Widening widening, Guid by, IReadOnlyCollection<Guid> others, Instant now)
    {
        MustBeAsked(widening, by, others);
        widening.Agree(by);
        Settle(widening, others, now);
    }

    /// <summary>One who is asked would rather not, and that ends it. Nobody is told who.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Agree"/>.</exception>
    public void Refuse(Widening widening, Guid by, IReadOnlyCollection<Guid> others, Instant now)
    {
        MustBeAsked(widening, by, others);
        widening.End(WideningState.Refused, now);
        SidesVersion = HeadVersion = ++Version;
    }

    /// <summary>The author asks no more.</summary>
    /// <exception cref="RuleBrokenException"><c>thread.notYours</c>, <c>widening.over</c>.</exception>
    public void Withdraw(Widening widening, Writer by, Instant now)
    {
        Own(by);
        Open(widening);
        widening.End(WideningState.Withdrawn, now);
        SidesVersion = HeadVersion = ++Version;
    }

    /// <summary>Looks again whether nobody is missing, after a post was taken back: who has none any more need not be asked.</summary>
    public void Settle(Widening widening, IReadOnlyCollection<Guid> others, Instant now)
    {
        Open(widening);
        if (TakenBackAt.HasValue)
        {
            widening.End(WideningState.Withdrawn, now);
        }
        else if (!widening.Missing(others).Any())
        {
            widening.End(WideningState.Agreed, now);
            Become(widening.To, now);
        }
    }

    private void MayMove(Audience to, Writer by)
    {
        Own(by);
        if (TakenBackAt.HasValue) throw new RuleBrokenException("thread.takenBack");
        if (to == Audience) throw new RuleBrokenException("audience.same");
    }

    private void Open(Widening widening)
    {
        if (widening.ThreadId != Id || !widening.IsOpen) throw new RuleBrokenException("widening.over");
    }

    private void MustBeAsked(Widening widening, Guid who, IReadOnlyCollection<Guid> others)
    {
        Open(widening);
        if (!others.Contains(who)) throw new RuleBrokenException("widening.notAsked");
    }

    private void Become(Audience to, Instant now)
    {
        SidesVersion = HeadVersion = ++Version;
        _audienceChanges.Add(new AudienceChange(this, Audience, to, now));
        (Audience, AudienceHasChanged) = (to, true);
    }
}
