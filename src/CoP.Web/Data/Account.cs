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

    /// <summary>When the password was set by somebody who showed nothing but the mailbox; null where whoever set it had shown more.</summary>
    public Instant? PasswordByMailAt { get; set; }
}
