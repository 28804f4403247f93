using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Access;
using CoP.Web.Features.Meetings.Seats;

namespace CoP.Web.Background;

/// <summary>
/// Once a minute looks at what follows from answers: access needs that are due to be forgotten, those who have to know of the others, seats that
/// have come free. On several nodes each does it; what is gone stays gone, and what was told is told once.
/// </summary>
public sealed class AnswersClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnswersClock> log) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, log)
{
    protected override async Task Rounds()
    {
        // Where telling fails, the promise to forget is kept all the same; and what is due to be forgotten is hidden by then in any case.
        await Round<ForgetAccessNeeds>(forget => forget.Due());
        await Round<ForgetAbsences>(forget => forget.Due());
        await Round<AccessRounds>(rounds => rounds.Go());
        await Round<SeatRounds>(rounds => rounds.Go());
    }
}
