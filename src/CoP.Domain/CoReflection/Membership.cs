using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>What one member is to one group.</summary>
public sealed class Membership
{
    private Membership()
    {
    }

    /// <summary>The group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>The member.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Belongs to it, or how far on the way there.</summary>
    public MembershipState State { get; private set; }

    /// <summary>Answers requests and sets the sessions.</summary>
    public bool Convenes { get; private set; }

    /// <summary>Since when the state is what it is.</summary>
    public Instant Since { get; private set; }

    /// <summary>Their number on the waiting list, in the order in which they came; null for who does not wait. A lower one is never given later.</summary>
    public int? Line { get; private set; }

    /// <summary>Those who convene have said that they may come in: nobody has to answer a request of theirs any more.</summary>
    public bool IsWanted { get; private set; }

    internal static Membership Of(Id<Group> group, Id<Member> member, MembershipState state, bool convenes, Instant now) =>
        new() { GroupId = group, MemberId = member, State = state, Convenes = convenes, Since = now };

    internal void Become(MembershipState state, Instant now) => (State, Since, Line) = (state, now, null);

    internal void Wait(int line, Instant now) => (State, Since, Line) = (MembershipState.Waiting, now, line);

    internal void Want() => IsWanted = true;

    internal void Convene() => Convenes = true;

    internal void ConveneNoMore() => Convenes = false;
}

/// <summary>How far someone has come into a group.</summary>
public enum MembershipState
{
    /// <summary>Asked to come in.</summary>
    Asked,

    /// <summary>Belongs to it.</summary>
    Member,

    /// <summary>Was told no this time.</summary>
    Declined,

    /// <summary>May come in, and waits for a place.</summary>
    Waiting,

    /// <summary>A place is kept for them until they say whether they come.</summary>
    Offered,

    /// <summary>Is invited; no place is kept.</summary>
    Invited,
}

/// <summary>
/// What a member who keeps somebody away says to their coming into the group: nobody else is asked, and nobody else learns that there was a question.
/// </summary>
public sealed class Consent
{
    private Consent()
    {
    }

    internal Consent(Id<Group> group, Id<Member> member, Id<Member> newcomer, Instant now) => (GroupId, MemberId, NewcomerId, AskedAt) = (group, member, newcomer, now);

    /// <summary>The group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Who is asked: a member of the group.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Who would come in, and is on their list.</summary>
    public Id<Member> NewcomerId { get; private set; }

    /// <summary>When they were asked.</summary>
    public Instant AskedAt { get; private set; }

    /// <summary>What they said; null while they have not.</summary>
    public bool? Answer { get; private set; }

    internal void Give(bool answer) => Answer = answer;
}

/// <summary>Something that one person, or a circle of them, is to be told of a group.</summary>
/// <param name="Kind">What.</param>
/// <param name="About">Whom it happened to; for <see cref="GroupNewsKind.AskedAbout"/>, who is asked; null where it concerns the whole group.</param>
public sealed record GroupNews(GroupNewsKind Kind, Id<Member>? About = null);

/// <summary>What there is to tell of a group.</summary>
public enum GroupNewsKind
{
    /// <summary>They have a place, or one is kept for them.</summary>
    Place,

    /// <summary>They are invited.</summary>
    Invited,

    /// <summary>Somebody whom they keep away would come in: they alone are asked.</summary>
    AskedAbout,

    /// <summary>Somebody asks those who convene.</summary>
    Request,

    /// <summary>The group is asked whether it still meets.</summary>
    Asleep,
}
