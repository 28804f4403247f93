using System.Buffers.Text;
using System.Security.Cryptography;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Administration.SetUp;

/// <summary>
/// The one member whom nobody invites. Whoever reads what the site prints as it starts runs the machine, and may set it
/// up; nobody else can, and nobody can twice.
/// </summary>
public sealed class FirstAdministrator(CopDb db, Newcomers newcomers, SiteAddress site)
{
    /// <summary>Prints the address at which the site is set up, where it has no administrator yet.</summary>
    public async Task OfferSetUp()
    {
        if (await NewAddress() is { } address) Console.WriteLine($"This site has no administrator yet. Set it up, once, at {address}");
    }

    /// <summary>A new address at which the site is set up; null where it has an administrator. An earlier one ends with that.</summary>
    public async Task<Uri?> NewAddress()
    {
        if (await IsThere()) return null;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await db.Write(async () =>
        {
            if (await db.SetUpKeys.ForUpdate(SetUpKey.TheOne) is { } key) key.Change(token);
            else db.SetUpKeys.Add(new SetUpKey(token));
        });
        return site.To($"/setup/{token}");
    }

    /// <summary>Whether the token opens the page now. Changes nothing.</summary>
    public async Task<bool> Opens(string token) =>
        await db.SetUpKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == SetUpKey.TheOne) is { } key && key.Opens(token) && !await IsThere();

    /// <summary>Makes the first member: site administrator, and on the committee so that they can invite the others.</summary>
    /// <exception cref="RuleBrokenException"><c>setup.closed</c>: used, out of date, or never given; what a member's name and role must be.</exception>
    public Task Join(string token, string name, string email, string password, WorkPlace work, string language, string zoneId) =>
        newcomers.Join(email, password, async (id, now) =>
        {
            var key = await db.SetUpKeys.ForUpdate(SetUpKey.TheOne);
            if (key is null || !key.Opens(token) || await IsThere()) throw new RuleBrokenException("setup.closed");
            var member = new Member(id, name, work, language, zoneId, now);
            member.Entrust(Duties.Committee | Duties.SiteAdministrator);
            db.SetUpKeys.Remove(key);
            db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.SetUp, null, id, after: member.Duties.ToString()));
            return member;
        });

    Task<bool> IsThere() => db.Members.AnyAsync(m => m.State == MemberState.Active && (m.Duties & Duties.SiteAdministrator) != Duties.None);
}
