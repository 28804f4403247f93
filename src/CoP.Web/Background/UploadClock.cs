using CoP.Web.Features.Discussions.Uploads;

namespace CoP.Web.Background;

/// <summary>Tidies uploads once an hour; on several nodes each does it, and what is gone stays gone.</summary>
public sealed class UploadClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<UploadClock> log) : RoundsClock(TimeSpan.FromHours(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<ForgetUploads>(forget => forget.Due());
}
