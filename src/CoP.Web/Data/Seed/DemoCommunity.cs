using CoP.Domain.Members;
using CoP.Web.Data.Search;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace CoP.Web.Data.Seed;

/// <summary>
/// An invented community to look around in and to test with: agencies, people, discussions, meetings and groups, laid out
/// around the present day. Its passwords are known to everyone, so it exists in Development only.
/// </summary>
public sealed class DemoCommunity(CopDb db, IPasswordHasher<Account> passwords, TimeProvider clock)
{
    public const string Password = "peer-support-demo";
    public const string MailDomain = "@cop.example";

    /// <summary>The sign-ins that the console and the README name, with what each of them is.</summary>
    public static readonly IReadOnlyList<(string Email, string Is)> SignIns =
    [
        ("committee" + MailDomain, "steering committee; DMH Area Director of Recovery"),
        ("supporter" + MailDomain, "peer supporter"),
        ("supervisor" + MailDomain, "peer support supervisor, at the same agency"),
        ("administrator" + MailDomain, "administrator, at the same agency"),
        ("director" + MailDomain, "DMH Area Director of Recovery"),
        ("site" + MailDomain, "site administrator"),
    ];

    /// <summary>Settles into a site that has the first spaces and no members yet; false, and no change, where there are some.</summary>
    public Task<bool> Settle() => db.Write(async () =>
    {
        if (await db.Members.AnyAsync()) return false;
        var now = clock.Now();
        var people = Invite(now);
        DemoDiscussions.Hold(db, people, await db.Spaces.ToDictionaryAsync(s => s.Slug, s => s.Id), now);
        DemoModeration.Open(db, people, now);
        DemoMeetings.Hold(db, people, now);
        DemoMeetings.HoldExtra(db, people, now);
        DemoTurns.Agree(db, people, now);
        DemoPlanning.Ask(db, people, now);
        DemoAgendas.Propose(db, people, now);
        DemoAnswers.Give(db, people, now);
        DemoAfterwards.Keep(db, people, now);
        DemoTalks.Hold(db, people, await db.Spaces.MaxAsync(s => s.Order), now);
        DemoAfterwards.Announce(db, people, now);
        DemoGroups.Gather(db, people, now);
        DemoPolls.Ask(db, people, now);
        DemoAgreements.Reach(db, people, now);
        DemoCalendars.Choose(db, people, now);
        DemoMail.Choose(db, people, now);
        await db.SaveChangesAsync();
        await DemoRecords.Keep(db, people, now);
        await SearchUpkeep.Rebuild(db);
        return true;
    });

    People Invite(Instant now)
    {
        var agencies = SeedContent.Agencies().ToDictionary(a => a.Key, a => new Agency(Id<Agency>.New(now), a.Name, a.Areas.Together()));
        db.Agencies.AddRange(agencies.Values);
        // Hashing is slow by design; one hash serves all, for the password is no secret.
        var hash = passwords.HashPassword(null!, Password);
        var members = new Dictionary<string, Member>();
        foreach (var words in SeedContent.Members())
        {
            var joined = now - Duration.FromDays(300) + Duration.FromDays(2) * members.Count;
            var work = new WorkPlace(words.Role, words.Discipline, words.Supervises, words.Agency is null ? null : agencies[words.Agency].Id, words.Areas.Together());
            var member = new Member(Id<Member>.New(joined), words.Name, work, words.Language, words.Zone, joined);
            member.Entrust((words.Duties ?? []).Aggregate(Duties.None, (all, duty) => all | duty));
            members.Add(words.Key, member);
            db.Members.Add(member);
            db.Users.Add(AccountOf(member.Id, words.Key + MailDomain, hash));
        }
        return new People(members);
    }

    internal static Account AccountOf(Id<Member> id, string email, string hash) => new(id, email)
    {
        NormalizedEmail = email.ToUpperInvariant(),
        NormalizedUserName = email.ToUpperInvariant(),
        PasswordHash = hash,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        LockoutEnabled = true,
    };
}

/// <summary>The members of the demo community, by the key that the content has for them.</summary>
sealed class People(IReadOnlyDictionary<string, Member> members)
{
    public Member this[string key] => members[key];
    public IEnumerable<Member> All => members.Values;
    public IEnumerable<Member> WhoSignIn => DemoCommunity.SignIns.Select(s => members[s.Email[..s.Email.IndexOf('@', StringComparison.Ordinal)]]);

    public static Viewer As(Member m) => new(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties);
}
