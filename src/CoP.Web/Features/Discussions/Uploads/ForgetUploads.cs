using CoP.Domain.Discussions;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>
/// Throws away what was not posted within a week, which is longer than a first post waits to be looked at; and, of what was
/// posted, the next day, the last trace of who sent it.
/// </summary>
public sealed class ForgetUploads(CopDb db, TimeProvider clock)
{
    public Task Due() => db.Write(async () =>
    {
        var today = LocalDate.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (lastWeek, yesterday) = (today.PlusDays(-Upload.DaysKept), today.PlusDays(-1));
        await db.Uploads.Where(u => u.PostId == null && u.Day < lastWeek).ExecuteDeleteAsync();
        await db.Uploads.Where(u => u.PostId != null && u.Owner != null && u.Day < yesterday).ExecuteUpdateAsync(u => u.SetProperty(x => x.Owner, (string?)null));
    });
}
