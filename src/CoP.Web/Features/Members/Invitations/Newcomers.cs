using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Members.Invitations;

/// <summary>Makes a member and an account of someone, in one transaction, and signs them in: from an invitation, or as the site is set up.</summary>
public sealed class Newcomers(CopDb db, Anonymity anonymity, UserManager<Account> accounts, Doorkeeper doorkeeper, TimeProvider clock, IStringLocalizer<MembersText> texts, IStringLocalizer<CommonText> common)
{
    /// <summary>What is wrong with what a newcomer chose, by the name of its field.</summary>
    public async Task<List<(string Field, string Problem)>> Problems(string email, string password, string zoneId, string language)
    {
        var problems = new List<(string, string)>();
        if (!string.IsNullOrEmpty(zoneId) && !Format.IsOffered(zoneId)) problems.Add(("ZoneId", common["wrong.form"]));
        if (!string.IsNullOrEmpty(language) && !Languages.All.Contains(language, StringComparer.Ordinal)) problems.Add(("Language", common["wrong.form"]));
        if (!string.IsNullOrEmpty(password) && await PasswordProblem(new Account(default, email), password) is { } problem) problems.Add(("Password", problem));
        return problems;
    }

    /// <summary>Why the password will not do; null where it will.</summary>
    public async Task<string?> PasswordProblem(Account account, string password)
    {
        foreach (var rule in accounts.PasswordValidators)
            if (await rule.ValidateAsync(accounts, account, password) is { Succeeded: false } failed)
                return texts["password." + failed.Errors.First().Code, Profile.PasswordRules.Shortest, Profile.PasswordRules.Longest];
        return null;
    }

    /// <summary>Adds the member that <paramref name="introduce"/> makes inside the transaction, with an account under the address.</summary>
    /// <exception cref="RuleBrokenException"><c>invitation.closed</c>: the address has an account by now; what <paramref name="introduce"/> refuses.</exception>
    public async Task Join(string email, string password, Func<Id<Member>, Instant, Task<Member>> introduce)
    {
        var now = clock.Now();
        var id = Id<Member>.New(now);
        var account = new Account(id, email);
        // Before the transaction: this is slow on purpose, and others wait to write.
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        await db.Write(async () =>
        {
            var member = await introduce(id, now);
            db.Members.Add(member);
            if (!(await accounts.CreateAsync(account)).Succeeded) throw new RuleBrokenException("invitation.closed");
            await anonymity.AgencyChanged(db, member.AgencyId);
        });
        await doorkeeper.Welcome(account);
    }
}
