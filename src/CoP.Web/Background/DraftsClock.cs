using CoP.Web.Features.Discussions.Writing;

namespace CoP.Web.Background;

/// <summary>Forgets drafts once an hour that nobody has gone on with.</summary>
public sealed class DraftsClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DraftsClock> log) : RoundsClock(TimeSpan.FromHours(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<Drafts>(drafts => drafts.Tidy());
}
