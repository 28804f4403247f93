using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// The author of a discussion would like more people to see it. Each one who has written in it is asked first: what they
/// said, they said to those who could see it then. It widens when all have agreed, and one no ends it.
/// </summary>
public sealed class Widening
{
    /// <summary>How long the author waits after a no before they can ask again: being asked over and over is no choice.</summary>
    public static readonly Duration Rest = Duration.FromDays(30);

    private readonly List<WideningConsent> _consents = [];

    private Widening()
    {
    }

    internal Widening(Thread thread, Audience to, Instant now) => (Id, ThreadId, To, ProposedAt) = (Id<Widening>.New(now), thread.Id, to, now);

    /// <summary>Which proposal.</summary>
    public Id<Widening> Id { get; private set; }

    /// <summary>Of which discussion.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>Who would see it.</summary>
    public Audience To { get; private set; } = Audience.Everyone;

    /// <summary>When it was proposed.</summary>
    public Instant ProposedAt { get; private set; }

    /// <summary>What became of it.</summary>
    public WideningState State { get; private set; }

    /// <summary>When it ended; null while people are asked.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>Who agreed so far.</summary>
    public IReadOnlyList<WideningConsent> Consents => _consents;

    /// <summary>Whether people are being asked.</summary>
    public bool IsOpen => State == WideningState.Open;

    /// <summary>Of these the ones who have not agreed yet.</summary>
    public IEnumerable<Guid> Missing(IEnumerable<Guid> asked) => asked.Where(a => !HasAgreed(a)).Distinct();

    /// <summary>Whether one who is asked has agreed.</summary>
    public bool HasAgreed(Guid asked) => _consents.Any(c => c.Asked == asked);

    internal void Agree(Guid asked)
    {
        if (!HasAgreed(asked)) _consents.Add(new WideningConsent(Id, asked));
    }

    internal void End(WideningState state, Instant now)
    {
        (State, EndedAt) = (state, now);
        // Who said yes mattered only until it was decided.
        _consents.Clear();
    }
}

/// <summary>That one who has written in the discussion agrees.</summary>
public sealed class WideningConsent
{
    private WideningConsent()
    {
    }

    internal WideningConsent(Id<Widening> wideningId, Guid asked) => (WideningId, Asked) = (wideningId, asked);

    /// <summary>To which proposal.</summary>
    public Id<Widening> WideningId { get; private set; }

    /// <summary>Who, by a token that only the site can make: one who writes under their name and anonymously is asked once, and no row says so.</summary>
    public Guid Asked { get; private set; }
}

/// <summary>What became of a proposal.</summary>
public enum WideningState
{
    /// <summary>People are being asked.</summary>
    Open,

    /// <summary>All agreed, and more people see the discussion.</summary>
    Agreed,

    /// <summary>One of them would rather not.</summary>
    Refused,

    /// <summary>The author asks no more.</summary>
    Withdrawn,
}

/// <summary>That other people than before may see a discussion; its readers find it in the discussion's head.</summary>
public sealed class AudienceChange
{
    private AudienceChange()
    {
    }

    internal AudienceChange(Thread thread, Audience from, Audience to, Instant now)
    {
        // The day and no more, since an anonymous author may have done it.
        var day = Anonymous.DayOf(now);
        (Id, ThreadId, ThreadVersion, From, To, On) = (Id<AudienceChange>.New(day), thread.Id, thread.Version, from, to, day);
    }

    /// <summary>Which change.</summary>
    public Id<AudienceChange> Id { get; private set; }

    /// <summary>Of which discussion.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>The version that the discussion took with it: changes go in this order.</summary>
    public long ThreadVersion { get; private set; }

    /// <summary>Who could see it before.</summary>
    public Audience From { get; private set; } = Audience.Everyone;

    /// <summary>Who can since.</summary>
    public Audience To { get; private set; } = Audience.Everyone;

    /// <summary>The beginning of the day, in UTC.</summary>
    public Instant On { get; private set; }
}
