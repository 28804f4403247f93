using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.Extensions.Options;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>What time brings about in working agreements. It keeps nothing in memory: what was told once is there as an occasion.</summary>
public sealed class AgreementRounds(CopDb db, AgreeTogether agree, TimeProvider clock, IOptions<CopSettings> settings)
{
    /// <summary>The hour of the day, on the community's clock, from which a fresh look is due.</summary>
    static readonly LocalTime LookFrom = new(9, 0);

    public async Task Go()
    {
        var now = clock.Now();
        foreach (var id in await db.AgreementVersions.Where(v => v.State == AgreementState.Open && db.Groups.Any(g => g.Id == v.GroupId && g.ClosedAt == null)).Select(v => v.GroupId).ToListAsync())
        {
            // Looked at first, and only then held: of most there is nothing to do.
            var agreement = await db.WorkingAgreements.AsNoTracking().Whole().SingleOrDefaultAsync(a => a.GroupId == id);
            if (agreement is not null && agreement.Settle((await db.PresentIn(id)).Ids(), now)) await agree.Settle(id);
        }
        var local = now.InZone(DateTimeZoneProviders.Tzdb[settings.Value.TimeZone]);
        var day = local.TimeOfDay >= LookFrom ? local.Date : local.Date.PlusDays(-1);
        foreach (var id in await Due(day).Select(v => v.Id).ToListAsync())
            await db.Write(async () =>
            {
                var group = await db.AgreementVersions.Where(v => v.Id == id).Select(v => v.GroupId).SingleAsync();
                if (await db.Groups.ForUpdate(group) is null || await Due(day).SingleOrDefaultAsync(v => v.Id == id) is not { } version) return;
                var key = new Id<Occasion>(KeyOf(id));
                if (!await db.Occasions.AnyAsync(o => o.Id == key)) await agree.TellLookDue(version, key.Value);
            });
    }

    static Guid KeyOf(Id<AgreementVersion> id) => StableKey.Of($"agreement/look/{id}");

    // Not while another wording waits already: then the group is looking at it.
    IQueryable<AgreementVersion> Due(LocalDate day) => db.AgreementVersions.Where(v =>
        v.Number != null && v.FreshLookOn <= day && db.Groups.Any(g => g.Id == v.GroupId && g.ClosedAt == null)
        && !db.AgreementVersions.Any(other => other.GroupId == v.GroupId && (other.Number > v.Number || other.State == AgreementState.Open)));
}
