using CoP.Web.Features.Moderation;

namespace CoP.Web.Background;

/// <summary>
/// Tells open pages once a minute of what moderators hid and is due to be shown again; on several nodes the first to come does it. Pages that are
/// opened go by the clock in any case.
/// </summary>
public sealed class HidingsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<HidingsClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<EndHidings>(hidings => hidings.Due());
}
