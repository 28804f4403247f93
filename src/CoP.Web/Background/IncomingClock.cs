using CoP.Web.Mail.Incoming;

namespace CoP.Web.Background;

/// <summary>Every half minute reads what members answered by mail, where a mailbox is set; once an hour forgets what is good no more.</summary>
public sealed class IncomingClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<IncomingClock> log) : RoundsClock(TimeSpan.FromSeconds(30), scopes, clock, log)
{
    int rounds;

    protected override async Task Rounds()
    {
        await Round<IncomingRounds>(incoming => incoming.Go());
        if (rounds++ % 120 != 0) return;
        await Round<IncomingDesk>(desk => desk.Tidy());
        await Round<ReplyAddresses>(addresses => addresses.Tidy());
    }
}
