using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Moderation;

/// <summary>
/// That an author writes nothing for a while: a member, or whoever stands behind an alias, whom the moderator who stops them
/// never gets to know. Editing and taking back what is there already stay theirs.
/// </summary>
public sealed class Pause
{
    /// <summary>The longest pause, in days.</summary>
    public const int LongestDays = 90;

    private Pause()
    {
    }

    /// <summary>Stops the author of a post.</summary>
    /// <param name="author">The member or the alias.</param>
    /// <param name="caseId">The case that led to it.</param>
    /// <param name="days">How long, from 1 to <see cref="LongestDays"/>.</param>
    /// <param name="by">The moderator.</param>
    /// <param name="now">From when.</param>
    /// <exception cref="RuleBrokenException"><c>pause.days</c>.</exception>
    public Pause(Author author, Id<Case> caseId, int days, Id<Member> by, Instant now)
    {
        if (days is < 1 or > LongestDays) throw new RuleBrokenException("pause.days", LongestDays);
        (Id, MemberId, AliasId, CaseId, ById, Since, Until) = (Id<Pause>.New(now), author.Member, author.Alias, caseId, by, now, now + Duration.FromDays(days));
    }

    /// <summary>Which pause.</summary>
    public Id<Pause> Id { get; private set; }

    /// <summary>Who; null where only the alias is known.</summary>
    public Id<Member>? MemberId { get; private set; }

    /// <summary>Behind which alias they stand; null for a member under their own name.</summary>
    public Id<Alias>? AliasId { get; private set; }

    /// <summary>What led to it.</summary>
    public Id<Case> CaseId { get; private set; }

    /// <summary>The moderator.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>From when.</summary>
    public Instant Since { get; private set; }

    /// <summary>Until when; not beyond.</summary>
    public Instant Until { get; private set; }

    /// <summary>A moderator ends it early.</summary>
    public void End(Instant now) => Until = Instant.Min(Until, now);
}
