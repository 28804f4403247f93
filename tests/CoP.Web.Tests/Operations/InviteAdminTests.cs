using System.Net;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Tests.Hosting;

namespace CoP.Web.Tests.Operations;

public sealed class InviteAdminTests
{
    [Theory, InlineData("en", "first administrator"), InlineData("es", "primera persona administradora")]
    public async Task The_first_administrator_is_invited_by_mail_to_the_one_page_that_sets_the_site_up(string language, string says)
    {
        var database = await TestDatabase.New(DatabaseKind.Sqlite);
        var port = ServerProcess.FreePorts(1)[0];
        var settings = ProgramProcess.Production(database, port);
        foreach (var (name, value) in (await MailServer.Shared).Settings(MailSecurity.StartTls)) settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var to = $"first-{language}@cop.example";
        await using var site = ProgramProcess.Start(settings);
        await site.Says("Now listening");
        await using (var invite = ProgramProcess.Start(settings, "invite-admin", to, "--language", language))
        {
            Assert.True(await invite.Ends() == 0, invite.Said);
            var letter = await (await MailServer.Shared).Newest(to);
            Assert.Contains(says, letter.Text(), StringComparison.Ordinal);
            Assert.Contains(letter.Link("/setup/"), invite.Said, StringComparison.Ordinal);
            using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(letter.Link("/setup/"), TestContext.Current.CancellationToken)).StatusCode);
            // The one that the start printed has ended.
            var earlier = site.Said[site.Said.IndexOf("/setup/", StringComparison.Ordinal)..].Split('\n')[0].Trim();
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(earlier, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task A_site_that_has_one_invites_no_second_and_no_address_is_no_use()
    {
        var database = await TestDatabase.New(DatabaseKind.Sqlite);
        await using (var site = await Site.On(database)) await site.Add(Kind.SiteAdministrator, n => n with { Email = "a@example.org" });
        var settings = ProgramProcess.Production(database, 0);
        settings["CoP__KeyEncryptionKey"] = Site.Key;
        await using var second = ProgramProcess.Start(settings, "invite-admin", "b@example.org");
        Assert.Equal(1, await second.Ends());
        Assert.Contains("This site has an administrator", second.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("/setup/", second.Said, StringComparison.Ordinal);
        await using var mistaken = ProgramProcess.Start(settings, "invite-admin", "nobody");
        Assert.Equal(2, await mistaken.Ends());
    }
}
