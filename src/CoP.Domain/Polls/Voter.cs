using CoP.Domain.Common;
using CoP.Domain.Members;

namespace CoP.Domain.Polls;

/// <summary>Who answers in a poll: a member, or a guest who was invited to one poll and is none. Their ids never meet, so that one stands for either.</summary>
public static class Voters
{
    /// <summary>The member as one who answers.</summary>
    public static Id<Voter> AsVoter(this Id<Member> member) => new(member.Value);

    /// <summary>The guest as one who answers.</summary>
    public static Id<Voter> AsVoter(this Id<PollGuest> guest) => new(guest.Value);
}

/// <summary>Names the ids of those who answer, and is nothing else; see <see cref="Voters"/>.</summary>
public abstract class Voter
{
    private protected Voter()
    {
    }
}
