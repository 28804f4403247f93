using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Prometheus;

namespace CoP.Web.Operations.Measuring;

/// <summary>Hands out <see cref="Measures"/> on a port of their own, where the settings name one: what members reach shows none.</summary>
public static class MeasuringSite
{
    public const string PortSetting = "CoP:Metrics:Port", AddressSetting = "CoP:Metrics:Address";

    public static void AddMeasuring(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[PortSetting] is not { Length: > 0 }) return;
        builder.Services.AddSingleton<Measures>();
        builder.Services.AddHostedService<Server>();
        builder.Services.AddSingleton<ILoggerProvider, Ear>();
    }

    /// <summary>Counts every request that is for something, once: the page that says what went wrong is part of it.</summary>
    public static void UseMeasuring(this WebApplication app)
    {
        if (app.Services.GetService<Measures>() is not { } measures) return;
        app.Use(async (context, next) =>
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                await next(context);
                return;
            }

            var begun = Stopwatch.GetTimestamp();
            var status = StatusCodes.Status500InternalServerError;
            try
            {
                await next(context);
                status = context.Response.StatusCode;
            }
            finally
            {
                measures.Answered(context, status, Stopwatch.GetElapsedTime(begun));
            }
        });
    }

    /// <summary>What is wrong with the settings about it; null where nothing is.</summary>
    public static string? Problem(IConfiguration settings)
    {
        if (settings[PortSetting] is { Length: > 0 } port && !(ushort.TryParse(port, out var number) && number > 0)) return $"{PortSetting} is “{port}”, which is no port.";
        return settings[AddressSetting] is { Length: > 0 } address && !IPAddress.TryParse(address, out _) ? $"{AddressSetting} is “{address}”, which is no IP address of this machine." : null;
    }

    sealed class Server(Measures measures, IConfiguration settings) : IHostedService
    {
        readonly KestrelMetricServer server = new(new KestrelMetricServerOptions
        {
            // Figures tell when people are there. Whoever wants them from another machine says so.
            Hostname = settings[AddressSetting] is { Length: > 0 } address ? address : "127.0.0.1",
            Port = settings.GetValue<ushort>(PortSetting),
            Registry = measures.Registry,
        });

        public Task StartAsync(CancellationToken cancellationToken)
        {
            server.Start();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync();
    }

    /// <summary>Hears that something was logged, and not what.</summary>
    sealed class Ear(IServiceProvider services) : ILoggerProvider, ILogger
    {
        Measures? measures;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        // Found late: what counts is made of services that log themselves.
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) (measures ??= services.GetService<Measures>())?.Logged(logLevel);
        }

        public void Dispose()
        {
        }
    }
}
