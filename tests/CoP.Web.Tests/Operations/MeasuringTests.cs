using System.Globalization;
using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Tests.Operations;

public abstract class MeasuringTests(DatabaseKind kind)
{
    [Fact]
    public async Task Figures_are_told_on_a_port_of_their_own_and_name_nobody()
    {
        var port = ServerProcess.FreePorts(1)[0];
        await using var site = await Site.On(kind, s => s.Settings["CoP:Metrics:Port"] = port.ToString(CultureInfo.InvariantCulture));
        var member = await site.SignIn(Kind.Supporter, n => n with { Name = "Quillon Marsh" });
        var (feed, secret) = Feed.Issue(member.Member.Id, detailed: false, site.Now);
        await site.Write(db => db.Add(feed));
        await member.Get($"/calendar/feeds/{secret}.ics");
        await site.Visit().Get("/calendar/feeds/nothing.ics");
        await member.Get("/nowhere-at-all");
        await site.Write(db => db.Tell(Occasion.Of(LetterKind.Test, member.Member.Id.Value, 0, site.Now - NodaTime.Duration.FromSeconds(90))));

        using var client = new HttpClient();
        var told = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), TestContext.Current.CancellationToken);
        foreach (var line in (string[])["cop_feed_requests_total{status=\"200\"} 1", "cop_feed_requests_total{status=\"404\"} 1", "cop_database_up 1", "cop_live_connections 0", "cop_requests_total{feature=\"home\",status=\"2xx\"}", "cop_letters_waiting", "cop_letters_oldest_seconds"])
            Assert.Contains(line, told, StringComparison.Ordinal);
        foreach (var personal in (string[])["Quillon", member.Member.Email, member.Member.Id.ToString(), secret, "nowhere-at-all"])
            Assert.DoesNotContain(personal, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("cop_requests_total", (await member.Get("/metrics")).Is(HttpStatusCode.NotFound).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_with_another_schema_than_its_own_is_not_ready_and_says_why()
    {
        await using var site = await Site.On(kind);
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().Get("/health/ready")).Status);
        await site.Read(async db =>
        {
            var version = Microsoft.EntityFrameworkCore.Infrastructure.AccessorExtensions.GetService<Microsoft.EntityFrameworkCore.Migrations.IHistoryRepository>(db)
                .GetInsertScript(new Microsoft.EntityFrameworkCore.Migrations.HistoryRow("29990101000000_Later", "99.0"));
            return await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, version);
        });
        var answer = await site.Visit().Get("/health/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: migrations"), (answer.Status, answer.Body));
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().Get("/health/live")).Status);
    }
}

public sealed class MeasuringTestsOnSqlite() : MeasuringTests(DatabaseKind.Sqlite);

public sealed class MeasuringTestsOnPostgres() : MeasuringTests(DatabaseKind.Postgres);
