using System.Net;
using System.Text.RegularExpressions;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using CoP.Web.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CoP.Web.Tests.Hosting;

public abstract partial class StartTests(DatabaseKind kind)
{
    [Fact]
    public async Task A_new_site_is_set_up_once_at_the_address_it_prints_and_a_restart_signs_nobody_out()
    {
        var database = await TestDatabase.New(kind);
        var port = ServerProcess.FreePorts(1)[0];
        var settings = ProgramProcess.Production(database, port);
        var browser = Browser(port);
        await using (var first = ProgramProcess.Start(settings))
        {
            await first.Says("/setup/");
            await first.Says("Now listening");
            Assert.Equal(HttpStatusCode.OK, (await browser.Get("/health/ready")).Status);

            var form = (await browser.Get(SetUpAddress(first))).Is(HttpStatusCode.OK);
            var fields = new[] { ("Name", "First One"), ("Email", "first@example.org"), ("Password", "one two three four"), ("Role", "Administrator"), ("Language", "en"), ("ZoneId", "America/New_York") };
            var late = await Browser(port).Get(SetUpAddress(first));
            var mistaken = await form.Submit("form:has([name=Password])", [.. fields.Select(f => (f.Item1, f.Item1 == "Password" ? "peer-support-demo" : (string?)f.Item2))]);
            Assert.True(mistaken.Has("[name=Password]"), mistaken.Text());
            var done = await form.Submit("form:has([name=Password])", [.. fields.Select(f => (f.Item1, (string?)f.Item2))]);
            Assert.Equal("/steering/agencies", done.Address);
            Assert.Equal(HttpStatusCode.NotFound, (await Browser(port).Get(SetUpAddress(first))).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await late.Submit("form:has([name=Password])", ("Name", "Second"), ("Email", "second@example.org"), ("Password", "one two three four"), ("Role", "Administrator"))).Status);
            await first.Kill();
        }

        await using var db = database.Open();
        var member = await db.Members.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Duties.Committee | Duties.SiteAdministrator, member.Duties);

        await using var second = ProgramProcess.Start(settings);
        await second.Says("Now listening");
        Assert.DoesNotContain("/setup/", second.Said, StringComparison.Ordinal);
        Assert.Equal("/profile", (await browser.Get("/profile")).Address);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/steering/members")).Status);
    }

    [Fact]
    public async Task An_address_to_set_up_ends_with_the_next_start()
    {
        var database = await TestDatabase.New(kind);
        var port = ServerProcess.FreePorts(1)[0];
        string earlier;
        await using (var first = ProgramProcess.Start(ProgramProcess.Production(database, port)))
        {
            await first.Says("/setup/");
            earlier = SetUpAddress(first);
        }

        await using var second = ProgramProcess.Start(ProgramProcess.Production(database, port));
        await second.Says("Now listening");
        Assert.Equal(HttpStatusCode.NotFound, (await Browser(port).Get(earlier)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Browser(port).Get(SetUpAddress(second))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Browser(port).Get("/setup/guess")).Status);
    }

    [Fact]
    public async Task Another_key_than_the_databases_own_stops_the_start()
    {
        var database = await TestDatabase.New(kind);
        var settings = ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]);
        await using (var first = ProgramProcess.Start(settings)) await first.Says("Now listening");
        settings["CoP__KeyEncryptionKey"] = "Zm9yIHRlc3RzIG9ubHksIGFub3RoZXIga2V5IGhlcmU=";
        await using var second = ProgramProcess.Start(settings);
        Assert.Equal(1, await second.Ends());
        Assert.Contains("CoP:KeyEncryptionKey does not open the keys in this database", second.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_with_the_demo_in_it_is_refused()
    {
        await using var site = await Site.On(kind);
        await site.Add(Kind.Supporter);
        await using var program = ProgramProcess.Start(ProgramProcess.Production(site.Database, ServerProcess.FreePorts(1)[0]));
        Assert.Equal(1, await program.Ends());
        Assert.Contains("demo community", program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_at_the_same_time_on_an_empty_database_wait_for_each_other()
    {
        var database = await TestDatabase.Empty(kind);
        var programs = Enumerable.Range(0, 3).Select(_ => ProgramProcess.Start(ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]))).ToList();
        try
        {
            foreach (var program in programs) await program.Says("Now listening");
        }
        finally
        {
            foreach (var program in programs) await program.DisposeAsync();
        }
    }

    static string SetUpAddress(HeardProcess program) => Printed().Matches(program.Said).Last().Value;

    [GeneratedRegex("/setup/[A-Za-z0-9_-]+", RegexOptions.None, 1000)]
    private static partial Regex Printed();

    // Cookies for secure connections only are sent back to loopback, as browsers do.
    static Visitor Browser(int port)
    {
        var cookies = new LoopbackCookies { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } };
        return new Visitor(new HttpClient(cookies) { BaseAddress = new Uri($"http://localhost:{port}") }, new CookieContainer());
    }

    sealed class LoopbackCookies : DelegatingHandler
    {
        readonly Dictionary<string, string> jar = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (jar.Count > 0) request.Headers.Add("Cookie", string.Join("; ", jar.Select(c => $"{c.Key}={c.Value}")));
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set.Select(c => c.Split(';')[0].Split('=', 2)))
                {
                    if (cookie[1].Length == 0) jar.Remove(cookie[0]);
                    else jar[cookie[0]] = cookie[1];
                }
            }

            return response;
        }
    }
}

public sealed class StartTestsOnSqlite() : StartTests(DatabaseKind.Sqlite)
{
    [Fact]
    public async Task A_start_that_was_killed_in_a_migration_does_not_block_the_next()
    {
        var database = await TestDatabase.New(DatabaseKind.Sqlite);
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2030-01-01');""",
                TestContext.Current.CancellationToken);
        }

        await using var program = ProgramProcess.Start(ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]));
        await program.Says("Now listening");
    }

    [Fact]
    public async Task A_start_that_was_killed_while_it_built_tables_anew_begins_again_with_what_was_there_before()
    {
        for (var attempt = 1; ; attempt++)
        {
            var (database, file) = await Older();
            var settings = ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]);
            settings["Logging__LogLevel__Microsoft.EntityFrameworkCore.Migrations"] = "Information";
            await using (var first = ProgramProcess.Start(settings))
            {
                await first.Says("Applying migration");
                await first.Kill();
            }

            // On a busy machine it may have been through before its end reached it: that tells nothing.
            if (!File.Exists(file + ".before") && attempt < 10) continue;
            Assert.True(File.Exists(file + ".before"));
            await IsWholeAfterAStart(database, file, settings);
            return;
        }
    }

    [Fact]
    public async Task A_table_that_was_left_half_built_is_put_back_from_the_copy()
    {
        var (database, file) = await Older();
        File.Copy(file, file + ".before");
        await using (var db = database.Open())
        {
            // As SQLite is told to: the new table takes the place of the old one, and the way there is no transaction.
            await db.Database.ExecuteSqlRawAsync("""PRAGMA foreign_keys = 0; DROP TABLE "Feeds"; DROP TABLE "Agencies";""", TestContext.Current.CancellationToken);
        }

        await IsWholeAfterAStart(database, file, ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]));
    }

    /// <summary>A database of an earlier version, with an agency in it, and the file that it is.</summary>
    static async Task<(TestDatabase Database, string File)> Older()
    {
        var database = await TestDatabase.Empty(DatabaseKind.Sqlite);
        await using var db = database.Open();
        await db.Database.GetService<IMigrator>().MigrateAsync("HelpedPosts", TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            """INSERT INTO "Agencies" ("Id", "Name", "Areas") VALUES ('0195D0C8-0000-7000-8000-000000000001', 'Lantern', 1); PRAGMA journal_mode = DELETE;""", TestContext.Current.CancellationToken);
        return (database, Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource));
    }

    static async Task IsWholeAfterAStart(TestDatabase database, string file, IReadOnlyDictionary<string, string> settings)
    {
        await using var program = ProgramProcess.Start(settings);
        await program.Says("Now listening");
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + ".before*"));
        await using var db = database.Open();
        Assert.Equal("Lantern", Assert.Single(await Asked("""SELECT "Name" AS "Value" FROM "Agencies" """)));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ok", Assert.Single(await Asked("""SELECT "integrity_check" AS "Value" FROM pragma_integrity_check""")));
        Assert.Empty(await Asked("""SELECT "table" AS "Value" FROM pragma_foreign_key_check"""));

        Task<List<string>> Asked(string sql) => db.Database.SqlQueryRaw<string>(sql).ToListAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class StartTestsOnPostgres() : StartTests(DatabaseKind.Postgres);

/// <summary>What stops a start in Production, one setting at a time.</summary>
public sealed class StartRefusals
{
    [Theory]
    [InlineData("CoP__BaseAddress", null, "CoP:BaseAddress is missing")]
    [InlineData("CoP__BaseAddress", "http://community.example.org", "begins with https")]
    [InlineData("CoP__BaseAddress", "community.example.org", "no address of a site")]
    [InlineData("CoP__BaseAddress", "https://community.example.org/portal", "the scheme and the host alone")]
    [InlineData("CoP__KeyEncryptionKey", null, "CoP:KeyEncryptionKey (or CoP:KeyEncryptionKeyFile")]
    [InlineData("CoP__KeyEncryptionKey", "secret", "not a random key of 256 bits")]
    [InlineData("CoP__KeyEncryptionKey", "development:q0kQ3mJ8x2Vv7oYt5Zr1uWn4Sb6Le9Hc0Gd2Fa8Pi3E=", "Development made for itself")]
    [InlineData("CoP__Mail__Host", null, "CoP:Mail:Host is missing")]
    [InlineData("CoP__Mail__From", null, "CoP:Mail:From is missing")]
    [InlineData("CoP__Database", "Oracle", "it is Sqlite or Postgres")]
    [InlineData("CoP__TimeZone", "Mars/Olympus", "which is no zone")]
    [InlineData("CoP__KnownProxies__0", "proxy.internal", "no IP address")]
    public async Task The_setting_is_named_and_the_program_ends(string setting, string? value, string because)
    {
        var settings = ProgramProcess.Production(new TestDatabase(DatabaseKind.Sqlite, "Data Source=" + Scratch.New("never.db")), ServerProcess.FreePorts(1)[0]);
        if (value is null) settings.Remove(setting);
        else settings[setting] = value;
        await using var program = ProgramProcess.Start(settings);
        Assert.Equal(1, await program.Ends());
        Assert.Contains(because, program.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await using var program = ProgramProcess.Start(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        Assert.Equal(1, await program.Ends());
        foreach (var setting in new[] { "CoP:BaseAddress", "CoP:KeyEncryptionKey", "CoP:Mail:Host", "CoP:Mail:From" }) Assert.Contains(setting, program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_said_in_words()
    {
        var database = new TestDatabase(DatabaseKind.Postgres, "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2");
        await using var program = ProgramProcess.Start(ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]));
        Assert.Equal(1, await program.Ends());
        Assert.Contains("ConnectionStrings:CoP: the database cannot be opened", program.Said, StringComparison.Ordinal);
    }
}
