using CoP.Domain.Members;
using Microsoft.AspNetCore.Identity;

namespace CoP.Web.Data;

/// <summary>How a member signs in; the same GUID as the <see cref="Member"/>.</summary>
public sealed class Account : IdentityUser<Guid>
{
    Account()
    {
    }

    public Account(Id<Member> id, string email) => (Id, UserName, Email, EmailConfirmed) = (id.Value, email, email, true);
}
