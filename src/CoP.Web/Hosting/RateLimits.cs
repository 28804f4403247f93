using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace CoP.Web.Hosting;

/// <summary>The section <c>CoP:RateLimits</c>: how many requests are answered before the site asks to wait.</summary>
public sealed class RateLimitSettings
{
    /// <summary>Requests a minute of one address that is not signed in. A whole office may share an address.</summary>
    public int Anonymous { get; set; } = 300;

    /// <summary>Requests a minute of one member.</summary>
    public int Member { get; set; } = 600;

    /// <summary>Tries in 15 minutes, of one address, to sign in, ask for a link, join or set up.</summary>
    public int Door { get; set; } = 60;

    /// <summary>Posts of one member in 10 minutes.</summary>
    public int Posts { get; set; } = 20;

    /// <summary>Discussions that one member begins in an hour.</summary>
    public int Threads { get; set; } = 6;

    /// <summary>Concerns that one member raises in a day.</summary>
    public int Concerns { get; set; } = 20;
}

/// <summary>Limits by member, and by address for whoever is nobody yet. Wide in Development, unless the settings name figures.</summary>
public static class RateLimits
{
    /// <summary>For forms at which one can guess: passwords, tokens, addresses.</summary>
    public const string Door = nameof(Door);

    static readonly object RetryKey = new();

    /// <summary>For the page that says 429: how long to wait; null on any other.</summary>
    public static TimeSpan? RetryAfter(this HttpContext context) => context.Items[RetryKey] as TimeSpan?;

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var limits = new RateLimitSettings();
        if (builder.Environment.IsWorkshop()) limits.Anonymous = limits.Member = limits.Door = limits.Posts = limits.Threads = limits.Concerns = 10_000_000;
        builder.Services.AddSingleton(s =>
        {
            s.GetRequiredService<IConfiguration>().GetSection("CoP:RateLimits").Bind(limits);
            return limits;
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Everything);
            limiter.AddPolicy(Door, AtTheDoor);
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    rejected.HttpContext.Items[RetryKey] = wait;
                    rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                }

                return ValueTask.CompletedTask;
            };
        });
    }

    static RateLimitPartition<string> Everything(HttpContext context)
    {
        // The error page is shown within the request that failed; files cost nothing.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return RateLimitPartition.GetNoLimiter("");
        var limits = context.RequestServices.GetRequiredService<RateLimitSettings>();
        return context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } member
            ? Window(context, "m" + member, limits.Member, TimeSpan.FromMinutes(1))
            : Window(context, "a" + Address(context), limits.Anonymous, TimeSpan.FromMinutes(1));
    }

    static RateLimitPartition<string> AtTheDoor(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? RateLimitPartition.GetNoLimiter("")
            : Window(context, "d" + Address(context), context.RequestServices.GetRequiredService<RateLimitSettings>().Door, TimeSpan.FromMinutes(15));

    static RateLimitPartition<string> Window(HttpContext context, string key, int limit, TimeSpan window)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        return RateLimitPartition.Get(key, _ => new ClockedWindow(limit, window, clock));
    }

    /// <summary>Who asks from outside: the address, or, of version 6, the network that one subscriber is given.</summary>
    internal static string Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }

    /// <summary>So many in each stretch of time, measured by the site's own clock; the framework's limiters know only the machine's.</summary>
    sealed class ClockedWindow(int limit, TimeSpan window, TimeProvider clock) : RateLimiter
    {
        readonly Lock exclusive = new();
        DateTimeOffset opened = clock.GetUtcNow(), last = clock.GetUtcNow();
        int used;

        public override TimeSpan? IdleDuration => clock.GetUtcNow() - opened >= window ? clock.GetUtcNow() - last : null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            lock (exclusive)
            {
                last = clock.GetUtcNow();
                if (last - opened >= window) (opened, used) = (last, 0);
                if (used + permitCount > limit) return new Refused(opened + window - last);
                used += permitCount;
                return new Granted();
            }
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));
    }

    sealed class Granted : RateLimitLease
    {
        public override bool IsAcquired => true;
        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }

    sealed class Refused(TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired => false;
        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = wait;
            return metadataName == MetadataName.RetryAfter.Name;
        }
    }
}
