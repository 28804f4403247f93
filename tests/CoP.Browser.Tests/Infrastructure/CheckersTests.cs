namespace CoP.Browser.Tests.Infrastructure;

/// <summary>Checks that find nothing are believed only if they find something where there is something.</summary>
public sealed class CheckersTests
{
    const string Good = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width"></head><body><main><h1>A page</h1><p>Some words.</p></main></body></html>""";

    [Fact]
    public async Task The_HTML_checker_finds_an_id_used_twice() =>
        Assert.Contains(await HtmlChecker.Check(Good.Replace("<p>", "<p id='a'></p><p id='a'>", StringComparison.Ordinal)), m => m.Contains("Duplicate ID", StringComparison.Ordinal));

    [Fact]
    public async Task The_HTML_checker_lets_a_good_page_pass() => Assert.Empty(await HtmlChecker.Check(Good));

    [Theory]
    [InlineData("<p>", "<p>", null)]
    [InlineData("<p>", "<p style='color: #6b6b6b'>", "color-contrast-enhanced")]
    [InlineData("<p>", "<p style='color: #ddd'>", "color-contrast")]
    [InlineData("<p>", "<input><p>", "label")]
    [InlineData("<p>", "<h4>Too deep</h4><p>", "heading-order")]
    [InlineData("<p>", "<div style='width: 2000px; background: #fff'>x</div><p>", "wider than the screen")]
    public async Task The_page_check_finds_what_is_wrong(string replaced, string by, string? found)
    {
        await using var window = await Window.Open(new Uri("http://localhost"));
        await window.Page.SetContentAsync(Good.Replace(replaced, by, StringComparison.Ordinal));
        var wrong = await PageCheck.Check(window);
        if (found is null) Assert.Empty(wrong);
        else Assert.Contains(wrong, w => w.Contains(found, StringComparison.Ordinal));
    }
}
