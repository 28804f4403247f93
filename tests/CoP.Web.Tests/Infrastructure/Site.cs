using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// The real program on a database of its own and under a clock that only the test moves. As a class fixture one site serves
/// a class of tests, which keep apart by making members and threads of their own.
/// </summary>
public class Site(DatabaseKind kind) : IAsyncLifetime
{
    /// <summary>
    /// Monday, 3 March 2031, 10:00 in New York; six days later the clocks change. In the future, since cookies that outlive the
    /// visit are dropped by clients whose clock is past them.
    /// </summary>
    public static readonly DateTimeOffset Start = new(2031, 3, 3, 15, 0, 0, TimeSpan.Zero);

    Host? host;
    TestDatabase? database;
    ITestOutputHelper? output;

    /// <summary>What time it is on the site. <c>Clock.Advance(TimeSpan)</c> moves it and lets everything fall due that waits for it.</summary>
    public SiteClock Clock { get; } = new(Start);

    /// <summary>Settings beyond those that every site under test has; before the site starts.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Other services than the program's; before the site starts.</summary>
    public Action<IServiceCollection> Replace { get; set; } = _ => { };

    /// <summary>Whether the site listens on a real port, for browsers and sockets; before the site starts.</summary>
    public bool Listens { get; init; }

    public string Environment { get; protected init; } = "Testing";

    /// <summary>A database that is there already; before the site starts.</summary>
    public TestDatabase? Place { get; init; }

    /// <summary>The key of every site under test.</summary>
    public const string Key = "bm8gc2VjcmV0OiB0aGUga2V5IG9mIGFsbCB0ZXN0cy4=";

    public DatabaseKind Kind => kind;

    public TestDatabase Database => database ?? throw new InvalidOperationException("The site has not started.");

    public IServiceProvider Services => Running.Services;

    public Instant Now => Clock.Now();

    /// <summary>Where it listens, or would.</summary>
    public Uri Address => Listens ? Running.ClientOptions.BaseAddress : new Uri("http://localhost");

    Host Running => host ?? throw new InvalidOperationException("The site has not started.");

    public virtual async ValueTask InitializeAsync()
    {
        database = Place ?? await TestDatabase.New(kind);
        host = new Host(this);
        if (Listens)
        {
            host.UseKestrel(0);
            host.StartServer();
        }
        _ = host.Services;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        database?.Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>A site outside a fixture, for a test that needs one to itself.</summary>
    public static async Task<Site> On(DatabaseKind kind, Action<Site>? prepare = null, bool listens = false)
    {
        var site = new Site(kind) { Listens = listens };
        prepare?.Invoke(site);
        await site.InitializeAsync();
        return site;
    }

    /// <summary>A site on a database that is there already.</summary>
    public static async Task<Site> On(TestDatabase place)
    {
        var site = new Site(place.Kind) { Place = place };
        await site.InitializeAsync();
        return site;
    }

    /// <summary>A browser without script, in which nobody has signed in.</summary>
    public Visitor Visit(string language = "en")
    {
        output = TestContext.Current.TestOutputHelper;
        return Visitor.At(Address, Listens ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) } : Running.Server.CreateHandler(), language);
    }

    /// <summary>A new member of a kind, who has signed in through the form.</summary>
    public async Task<Visitor> SignIn(Kind kind, Func<Newcomer, Newcomer>? but = null) => await SignIn(await Add(kind, but));

    /// <summary>Signs a member in through the form, once more if need be.</summary>
    public Task<Visitor> SignIn(Joined member) => Visit().SignIn(member);

    /// <summary>A new member of a kind. <paramref name="but"/> changes what a member of the kind usually is.</summary>
    public Task<Joined> Add(Kind kind, Func<Newcomer, Newcomer>? but = null) => Read(db => Newcomer.Join(db, kind, but, Now));

    /// <summary>A new agency.</summary>
    public async Task<Id<Agency>> AddAgency(string name, Areas areas = Areas.Western)
    {
        var agency = new Agency(Id<Agency>.New(Now), name, areas);
        await Write(db => db.Add(agency));
        return agency.Id;
    }

    /// <summary>Looks into the database.</summary>
    public async Task<T> Read<T>(Func<CopDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<CopDb>());
    }

    /// <summary>Puts something into the database as the program would: in one transaction.</summary>
    public async Task Write(Func<CopDb, Task> write)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        await db.Write(() => write(db));
    }

    /// <inheritdoc cref="Write(Func{CopDb, Task})"/>
    public Task Write(Action<CopDb> write) => Write(db =>
    {
        write(db);
        return Task.CompletedTask;
    });

    /// <summary>Waits for what happens in the background: until the condition holds, at most five minutes, which only a machine with much else to do needs.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!await condition())
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"It did not come about that {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    sealed class Host(Site site) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(site.Environment).UseContentRoot(Repository.Web).UseStaticWebAssets();
            builder.UseSetting("ConnectionStrings:CoP", site.Database.ConnectionString);
            builder.UseSetting("CoP:Database", site.Kind.ToString());
            builder.UseSetting("CoP:BaseAddress", "http://localhost");
            builder.UseSetting("CoP:KeyEncryptionKey", Key);
            builder.UseSetting("Logging:LogLevel:Default", "Warning");
            foreach (var (name, value) in site.Settings) builder.UseSetting(name, value);
            builder.ConfigureTestServices(services =>
            {
                services.AddSingleton<TimeProvider>(site.Clock);
                // Signing in is done thousands of times here, and its cost is the framework's to test.
                services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
                site.Replace(services);
            });
            builder.ConfigureLogging(log => log.ClearProviders().AddProvider(new TestOutputLog(site)));
        }
    }

    // What goes wrong inside the site is read where the test's own failure is.
    sealed class TestOutputLog(Site site) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            try
            {
                site.output?.WriteLine($"{logLevel}: {formatter(state, exception)} {exception}");
            }
            catch (InvalidOperationException)
            {
                // The test that made this visit is over.
            }
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A site on SQLite, for a class of tests.</summary>
public sealed class SqliteSite() : Site(DatabaseKind.Sqlite);

/// <summary>A site on PostgreSQL, for a class of tests.</summary>
public sealed class PostgresSite() : Site(DatabaseKind.Postgres);
