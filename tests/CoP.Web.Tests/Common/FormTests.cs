using System.Net;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Common;

/// <summary>What all forms share, seen at one of them.</summary>
public abstract class FormTests(Site site)
{
    [Fact]
    public async Task A_mistake_is_summed_up_above_and_said_beside_its_field()
    {
        var page = await Wrong("en");
        var summary = page.One(".notice--error[role=alert]");
        Assert.True(summary.HasAttribute("autofocus"));
        Assert.StartsWith("Problem:", page.Document.Title, StringComparison.Ordinal);
        var lines = summary.QuerySelectorAll("a");
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            var field = page.One(line.GetAttribute("href")!);
            var described = field.Closest("fieldset")?.GetAttribute("aria-describedby") ?? field.GetAttribute("aria-describedby");
            Assert.Contains(described!.Split(' '), id => Page.Words(line).EndsWith(Page.Words(page.One("#" + id)), StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Mistakes_are_said_in_the_language_of_the_reader() =>
        Assert.Contains("Complete este dato.", (await Wrong("es")).Text(".notice--error"), StringComparison.Ordinal);

    [Fact]
    public async Task Every_control_has_a_label_and_every_optional_one_says_so()
    {
        var page = await (await site.SignIn(Kind.Supporter)).Get("/groups/new");
        var controls = page.All("main form input:not([type=hidden]), main form select, main form textarea");
        Assert.All(controls, c => Assert.NotNull(page.Document.QuerySelector($"label[for='{c.Id}']")));
        Assert.Contains(page.All("main form label .optional"), o => o.TextContent == "(optional)");
        Assert.All(controls.Where(c => c.HasAttribute("required")), c => Assert.Null(page.One($"label[for='{c.Id}']").QuerySelector(".optional")));
    }

    async Task<Page> Wrong(string language)
    {
        var visitor = await site.SignIn(Kind.Supporter);
        var page = await visitor.Get("/groups/new?lang=" + language);
        return (await page.Submit("main form:has([name=Name])", ("Name", ""), ("Purpose", ""))).Is(HttpStatusCode.BadRequest);
    }
}

public sealed class FormTestsOnSqlite(SqliteSite site) : FormTests(site), IClassFixture<SqliteSite>;

public sealed class FormTestsOnPostgres(PostgresSite site) : FormTests(site), IClassFixture<PostgresSite>;
