using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Reminders.Digests;

/// <summary>
/// Finds whose digest has come due by the clock on their wall, and has it written. The day of the last one stands with their choices, under the lock of their row: however many nodes look,
/// and however clocks jump, each day's digest is begun once, and after a pause of the site only the latest.
/// </summary>
public sealed class DigestRounds(CopDb db, TimeProvider clock)
{
    const int AtOnce = 50;

    public async Task Go()
    {
        var now = clock.Now();
        var gathering = await (from c in db.MailChoices.AsNoTracking().Where(c => c.DigestSince != null)
                               join m in db.Members.Where(m => m.State == MemberState.Active) on c.MemberId equals m.Id
                               select new { Choices = c, m.ZoneId }).ToListAsync();
        var due = gathering.Where(g => g.Choices.DigestDue(now, DateTimeZoneProviders.Tzdb[g.ZoneId]) is not null).Select(g => (g.Choices.MemberId, g.ZoneId)).ToList();
        foreach (var some in due.Chunk(AtOnce))
            await db.Write(async () =>
            {
                foreach (var (member, zone) in some)
                {
                    // Looked at again: another node may have begun it a moment ago.
                    var choices = await db.ChoicesOf(member);
                    if (choices.DigestDue(now, DateTimeZoneProviders.Tzdb[zone]) is not { } day) continue;
                    choices.BeginDigest(day);
                    db.Tell(Occasion.Once(new Digest(member, day).Key, LetterKind.Digest, member.Value, now));
                }
            });
    }
}
