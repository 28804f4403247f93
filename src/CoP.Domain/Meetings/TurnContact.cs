using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>Who speaks for the turns of an area: proposes to exchange one, and accepts or declines what others propose.</summary>
public sealed class TurnContact
{
    private TurnContact()
    {
    }

    /// <summary>Names the one who speaks for an area.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Name"/>.</exception>
    public TurnContact(Area area, Member member, Instant now)
    {
        Area = area;
        Name(member, now);
    }

    /// <summary>Which area.</summary>
    public Area Area { get; private set; }

    /// <summary>Who.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; private set; }

    /// <summary>Names another. That one member speaks for one area alone, the database sees to.</summary>
    /// <exception cref="RuleBrokenException"><c>turn.contact</c>: not an active member who works in the area.</exception>
    public void Name(Member member, Instant now)
    {
        if (member.State != MemberState.Active || !member.Areas.Holds(Area)) throw new RuleBrokenException("turn.contact");
        (MemberId, Since) = (member.Id, now);
    }
}
