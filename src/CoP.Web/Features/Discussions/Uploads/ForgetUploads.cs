using CoP.Web.Data;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>Throws away what was never posted, a day after it came; and, of what was, the last trace of who sent it.</summary>
public sealed class ForgetUploads(CopDb db, TimeProvider clock)
{
    public Task Due() => db.Write(async () =>
    {
        // Only the day is known: what came in the last minute of yesterday stays the whole of today.
        var yesterday = LocalDate.FromDateTime(clock.GetUtcNow().UtcDateTime).PlusDays(-1);
        await db.Uploads.Where(u => u.PostId == null && u.Day < yesterday).ExecuteDeleteAsync();
        await db.Uploads.Where(u => u.PostId != null && u.Owner != null && u.Day < yesterday).ExecuteUpdateAsync(u => u.SetProperty(x => x.Owner, (string?)null));
    });
}
