using System.Data.Common;
using System.Globalization;
using CoP.Web.Data;
using CoP.Web.Features.Calendars.Feeds;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc.Controllers;
using Prometheus;

namespace CoP.Web.Operations.Measuring;

/// <summary>
/// Figures of this node for a Prometheus server: how much, how long, how often. No name, address or id of anybody or anything is in them; what a request was for is told
/// by its feature alone.
/// </summary>
public sealed class Measures
{
    readonly Counter requests, feeds, logged;
    readonly Histogram seconds;
    readonly Gauge connections, letters, oldest, occasions, database;
    readonly LiveConnections live;
    readonly IServiceScopeFactory scopes;
    readonly TimeProvider clock;

    public Measures(LiveConnections live, IServiceScopeFactory scopes, TimeProvider clock)
    {
        (this.live, this.scopes, this.clock) = (live, scopes, clock);
        var make = Metrics.WithCustomRegistry(Registry);
        requests = make.CreateCounter("cop_requests_total", "Requests answered, by feature and kind of answer.", "feature", "status");
        seconds = make.CreateHistogram("cop_request_seconds", "How long answers took; live connections left out.", new HistogramConfiguration { LabelNames = ["feature"], Buckets = [.01, .025, .05, .1, .25, .5, 1, 2.5, 10] });
        feeds = make.CreateCounter("cop_feed_requests_total", "Requests of calendars for their feeds: 200 anew, 304 as before, 404 none such.", "status");
        logged = make.CreateCounter("cop_log_entries_total", "What was logged as a warning or worse.", "level");
        connections = make.CreateGauge("cop_live_connections", "Pages connected live to this node.");
        letters = make.CreateGauge("cop_letters_waiting", "Letters that are due and have not been handed over, on all nodes.");
        oldest = make.CreateGauge("cop_letters_oldest_seconds", "For how long the oldest of them has been due.");
        occasions = make.CreateGauge("cop_occasions_waiting", "Occasions that are due and whose letters are not made up yet, on all nodes.");
        database = make.CreateGauge("cop_database_up", "Whether the database answered just now: 1 or 0.");
        DotNetStats.Register(Registry);
        Registry.AddBeforeCollectCallback(Look);
    }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    /// <summary>A request was answered.</summary>
    internal void Answered(HttpContext context, int status, TimeSpan took)
    {
        var action = context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>();
        var feature = FeatureOf(action);
        requests.WithLabels(feature, $"{(status / 100).ToString(CultureInfo.InvariantCulture)}xx").Inc();
        if (!context.WebSockets.IsWebSocketRequest && status != StatusCodes.Status101SwitchingProtocols) seconds.WithLabels(feature).Observe(took.TotalSeconds);
        if (action is { ActionName: nameof(FeedsController.Show) } && action.ControllerTypeInfo == typeof(FeedsController)) feeds.WithLabels(status.ToString(CultureInfo.InvariantCulture)).Inc();
    }

    /// <summary>Something was logged.</summary>
    internal void Logged(LogLevel level) => logged.WithLabels(level.ToString().ToLowerInvariant()).Inc();

    async Task Look(CancellationToken cancel)
    {
        connections.Set(live.Count);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CopDb>();
            var now = clock.Now();
            var due = db.Letters.Where(l => l.State == LetterState.Waiting && l.DueAt <= now);
            letters.Set(await due.CountAsync(cancel));
            oldest.Set(await due.MinAsync(l => (Instant?)l.DueAt, cancel) is { } since ? (now - since).TotalSeconds : 0);
            occasions.Set(await db.Occasions.CountAsync(o => o.FannedOutAt == null && o.SetAsideAt == null && o.DueAt <= now, cancel));
            database.Set(1);
        }
        catch (Exception unreachable) when (unreachable is DbException or InvalidOperationException)
        {
            database.Set(0);
        }
    }

    // CoP.Web.Features.Meetings.Day.DayController is of Meetings.
    static string FeatureOf(ControllerActionDescriptor? action) =>
        action?.ControllerTypeInfo.Namespace?.Split('.') is [_, _, "Features", var feature, ..] ? feature.ToLowerInvariant() : "other";
}
