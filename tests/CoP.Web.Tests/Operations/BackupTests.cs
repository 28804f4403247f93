using System.Collections.Concurrent;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data.Seed;
using CoP.Web.Hosting;
using CoP.Web.Operations.Backups;
using CoP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Operations;

/// <summary>A backup that restores, with the program as one calls it.</summary>
public abstract class BackupTests(DatabaseKind kind)
{
    [Fact]
    public async Task A_community_is_backed_up_while_others_write_and_comes_back_row_by_row()
    {
        await using var site = await Site.On(kind);
        await using (var scope = site.Services.CreateAsyncScope()) await ActivatorUtilities.CreateInstance<DemoCommunity>(scope.ServiceProvider).Settle();
        // Until what the seed set going has come to rest: what nobody changes is compared to the last byte.
        await Site.Until(async () =>
        {
            var one = await Rows(site.Database);
            await Task.Delay(500, TestContext.Current.CancellationToken);
            return Census.Difference(one, await Rows(site.Database)) is null;
        }, "the site is at rest");
        var (stop, acknowledged) = (new CancellationTokenSource(), new ConcurrentQueue<string>());
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            // Two rows that belong together: whoever has one of them has half of a change.
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var name = $"Writer {writer}, {i}";
                await site.Write(db =>
                {
                    db.Add(new Agency(Id<Agency>.New(site.Now), name + " a", Areas.Western));
                    db.Add(new Agency(Id<Agency>.New(site.Now), name + " b", Areas.Western));
                });
                acknowledged.Enqueue(name);
            }
        }, CancellationToken.None)).ToList();
        await Site.Until(() => Task.FromResult(acknowledged.Count > 50), "writers write");
        var (file, settings) = (Scratch.New("site.backup"), Settings(site.Database));
        var before = acknowledged.ToList();
        var (code, said) = await Ask(settings, "backup", file);
        var during = acknowledged.Count - before.Count;
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.True(code == 0, said);
        Assert.True(during > 0, "Nobody wrote meanwhile, which proves nothing.");

        var place = await TestDatabase.Empty(kind);
        var dry = await Ask(Settings(place), "restore", file, "--dry-run");
        Assert.True(dry.Code == 0 && dry.Said.Contains("Nothing was changed", StringComparison.Ordinal), dry.Said);
        var restored = await Ask(Settings(place), "restore", file);
        Assert.True(restored.Code == 0, restored.Said);

        var (there, here) = (await Rows(place), await Rows(site.Database));
        await using var db = place.Open();
        var names = (await db.Agencies.Select(a => a.Name).ToListAsync(TestContext.Current.CancellationToken)).Where(n => n.StartsWith("Writer", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.All(before, name => Assert.Contains(name + " a", names));
        Assert.All(names, name => Assert.Contains(name[..^1] + (name[^1] == 'a' ? 'b' : 'a'), names));
        // What nobody changed is the same to the last byte.
        var (changed, tables) = ("Agencies", here.Select(t => t.Table).ToList());
        Assert.Equal(tables, there.Select(t => t.Table));
        Assert.Null(Census.Difference([.. here.Where(t => t.Table != changed)], [.. there.Where(t => t.Table != changed)]));
        Assert.True(there.Sum(t => t.Rows) > 1000);

        var again = await Ask(Settings(place), "restore", file);
        Assert.Equal(1, again.Code);
        Assert.Contains(kind == DatabaseKind.Sqlite ? "is there" : "is not empty", again.Said, StringComparison.Ordinal);
        Assert.Null(Census.Difference(there, await Rows(place)));
    }

    [Fact]
    public async Task What_cannot_be_restored_is_refused_and_leaves_nothing_behind()
    {
        var database = await DoctorTests.Started(kind);
        var file = Scratch.New("site.backup");
        var (code, said) = await Ask(Settings(database), "backup", file);
        Assert.True(code == 0, said);
        var twice = await Ask(Settings(database), "backup", file);
        Assert.Equal(1, twice.Code);
        Assert.Contains("is there already", twice.Said, StringComparison.Ordinal);

        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        // In a folder of its own, so that what was left behind can be seen.
        var folder = Scratch.New("place");
        var place = kind == DatabaseKind.Sqlite ? new TestDatabase(kind, $"Data Source={folder}/cop.db") : await TestDatabase.Empty(kind);
        await Refused(place, whole[..^1], "restore");
        await Refused(place, [.. whole[..(whole.Length / 2)], (byte)(whole[whole.Length / 2] ^ 1), .. whole[(whole.Length / 2 + 1)..]], "was changed");

        var other = Settings(place);
        other["CoP__KeyEncryptionKey"] = "Zm9yIHRlc3RzIG9ubHksIGFub3RoZXIga2V5IGhlcmU=";
        var wrong = await Ask(other, "restore", file);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("was sealed with the key", wrong.Said, StringComparison.Ordinal);

        var elsewhere = await TestDatabase.Empty(kind == DatabaseKind.Sqlite ? DatabaseKind.Postgres : DatabaseKind.Sqlite);
        var crossed = await Ask(Settings(elsewhere), "restore", file);
        Assert.Equal(1, crossed.Code);
        Assert.Contains($"The backup is of {kind}", crossed.Said, StringComparison.Ordinal);

        if (kind == DatabaseKind.Sqlite) Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    async Task Refused(TestDatabase place, byte[] backup, string because)
    {
        var file = Scratch.New("damaged.backup");
        await File.WriteAllBytesAsync(file, backup, TestContext.Current.CancellationToken);
        var (code, said) = await Ask(Settings(place), "restore", file);
        Assert.Equal(1, code);
        Assert.Contains("cannot be used", said, StringComparison.Ordinal);
        Assert.Contains(because, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    async Task<List<TableCensus>> Rows(TestDatabase database)
    {
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var connection = db.Database.GetDbConnection();
        return kind == DatabaseKind.Sqlite ? await Census.OfSqlite(connection, TestContext.Current.CancellationToken) : await Census.OfPostgres(connection, TestContext.Current.CancellationToken);
    }

    static Dictionary<string, string> Settings(TestDatabase database) => ProgramProcess.Production(database, 0);

    static async Task<(int Code, string Said)> Ask(IReadOnlyDictionary<string, string> settings, params string[] command)
    {
        await using var program = ProgramProcess.Start(settings, command);
        var code = await program.Ends();
        return (code, program.Said);
    }
}

public sealed class BackupTestsOnSqlite() : BackupTests(DatabaseKind.Sqlite);

public sealed class BackupTestsOnPostgres() : BackupTests(DatabaseKind.Postgres);
