using System.Net;
using System.Text.RegularExpressions;
using CoP.Web.Data.Seed;
using CoP.Web.Hosting;
using CoP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Operations;

public sealed partial class MoveTests
{
    [Fact]
    public async Task A_community_moves_to_PostgreSQL_and_every_page_reads_as_before()
    {
        var (here, there) = (await TestDatabase.New(DatabaseKind.Sqlite), await TestDatabase.Empty(DatabaseKind.Postgres));
        await using (var site = await Site.On(here))
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await ActivatorUtilities.CreateInstance<DemoCommunity>(scope.ServiceProvider).Settle();
            // An edit and a lock-out: what is kept in other ways on the two.
            await site.Write(db => db.Users.Where(a => a.NormalizedEmail == "SITE@COP.EXAMPLE").ExecuteUpdateAsync(a => a.SetProperty(u => u.LockoutEnd, new DateTimeOffset(2031, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-5)))));
        }
        var moved = await Move(here, there);
        Assert.True(moved.Code == 0, moved.Said);
        var again = await Move(here, there);
        Assert.True(again.Code == 0, again.Said);
        Assert.DoesNotContain("Members: ", again.Said, StringComparison.Ordinal);

        await using var before = await Site.On(here);
        await using var after = await Site.On(there);
        var seen = 0;
        foreach (var email in (string[])["supporter@cop.example", "committee@cop.example", "fern.whitaker@cop.example", "site@cop.example"])
        {
            var (one, other) = (await before.Visit().SignIn(email, DemoCommunity.Password), await after.Visit().SignIn(email, DemoCommunity.Password));
            var (todo, known) = (new Queue<string>(["/", "/discussions", "/meetings", "/groups", "/steering/members", "/search?q=supervision"]), new HashSet<string>(StringComparer.Ordinal));
            while (todo.TryDequeue(out var address) && known.Count < LongRun.Rounds(25, 400))
            {
                if (!known.Add(address)) continue;
                var (page, same) = (await one.Get(address), await other.Get(address));
                Assert.Equal(page.Status, same.Status);
                Assert.Equal(Lasting(page.Body), Lasting(same.Body));
                seen++;
                if (page.Status != HttpStatusCode.OK || page.Response.Content.Headers.ContentType?.MediaType != "text/html") continue;
                foreach (var link in page.All("main a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0])) if (!link.Contains("/dev/", StringComparison.Ordinal)) todo.Enqueue(link);
            }
        }
        Assert.True(seen >= 60, $"{seen} pages");
    }

    [Fact]
    public async Task A_move_that_was_stopped_goes_on_and_one_into_other_rows_is_refused()
    {
        var (here, there) = (await TestDatabase.New(DatabaseKind.Sqlite), await TestDatabase.Empty(DatabaseKind.Postgres));
        await using (var site = await Site.On(here)) await site.Add(Kind.Committee);
        Assert.Equal(0, (await Move(here, there)).Code);
        await using (var db = there.Open())
        {
            // As far as a move that was ended after the first tables.
            await db.AuditTrail.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
            await db.Users.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }
        var resumed = await Move(here, there);
        Assert.True(resumed.Code == 0, resumed.Said);
        Assert.Contains("Accounts: 1 rows", resumed.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Members: 1 rows", resumed.Said, StringComparison.Ordinal);

        await using (var db = there.Open()) await db.Users.ExecuteUpdateAsync(a => a.SetProperty(u => u.Email, "else@cop.example"), TestContext.Current.CancellationToken);
        var refused = await Move(here, there);
        Assert.Equal(1, refused.Code);
        Assert.Contains("Accounts holds other rows there than here", refused.Said, StringComparison.Ordinal);
    }

    static async Task<(int Code, string Said)> Move(TestDatabase from, TestDatabase to)
    {
        var settings = ProgramProcess.Production(from, 0);
        // The demo does not pass as a site for members.
        settings["ASPNETCORE_ENVIRONMENT"] = "Testing";
        settings["CoP__KeyEncryptionKey"] = Site.Key;
        settings["ConnectionStrings__MoveTo"] = to.ConnectionString;
        await using var program = ProgramProcess.Start(settings, "move");
        var code = await program.Ends();
        return (code, program.Said);
    }

    // All but tokens: of forms, of one form sent twice, of script, and places in lists, which are sealed anew each time.
    static string Lasting(string body) => Tokens().Replace(body, "");

    [GeneratedRegex("""nonce="[^"]+"|name="FormKey" value="[^"]+"|CfDJ8[A-Za-z0-9_-]+|(?<==)[A-Za-z0-9_-]{70}(?=["&])""", RegexOptions.None, 10_000)]
    private static partial Regex Tokens();
}
