using System.Globalization;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CoP.Web.Features.Members.SignIn;

/// <summary>Lets members in: with a password, with an emailed link, or as they join.</summary>
public sealed class Doorkeeper(
    CopDb db, UserManager<Account> accounts, SignInManager<Account> signIn, Sessions sessions, IOptions<IdentityOptions> identity, TimeProvider clock, ILogger<Doorkeeper> log)
{
    // So many letters an hour: whoever types another's address again and again must not fill their mailbox.
    const int LinksAnHour = 5;

    const string ByLink = "link";

    // What a password is compared with where there is no account: the work is the same.
    static readonly Account nobody = new(default, "nobody");
    static string? nobodysHash;

    /// <summary>Signs in whoever knows the password; false says nothing of why.</summary>
    public async Task<bool> WithPassword(string email, string password, bool stay)
    {
        var id = await AccountOf(email);
        // Counted before the password is looked at: of guesses that come at once, no more than the limit are looked at.
        var counted = id is { } known && await CountTry(known);
        var account = id is null ? null : await accounts.FindByIdAsync(id.Value.ToString());
        var right = Verify(account, password);
        if (account is null || !counted || !right || !await Admit(account, stay, byLink: false))
        {
            log.LogInformation("Sign-in with a password refused: {Account}", id?.ToString() ?? "no account");
            return false;
        }

        return true;
    }

    /// <summary>
    /// A member who came by mail gives their password too. It counts against the same tries as signing in. A password that was itself set with nothing
    /// but the mailbox proves no more than the mailbox.
    /// </summary>
    public async Task<Proof> Prove(SignedInMember member, string password)
    {
        var counted = await CountTry(member.Id.Value);
        var account = (await accounts.FindByIdAsync(member.Id.Value.ToString()))!;
        if (!Verify(account, password) || !counted) return Proof.Wrong;
        var now = clock.Now();
        var opens = OwnOpensAt(account, byLink: false, now);
        await db.Write(async () =>
        {
            await Forgive(account);
            if (opens <= now) (await db.SignInSessions.SingleOrDefaultAsync(s => s.Id == member.Session!.Id))?.Prove(now);
        });
        return opens <= now ? Proof.Given : Proof.ByMailToo;
    }

    /// <summary>Has a link sent where the address is a member's. Takes the same way where it is not.</summary>
    public async Task SendLink(string email)
    {
        var now = clock.Now();
        var id = await AccountOf(email) is { } account ? new Id<Member>(account) : (Id<Member>?)null;
        await db.Write(async () =>
        {
            await db.SignInLinks.Where(l => l.ExpiresAt < now - Duration.FromDays(1)).ExecuteDeleteAsync();
            var sentLately = await db.SignInLinks.CountAsync(l => l.MemberId == id && l.ExpiresAt > now + SignInLink.Lasts - Duration.FromHours(1));
            var link = new SignInLink(Id<SignInLink>.New(now), id, now);
            db.SignInLinks.Add(link);
            if (id is not null && sentLately < LinksAnHour) db.Tell(Occasion.Of(LetterKind.SignInLink, link.Id.Value, 0, now, id));
        });
    }

    /// <summary>Whether the link would sign someone in now. Changes nothing.</summary>
    public async Task<bool> Opens(Id<SignInLink> id) => await db.SignInLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id) is { } link && link.IsOpen(clock.Now());

    /// <summary>Uses the link up and signs its member in; false where it opens nothing (any more).</summary>
    public async Task<bool> WithLink(Id<SignInLink> id, bool stay)
    {
        Id<Member> member;
        try
        {
            member = await db.Write(async () =>
            {
                var link = await db.SignInLinks.ForUpdate(id) ?? throw new RuleBrokenException("link.closed");
                return link.Use(clock.Now());
            });
        }
        catch (RuleBrokenException)
        {
            log.LogInformation("Sign-in link refused: {Link}", id);
            return false;
        }

        return await accounts.FindByIdAsync(member.Value.ToString()) is { } account && await Admit(account, stay, byLink: true);
    }

    /// <summary>Signs a newcomer in.</summary>
    public Task Welcome(Account account) => Admit(account, stay: false, byLink: false);

    /// <summary>
    /// Whether the person showed a moment ago, with a link, that the mailbox is theirs: then they may set a password
    /// without knowing the old one.
    /// </summary>
    public static async Task<bool> CameByLink(HttpContext context, TimeProvider clock) =>
        (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items.TryGetValue(ByLink, out var text) == true
        && long.TryParse(text, CultureInfo.InvariantCulture, out var at)
        && clock.GetUtcNow() < DateTimeOffset.FromUnixTimeSeconds(at) + SignInLink.Lasts.ToTimeSpan();

    async Task<bool> Admit(Account account, bool stay, bool byLink)
    {
        var id = new Id<Member>(account.Id);
        if (!await db.Members.AnyAsync(m => m.Id == id && m.State == MemberState.Active)) return false;
        // Neither a password nor a link stands in for the second step. Where one is due, and cannot be asked for, the door stays shut.
        if (account.TwoFactorEnabled) return false;

        var properties = new AuthenticationProperties { IsPersistent = stay };
        await db.Write(async () =>
        {
            await Forgive(account);
            var now = clock.Now();
            await sessions.Begin(id, properties, OwnOpensAt(account, byLink, now));
        });
        if (byLink) properties.Items[ByLink] = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await signIn.SignInAsync(account, properties);
        log.LogInformation("Signed in {Account} with {Means}", account.Id, byLink ? "a link" : "a password");
        return true;
    }

    // Tries that failed before are forgotten. Only inside a write.
    async Task Forgive(Account account)
    {
        await db.Lock("Accounts", account.Id);
        await db.Entry(account).ReloadAsync();
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
    }

    // When what is the member's alone opens to somebody who comes now.
    static Instant OwnOpensAt(Account account, bool byLink, Instant now) =>
        byLink ? now + SignInSession.WaitAfterMail
        : account.PasswordByMailAt is { } at ? Instant.Max(now, at + SignInSession.WaitAfterMail)
        : now;

    async Task<Guid?> AccountOf(string email)
    {
        var normalized = accounts.NormalizeEmail(email.Trim());
        return await db.Users.Where(a => a.NormalizedEmail == normalized).Select(a => (Guid?)a.Id).SingleOrDefaultAsync();
    }

    Task<bool> CountTry(Guid id) => db.Write(async () =>
    {
        var limits = identity.Value.Lockout;
        await db.Lock("Accounts", id);
        var account = await db.Users.SingleAsync(a => a.Id == id);
        await db.Entry(account).ReloadAsync();
        if (account.LockoutEnd > clock.GetUtcNow()) return false;
        if (++account.AccessFailedCount < limits.MaxFailedAccessAttempts) return true;
        (account.AccessFailedCount, account.LockoutEnd) = (0, clock.GetUtcNow() + limits.DefaultLockoutTimeSpan);
        log.LogWarning("Password sign-in paused after {Tries} tries: {Account}", limits.MaxFailedAccessAttempts, id);
        return true;
    });

    bool Verify(Account? account, string password)
    {
        var hash = account?.PasswordHash ?? (nobodysHash ??= accounts.PasswordHasher.HashPassword(nobody, Guid.NewGuid().ToString()));
        return accounts.PasswordHasher.VerifyHashedPassword(account ?? nobody, hash, password) != PasswordVerificationResult.Failed && account?.PasswordHash is not null;
    }
}

/// <summary>What came of giving a password in a session that was opened by mail.</summary>
public enum Proof
{
    Given,
    Wrong,

    /// <summary>It is the password, and it was set with nothing but the mailbox a short while ago.</summary>
    ByMailToo,
}
