using System.Security.Cryptography;
using CoP.Web.Hosting;
using CoP.Web.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace CoP.Web.Tests.Hosting;

public abstract class KeyRingTests(Site site)
{
    [Fact]
    public async Task The_ring_lies_in_the_database_and_nothing_in_it_can_be_read_there()
    {
        _ = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("x");
        var kept = await site.Read(db => db.ProtectionKeys.AsNoTracking().ToListAsync());
        Assert.NotEmpty(kept);
        Assert.All(kept, key =>
        {
            Assert.Contains("<locked with=", key.Xml, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", key.Xml, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Another_process_on_the_same_database_opens_what_this_one_locked()
    {
        var locked = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("over the restart");
        await using var other = Ring(Key);
        Assert.Equal("over the restart", other.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(locked));
        Assert.Single(other.GetRequiredService<IKeyManager>().GetAllKeys());
        await using var scope = other.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Data.CopDb>().RequireKeyOf(other.GetRequiredService<KeyEncryptionKey>());
    }

    [Fact]
    public async Task A_copy_of_the_database_opens_nothing_and_a_start_with_another_key_says_so()
    {
        var locked = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("secret");
        var wrong = new KeyEncryptionKey(RandomNumberGenerator.GetBytes(32));
        await using var thief = Ring(wrong);
        Assert.ThrowsAny<CryptographicException>(() => thief.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(locked));
        // The framework's own answer to a ring that it cannot open is a new key beside the old ones.
        await site.Write(db => db.ProtectionKeys.Where(k => !k.Xml.Contains($"with=\"{Key.Id}\"")).ExecuteDeleteAsync());

        await using var scope = thief.CreateAsyncScope();
        var refused = await Assert.ThrowsAsync<StartRefused>(() => scope.ServiceProvider.GetRequiredService<Data.CopDb>().RequireKeyOf(wrong));
        Assert.StartsWith("CoP:KeyEncryptionKey does not open", refused.Message, StringComparison.Ordinal);
        Assert.Contains(wrong.Id, refused.Message, StringComparison.Ordinal);
    }

    KeyEncryptionKey Key => site.Services.GetRequiredService<KeyEncryptionKey>();

    ServiceProvider Ring(KeyEncryptionKey key)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKeyRing();
        services.AddSingleton(key);
        services.AddScoped(_ => site.Database.Open());
        return services.BuildServiceProvider();
    }
}

public sealed class KeyRingTestsOnSqlite(SqliteSite site) : KeyRingTests(site), IClassFixture<SqliteSite>;

public sealed class KeyRingTestsOnPostgres(PostgresSite site) : KeyRingTests(site), IClassFixture<PostgresSite>;

public sealed class KeyEncryptionKeyTests
{
    static readonly string Good = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void Keys_of_two_purposes_have_nothing_in_common()
    {
        var key = new KeyEncryptionKey(RandomNumberGenerator.GetBytes(32));
        Assert.NotEqual(key.Derive("one"), key.Derive("two"));
        Assert.Equal(key.Derive("one"), key.Derive("one"));
    }

    [Fact]
    public void Development_makes_a_key_once_that_only_its_owner_reads_and_that_no_other_environment_takes()
    {
        var database = Scratch.New("dev.db");
        var settings = Settings(("ConnectionStrings:CoP", "Data Source=" + database));
        var development = new HostingEnvironment { EnvironmentName = "Development" };
        Assert.Equal(KeyEncryptionKey.Of(settings, development).Id, KeyEncryptionKey.Of(settings, development).Id);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(database + ".key"));

        var production = new HostingEnvironment { EnvironmentName = "Production" };
        Assert.Contains("Development made", KeyEncryptionKey.Problem(Settings((KeyEncryptionKey.FileSetting, database + ".key")), production), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_comes_out_of_the_setting_or_out_of_the_file_it_names()
    {
        var file = Scratch.New("key");
        File.WriteAllText(file, Good + "\n");
        var production = new HostingEnvironment { EnvironmentName = "Production" };
        Assert.Equal(
            KeyEncryptionKey.Of(Settings((KeyEncryptionKey.Setting, Good)), production).Id,
            KeyEncryptionKey.Of(Settings((KeyEncryptionKey.FileSetting, file)), production).Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("c2hvcnQ=")]
    public void What_is_no_random_key_is_refused_by_name(string? value)
    {
        var production = new HostingEnvironment { EnvironmentName = "Production" };
        Assert.StartsWith(KeyEncryptionKey.Setting, KeyEncryptionKey.Problem(Settings((KeyEncryptionKey.Setting, value)), production), StringComparison.Ordinal);
    }

    static IConfiguration Settings(params (string Name, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Name, v.Value))).Build();
}
