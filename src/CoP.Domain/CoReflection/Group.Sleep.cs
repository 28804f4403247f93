using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <content>A group that no longer meets is asked, then put away, and can be woken.</content>
public sealed partial class Group
{
    /// <summary>After how long without a session a group is taken to be asleep.</summary>
    public static Duration AsleepAfter { get; } = Duration.FromDays(56);

    /// <summary>How long it has to answer.</summary>
    public static Duration AnswersWithin { get; } = Duration.FromDays(21);

    // A break over the summer is planned, and no sleep.
    private static readonly Duration Ahead = Duration.FromDays(183);

    /// <summary>When its members last said that it lives: at first, when it was formed.</summary>
    public Instant StirredAt { get; private set; }

    /// <summary>When it was asked whether it still meets; null while there is no such question.</summary>
    public Instant? AskedAt { get; private set; }

    /// <summary>When it was put away since nobody answered: it is in no directory, and nothing of it changes until a member wakes it. Null while it is awake.</summary>
    public Instant? ArchivedAt { get; private set; }

    /// <summary>Whether no session took place for <see cref="AsleepAfter"/>, and none is planned.</summary>
    public bool IsAsleep(Instant now) =>
        ClosedAt is null && now - Instant.Max(CreatedAt, StirredAt) >= AsleepAfter && !SessionsBetween(now - AsleepAfter, now + Ahead).Any(session => session.TakesPlace);

    /// <summary>Asks a group that is asleep whether it still meets, and puts it away when it has not answered. A second look finds nothing to do.</summary>
    public void LookIn(Instant now)
    {
        if (ClosedAt is not null || ArchivedAt is not null) return;
        if (!IsAsleep(now)) AskedAt = null;
        else if (AskedAt is null)
        {
            AskedAt = now;
            _news.Add(new(GroupNewsKind.Asleep));
        }
        else if (AskedAt + AnswersWithin <= now)
        {
            ArchivedAt = now;
            // Nobody is on the way to a group that is not there.
            _memberships.RemoveAll(m => m.State != MembershipState.Member);
            _consents.Clear();
        }
    }

    /// <summary>Any member says that it still meets, or wakes it. It is not asked again for <see cref="AsleepAfter"/>.</summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>: they do not belong to it.</exception>
    public void Wake(Id<Member> by, Instant now)
    {
        if (Find(by) is not { State: MembershipState.Member }) throw new RuleBrokenException("group.member");
        (AskedAt, ArchivedAt, StirredAt) = (null, null, now);
    }

    /// <summary>Makes sure that the group is not put away: nothing of it changes then.</summary>
    /// <exception cref="RuleBrokenException"><c>group.archived</c>.</exception>
    public void RequireAwake()
    {
        if (ArchivedAt is not null) throw new RuleBrokenException("group.archived");
    }
}
