using System.Net;
using System.Text.Json;

namespace CoP.Web.Tests.Discussions;

public abstract class AnswerTests(Site site)
{
    [Fact]
    public async Task Who_took_a_post_back_is_named_no_more_by_the_answers_on_open_pages()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 1);
        await ben.Post($"{thread.Address()}/replies", ("Body", "To you."), ("InReplyTo", "1"));
        Assert.Contains(ana.Member.Name, (await ben.Get(thread.Address())).All("li.post")[2].TextContent, StringComparison.Ordinal);
        var version = (await ben.Get(thread.Address())).One("#thread").GetAttribute("data-version");

        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"));
        var changes = JsonDocument.Parse((await ben.Get($"{thread.Address()}/changes?since={version}")).Is(HttpStatusCode.OK).Body).RootElement;
        var answer = changes.GetProperty("replies").EnumerateArray().Single(r => r.GetProperty("seq").GetInt32() == 2).GetProperty("html").GetString()!;
        Assert.Contains("To you.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Name, answer, StringComparison.Ordinal);
        // And how many replies there are.
        Assert.Contains("1 reply", changes.GetProperty("head").GetString(), StringComparison.Ordinal);
    }
}

public sealed class AnswerTestsOnSqlite(SqliteSite site) : AnswerTests(site), IClassFixture<SqliteSite>;

public sealed class AnswerTestsOnPostgres(PostgresSite site) : AnswerTests(site), IClassFixture<PostgresSite>;
