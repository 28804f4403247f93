using CoP.Web.Features.CoReflection.ByMail;

namespace CoP.Web.Background;

/// <summary>Looks every minute whether calendars that are told of sessions by mail have to be told something. What was told once is not told again, on any node.</summary>
public sealed class InvitationClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<InvitationClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override Task Rounds() => Round<SessionInvitations>(invitations => invitations.Go());
}
