using System.Diagnostics;
using System.Reflection;
using NodaTime;

namespace CoP.Web.Tests.Infrastructure;

/// <summary>
/// The real program as a process of its own, which can be killed as a power cut would and started again on the same
/// database. Its clock runs, and jumps where the test says.
/// </summary>
public sealed class SiteProcess : IAsyncDisposable
{
    readonly IReadOnlyDictionary<string, string> settings;
    readonly MovableClock clock;
    HeardProcess? process;

    SiteProcess(TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        (Database, this.settings) = (database, settings);
        clock = MovableClock.At(Scratch.New("clock"), Site.Start);
        Address = new Uri($"http://localhost:{ServerProcess.FreePorts(1)[0]}");
    }

    public TestDatabase Database { get; }

    public Uri Address { get; }

    /// <summary>What time it is on the site.</summary>
    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<SiteProcess> Run(TestDatabase database, IEnumerable<KeyValuePair<string, string>>? settings = null)
    {
        var site = new SiteProcess(database, new Dictionary<string, string>(settings ?? [], StringComparer.Ordinal));
        await site.Start();
        return site;
    }

    /// <summary>Starts it, again if need be, and waits until it is ready.</summary>
    public async Task Start()
    {
        var tests = Path.Combine(AppContext.BaseDirectory, Assembly.GetEntryAssembly()!.GetName().Name!);
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(Scratch.New("x")),
        };
        foreach (var argument in (string[])["exec", "--runtimeconfig", tests + ".runtimeconfig.json", "--depsfile", tests + ".deps.json", Path.Combine(AppContext.BaseDirectory, "CoP.Web.dll"),
            "--contentRoot", Repository.Web, "--urls", Address.ToString()])
            start.ArgumentList.Add(argument);
        var all = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        all.TryAdd("ConnectionStrings:CoP", Database.ConnectionString);
        all.TryAdd("CoP:Database", Database.Kind.ToString());
        all.TryAdd("CoP:BaseAddress", Address.ToString());
        all.TryAdd("Logging:LogLevel:Default", "Information");
        foreach (var (name, value) in all) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Testing");
        start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(TestStartup).Assembly.GetName().Name;
        start.Environment[TestStartup.ClockFile] = clock.File;

        process = HeardProcess.Start(start);
        await process.Says("Application started.");
    }

    /// <summary>Lets time jump.</summary>
    public void Advance(TimeSpan by) => clock.Advance(by);

    /// <summary>Ends it without a chance to say goodbye (SIGKILL).</summary>
    public async Task Kill()
    {
        await process!.Kill();
        // Read where a test's own failure is.
        TestContext.Current.TestOutputHelper?.WriteLine(process.Said);
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>A browser without script, in which nobody has signed in.</summary>
    public Visitor Visit(string language = "en") => Visitor.At(Address, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, language);

    /// <summary>A new member of a kind, put into the database beside the site.</summary>
    public async Task<Joined> Add(Kind kind, Func<Newcomer, Newcomer>? but = null)
    {
        await using var db = Database.Open();
        return await Newcomer.Join(db, kind, but, Now);
    }

    /// <summary>A new member of a kind, who has signed in through the form.</summary>
    public async Task<Visitor> SignIn(Kind kind, Func<Newcomer, Newcomer>? but = null) => await Visit().SignIn(await Add(kind, but));

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await Kill();
        Database.Release();
    }
}
