using CoP.Domain.Common;
using CoP.Domain.Members;

namespace CoP.Domain.Guidelines;

/// <summary>That a member wants to be told on the site when a post cites a core value.</summary>
public sealed class ValueFollow
{
    private ValueFollow()
    {
    }

    /// <summary>From now on.</summary>
    public ValueFollow(Id<Member> memberId, CoreValue value) => (MemberId, Value) = (memberId, value.Slug);

    /// <summary>Who follows.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>The <see cref="CoreValue.Slug"/> of the value.</summary>
    public string Value { get; private set; } = "";
}
