using System.Threading.Channels;
using CoP.Web.Background;
using CoP.Web.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoP.Web.Tests.Hosting;

public sealed class RoundsClockTests
{
    public static TheoryData<Exception> WhatGoesWrong => [new InvalidOperationException("The database is away."), new OperationCanceledException("The driver gave up.")];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(WhatGoesWrong), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_goes_wrong_in_a_round_the_next_one_comes_and_the_site_goes_on(Exception wrong)
    {
        var time = new SiteClock(DateTimeOffset.UnixEpoch);
        var work = new Work(wrong);
        await using var services = new ServiceCollection().AddSingleton(work).BuildServiceProvider();
        using var clock = new EveryMinute(services.GetRequiredService<IServiceScopeFactory>(), time);
        await clock.StartAsync(TestContext.Current.CancellationToken);
        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal(round, await work.Rounds.ReadAsync(TestContext.Current.CancellationToken));
            time.Advance(TimeSpan.FromMinutes(1));
        }
        await clock.StopAsync(TestContext.Current.CancellationToken);
    }

    sealed class EveryMinute(IServiceScopeFactory scopes, TimeProvider clock) : RoundsClock(TimeSpan.FromMinutes(1), scopes, clock, NullLogger.Instance)
    {
        protected override Task Rounds() => Round<Work>(work => work.Fail());
    }

    sealed class Work(Exception wrong)
    {
        readonly Channel<int> rounds = Channel.CreateUnbounded<int>();
        int round;

        public ChannelReader<int> Rounds => rounds.Reader;

        public Task Fail()
        {
            rounds.Writer.TryWrite(++round);
            throw wrong;
        }
    }
}
