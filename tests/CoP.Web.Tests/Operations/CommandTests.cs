using System.Globalization;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Tests.Hosting;

namespace CoP.Web.Tests.Operations;

/// <summary>The program as one calls it: what it says, and with which code it ends.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("--help", 0, "doctor")]
    [InlineData("doctor --help", 0, "Changes nothing")]
    [InlineData("seed --help", 0, "--members")]
    [InlineData("doctro", 2, "doctro")]
    [InlineData("doctor --quickly", 2, "--quickly")]
    [InlineData("seed --members many", 2, "many")]
    public async Task Help_and_mistakes_need_no_settings(string line, int code, string says)
    {
        await using var program = ProgramProcess.Start(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" }, line.Split(' '));
        Assert.Equal(code, await program.Ends());
        Assert.Contains(says, program.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Said, StringComparison.Ordinal);
    }
}

/// <summary>The doctor, in Production.</summary>
public abstract class DoctorTests(DatabaseKind kind)
{
    [Fact]
    public async Task A_site_that_is_well_is_said_to_be()
    {
        var (code, said) = await Ask(await Healthy());
        Assert.True(code == 0, said);
        foreach (var thing in new[] { "settings", "files", "certificates", "disk", "database", "migrations", "key", "clock", "mail" })
            Assert.Contains(said.Split('\n'), line => line.StartsWith("ok ", StringComparison.Ordinal) && line.Contains(thing, StringComparison.Ordinal) || line.StartsWith("note  certificates", StringComparison.Ordinal));
        Assert.Contains("signed in as site@cop.example", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_thing_that_is_wrong_has_a_line_that_says_what_to_do()
    {
        var settings = await Healthy();
        settings["CoP__Mail__Password"] = "wrong";
        var key = Scratch.New("key");
        await File.WriteAllTextAsync(key, settings["CoP__KeyEncryptionKey"], TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, (UnixFileMode)0b110_100_100);
        settings.Remove("CoP__KeyEncryptionKey");
        settings["CoP__KeyEncryptionKeyFile"] = key;
        settings["CoP__BaseAddress"] = "https://community.example.org";
        settings["Kestrel__Certificates__Default__Path"] = TestCertificate.CertificateFile;
        settings["Kestrel__Certificates__Default__KeyPath"] = TestCertificate.KeyFile;
        var (code, said) = await Ask(settings);
        Assert.Equal(1, code);
        Assert.Contains($"chmod 600 {key}", said, StringComparison.Ordinal);
        Assert.Contains("does not let us in", said, StringComparison.Ordinal);
        Assert.Contains("is not for community.example.org", said, StringComparison.Ordinal);
        Assert.DoesNotContain(settings["CoP__Mail__Password"] + "\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_database_another_key_and_a_mail_server_that_is_not_there_are_named()
    {
        var settings = ProgramProcess.Production(await Started(kind), ServerProcess.FreePorts(1)[0]);
        settings["CoP__KeyEncryptionKey"] = "Zm9yIHRlc3RzIG9ubHksIGFub3RoZXIga2V5IGhlcmU=";
        var (code, said) = await Ask(settings);
        Assert.Equal(1, code);
        Assert.Contains("does not open the keys in this database", said, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:9 does not answer", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_stop_a_start_are_said_by_the_doctor_too()
    {
        var settings = ProgramProcess.Production(new TestDatabase(kind, "Data Source=" + Scratch.New("never.db")), 0);
        settings.Remove("CoP__BaseAddress");
        var (code, said) = await Ask(settings);
        Assert.Equal(1, code);
        Assert.Contains("WRONG settings", said, StringComparison.Ordinal);
        Assert.Contains("CoP:BaseAddress is missing", said, StringComparison.Ordinal);
    }

    async Task<Dictionary<string, string>> Healthy()
    {
        var settings = ProgramProcess.Production(await Started(kind), ServerProcess.FreePorts(1)[0]);
        foreach (var (name, value) in (await MailServer.Shared).Settings()) settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return settings;
    }

    internal static async Task<TestDatabase> Started(DatabaseKind kind)
    {
        var database = await TestDatabase.New(kind);
        if (kind == DatabaseKind.Sqlite && !OperatingSystem.IsWindows()) File.SetUnixFileMode(database.ConnectionString["Data Source=".Length..], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var program = ProgramProcess.Start(ProgramProcess.Production(database, ServerProcess.FreePorts(1)[0]));
        await program.Says("Now listening");
        // A key of the ring is made when the first form is shown.
        return database;
    }

    static async Task<(int Code, string Said)> Ask(IReadOnlyDictionary<string, string> settings)
    {
        await using var program = ProgramProcess.Start(settings, "doctor");
        var code = await program.Ends();
        return (code, program.Said);
    }
}

public sealed class DoctorTestsOnSqlite() : DoctorTests(DatabaseKind.Sqlite);

public sealed class DoctorTestsOnPostgres() : DoctorTests(DatabaseKind.Postgres);
