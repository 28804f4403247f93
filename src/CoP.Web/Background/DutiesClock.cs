using CoP.Web.Features.Meetings.Checklist;
using CoP.Web.Features.Meetings.Facilitation;

namespace CoP.Web.Background;

/// <summary>Looks every minute what there is to be done for coming meetings that nobody has done. What was told once is not told again, on any node.</summary>
public sealed class DutiesClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DutiesClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override async Task Rounds()
    {
        await Round<FacilitatorRounds>(rounds => rounds.Go());
        await Round<ChecklistRounds>(rounds => rounds.Go());
    }
}
