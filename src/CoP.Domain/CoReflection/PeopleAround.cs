using CoP.Domain.Common;
using CoP.Domain.Members;

namespace CoP.Domain.CoReflection;

/// <summary>What has to be known of the people in a group and on their way there: who keeps whom away, and who may not come in.</summary>
/// <param name="apart">Pairs of who keeps away and who is kept away, by a list of their own or as those with a say at their agency.</param>
/// <param name="outside">Who may not come in: the group is not for their role of today, or they may not sign in.</param>
public sealed class PeopleAround(IEnumerable<(Id<Member> Keeper, Id<Member> Kept)> apart, IEnumerable<Id<Member>> outside)
{
    private readonly HashSet<(Id<Member> Keeper, Id<Member> Kept)> _apart = [.. apart];
    private readonly HashSet<Id<Member>> _outside = [.. outside];

    /// <summary>Nobody keeps anybody away.</summary>
    public static PeopleAround Strangers { get; } = new([], []);

    /// <summary>Whether <paramref name="keeper"/> does not want to meet <paramref name="kept"/>.</summary>
    public bool Keeps(Id<Member> keeper, Id<Member> kept) => _apart.Contains((keeper, kept));

    /// <summary>Whether the member may not come in.</summary>
    public bool AreOutside(Id<Member> member) => _outside.Contains(member);
}
