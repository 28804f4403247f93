using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Web.Tests;

/// <summary>Groups among people of whom nobody keeps anybody away, as in most tests.</summary>
internal static class Strangers
{
    public static Membership Join(this Group group, Viewer viewer, Instant now) => group.Join(viewer, PeopleAround.Strangers, now);

    public static void Accept(this Group group, Id<Member> member, Id<Member> by, Instant now) => group.Accept(member, by, PeopleAround.Strangers, now);
}
