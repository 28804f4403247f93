using System.Net;
using CoP.Web.Hosting;

namespace CoP.Web.Tests.Mail;

public sealed class MailboxTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task In_development_every_message_lies_in_the_mailbox_page_and_can_run_nothing(DatabaseKind kind)
    {
        var folder = Scratch.New("mailbox");
        await using var site = new DevelopmentSite(kind, folder);
        await site.InitializeAsync();
        var ana = await site.Add(Kind.Supporter, m => m with { Name = "Ana <script>alert(1)</script>" });
        await site.Announced(10);
        await site.Post();
        var visitor = site.Visit();
        var list = await visitor.Get("/dev/mailbox");
        Assert.Equal(HttpStatusCode.OK, list.Status);
        var row = list.All(".row").First(r => r.TextContent.Contains(ana.Email, StringComparison.Ordinal));
        var open = await visitor.Get(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("List-Unsubscribe", open.Text(".headers"), StringComparison.Ordinal);
        Assert.Contains("community meeting", open.Text(".message-text"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("frame-src 'self'", open.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var frame = open.One("iframe");
        Assert.DoesNotContain("allow-scripts", frame.GetAttribute("sandbox")!, StringComparison.Ordinal);
        var html = await visitor.Get(frame.GetAttribute("src")!);
        var policy = html.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html.Body, StringComparison.Ordinal);
        var attachment = open.All("a[href*='/parts/']").Last().GetAttribute("href")!;
        Assert.StartsWith("BEGIN:VCALENDAR", (await visitor.Get(attachment)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/dev/mailbox/..%2f..%2fetc%2fpasswd")).Status);
    }

    sealed class DevelopmentSite : Site
    {
        public DevelopmentSite(DatabaseKind kind, string folder) : base(kind)
        {
            Environment = "Development";
            Settings["CoP:Mail:Folder"] = folder;
        }
    }
}
