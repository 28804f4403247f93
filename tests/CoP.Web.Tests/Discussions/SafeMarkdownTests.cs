using System.Diagnostics;
using AngleSharp.Html.Parser;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using FsCheck;
using FsCheck.Fluent;

namespace CoP.Web.Tests.Discussions;

public sealed class SafeMarkdownTests
{
    // All that Markdown can need; anything else in the output is an attack or a mistake.
    static readonly Dictionary<string, string[]> allowed = new(StringComparer.Ordinal)
    {
        ["p"] = [],
        ["em"] = [],
        ["strong"] = [],
        ["br"] = [],
        ["hr"] = [],
        ["blockquote"] = [],
        ["ul"] = [],
        ["ol"] = ["start"],
        ["li"] = [],
        ["h3"] = [],
        ["h4"] = [],
        ["h5"] = [],
        ["h6"] = [],
        ["pre"] = [],
        ["code"] = ["class"],
        ["a"] = ["href", "rel", "title"],
        ["span"] = ["class"],
        ["img"] = ["src", "alt", "loading", "width", "height"],
    };

    [Theory]
    [InlineData("Hello *there*", "<p>Hello <em>there</em></p>\n")]
    [InlineData("# Top", "<h3>Top</h3>\n")]
    [InlineData("###### Low", "<h6>Low</h6>\n")]
    [InlineData("[a](https://example.org)", "<p><a href=\"https://example.org\" rel=\"nofollow noopener ugc\">a</a></p>\n")]
    [InlineData("<https://example.org>", "<p><a href=\"https://example.org\" rel=\"nofollow noopener ugc\">https://example.org</a></p>\n")]
    [InlineData("see https://example.org/x now", "<p>see <a href=\"https://example.org/x\" rel=\"nofollow noopener ugc\">https://example.org/x</a> now</p>\n")]
    [InlineData("<ana@example.org>", "<p><a href=\"mailto:ana@example.org\" rel=\"nofollow noopener ugc\">ana@example.org</a></p>\n")]
    [InlineData("[a value](/guidelines/hopeful)", "<p><a href=\"/guidelines/hopeful\" rel=\"nofollow noopener ugc\">a value</a></p>\n")]
    [InlineData("![a picture](https://example.org/x.png)", "<p><a href=\"https://example.org/x.png\" rel=\"nofollow noopener ugc\">a picture</a></p>\n")]
    [InlineData("![a *cat* \" onerror=x](/uploads/AAAAAAAAAAAAAAAAAAAAAA#40x20)", "<p><img src=\"/uploads/AAAAAAAAAAAAAAAAAAAAAA\" loading=\"lazy\" width=\"40\" height=\"20\" alt=\"a cat &quot; onerror=x\" /></p>\n")]
    [InlineData("![](/uploads/AAAAAAAAAAAAAAAAAAAAAA \"t\")", "<p><img src=\"/uploads/AAAAAAAAAAAAAAAAAAAAAA\" loading=\"lazy\" alt=\"\" /></p>\n")]
    [InlineData("[plan.pdf](/uploads/AAAAAAAAAAAAAAAAAAAAAA)", "<p><a href=\"/uploads/AAAAAAAAAAAAAAAAAAAAAA\" rel=\"nofollow noopener ugc\">plan.pdf</a></p>\n")]
    [InlineData("![x](/uploads/AAAAAAAAAAAAAAAAAAAAAA/../../sign-out)", "<p><a href=\"/uploads/AAAAAAAAAAAAAAAAAAAAAA/../../sign-out\" rel=\"nofollow noopener ugc\">x</a></p>\n")]
    [InlineData("![x](/uploads/AAAAAAAAAAAAAAAAAAAAAA?x)", "<p><a href=\"/uploads/AAAAAAAAAAAAAAAAAAAAAA?x\" rel=\"nofollow noopener ugc\">x</a></p>\n")]
    [InlineData("![x](/live)", "<p><a href=\"/live\" rel=\"nofollow noopener ugc\">x</a></p>\n")]
    [InlineData("![x](https://e.org/uploads/AAAAAAAAAAAAAAAAAAAAAA)", "<p><a href=\"https://e.org/uploads/AAAAAAAAAAAAAAAAAAAAAA\" rel=\"nofollow noopener ugc\">x</a></p>\n")]
    [InlineData("![x](data:image/png;base64,AAAA)", "<p>x</p>\n")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>\n")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "<p>x</p>\n")]
    [InlineData("[x](java&#10;script:alert(1))", "<p>x</p>\n")]
    [InlineData("[x](&#x6A;avascript:alert(1))", "<p>x</p>\n")]
    [InlineData("[x](<\tjavascript:alert(1)>)", "<p>x</p>\n")]
    [InlineData("[x](vbscript:x)", "<p>x</p>\n")]
    [InlineData("[x](data:text/html,<script>)", "<p>x</p>\n")]
    [InlineData("[x](//evil.example)", "<p>x</p>\n")]
    [InlineData("[x](/\\evil.example)", "<p>x</p>\n")]
    [InlineData("[x](file:///etc/passwd)", "<p>x</p>\n")]
    [InlineData("[**x**](javascript:1)", "<p><strong>x</strong></p>\n")]
    [InlineData("![x](javascript:1)", "<p>x</p>\n")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)", "<p>x</p>\n")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n")]
    [InlineData("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n")]
    [InlineData("x {onclick=alert(1)}", "<p>x {onclick=alert(1)}</p>\n")]
    [InlineData("[x](https://e.org \"a\\\" onmouseover=alert(1) b\")", "<p><a href=\"https://e.org\" rel=\"nofollow noopener ugc\" title=\"a&quot; onmouseover=alert(1) b\">x</a></p>\n")]
    [InlineData("It is [[voluntary]].", "<p>It is <a href=\"/guidelines/values/voluntary\" rel=\"nofollow noopener ugc\">Voluntary</a>.</p>\n")]
    [InlineData("[[ Mente Abierta ]]", "<p><a href=\"/guidelines/values/open-minded\" rel=\"nofollow noopener ugc\">Open-minded</a></p>\n")]
    [InlineData("**[[hopeful]]**", "<p><strong><a href=\"/guidelines/values/hopeful\" rel=\"nofollow noopener ugc\">Hopeful</a></strong></p>\n")]
    [InlineData("[[kind]] and [[]] and [[", "<p>[[kind]] and [[]] and [[</p>\n")]
    [InlineData("`[[voluntary]]` \\[[voluntary]]", "<p><code>[[voluntary]]</code> [[voluntary]]</p>\n")]
    [InlineData("[see [[voluntary]]](https://example.org)", "<p><a href=\"https://example.org\" rel=\"nofollow noopener ugc\">see Voluntary</a></p>\n")]
    [InlineData("[see *[[voluntary]]* and [[hopeful]]](https://example.org)", "<p><a href=\"https://example.org\" rel=\"nofollow noopener ugc\">see <em>Voluntary</em> and Hopeful</a></p>\n")]
    [InlineData("[[voluntary]](https://example.org)", "<p><a href=\"/guidelines/values/voluntary\" rel=\"nofollow noopener ugc\">Voluntary</a>(<a href=\"https://example.org\" rel=\"nofollow noopener ugc\">https://example.org</a>)</p>\n")]
    public void It_becomes(string markdown, string html) => Assert.Equal(html, SafeMarkdown.Render(markdown).Html);

    [Fact]
    public void A_value_is_named_in_the_language_of_the_text() =>
        Assert.Equal("<p>Es <a href=\"/guidelines/values/voluntary\" rel=\"nofollow noopener ugc\">Voluntario</a>.</p>\n", SafeMarkdown.Render("Es [[voluntary]].", "es").Html);

    public static TheoryData<string> Deep => new(
        Repeat("> ", 140), Repeat("> ", 9_000), Repeat("- ", 9_000), Repeat("1. ", 6_000), Repeat("[", 19_000), Repeat("![", 9_000), Repeat("*a ", 6_000), Repeat("**a *b ", 2_500),
        Repeat("_a", 9_000), Repeat("`", 19_000), Repeat("[a](", 4_000), Repeat("<", 19_000), Repeat("&", 19_000), Repeat("[x]: y\n", 2_500), Repeat("a\n===\n", 3_000),
        Repeat("https://a", 2_000), Repeat("a@b ", 4_000), Repeat("](", 9_000), Repeat("> - 1. ", 2_000), Repeat("\\", 19_000), Repeat("```\n", 4_500), Repeat("| a ", 4_500), Repeat("[](/", 4_500), Repeat("[[", 9_000), Repeat("[[voluntary]]", 1_500), Repeat("[[[voluntary]](", 1_200));

    [Theory]
    [MemberData(nameof(Deep), DisableDiscoveryEnumeration = true)]
    public void However_deep_it_renders_or_is_refused_and_does_not_go_on_for_ever(string markdown)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            Clean(SafeMarkdown.Render(markdown).Html);
        }
        catch (RuleBrokenException refused)
        {
            Assert.Equal("post.nested", refused.Key);
        }
        // It takes well under a second; the bound stays wide, since a machine may be busy.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Whatever_is_written_comes_out_harmless() => Prop.ForAll(Hostile().ToArbitrary(), markdown =>
    {
        try
        {
            Clean(SafeMarkdown.Render(markdown).Html);
        }
        catch (RuleBrokenException refused)
        {
            Assert.StartsWith("post.", refused.Key, StringComparison.Ordinal);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Rounds(1_000, 100_000)));

    [Theory]
    [MemberData(nameof(HostileTexts.Known), MemberType = typeof(HostileTexts), DisableDiscoveryEnumeration = true)]
    public void What_has_worked_elsewhere_does_not_work_here(string markdown) => Clean(SafeMarkdown.Render(markdown).Html);

    public static Gen<string> Hostile()
    {
        string[] pieces =
        [
            "<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "&lt;", "&#106;", "&#x6A;", "&colon;", "&Tab;", "&NewLine;",
            "javascript:", "JAVASCRIPT:", "vbscript:", "data:text/html;base64,", "https://", "http://", "mailto:", "//", "/", "\\", "[", "]", "(", ")", "![", "](", "<", ">", "\"", "'", "`", "```", "*", "**", "_", "~", "~~",
            "#", "> ", "- ", "1. ", "\n", "\n\n", "\t", "    ", ":", "{", "}", "{onclick=alert(1)}", "|", "=", "===", "---", "a", "b", "alert(1)", "onclick=", "style=", "href=", "x", " ", "é", "👩🏽‍🦽", "\u200B", "\u202E", "\u00A0", "[1]: ", "[1]", "^", "\r\n", "&",
            "\u0001", "\uFEFF", "www.", "example.org", "@", "\\\"", "title", "[[voluntary]]", "[[", "]]",
            "/uploads/AAAAAAAAAAAAAAAAAAAAAA", "#40x20", "![a](/uploads/AAAAAAAAAAAAAAAAAAAAAA)", "#1x1\" onload=\"", "java\tscript:", "java\nscript:",
        ];
        return Gen.Elements(pieces).ArrayOf().Select(string.Concat);
    }

    static void Clean(string html)
    {
        var document = new HtmlParser().ParseDocument($"<body><div>{html}</div></body>");
        // What closes the frame early would stand outside it.
        Assert.Single(document.Body!.ChildNodes);
        foreach (var element in document.QuerySelectorAll("body > div *"))
        {
            Assert.True(allowed.TryGetValue(element.LocalName, out var attributes), $"<{element.LocalName}> in {html}");
            Assert.All(element.Attributes, a => Assert.Contains(a.Name, attributes!));
            if (element.LocalName == "span") Assert.Equal("mention", element.GetAttribute("class"));
            // Pictures of this site alone, and nothing else that fetches by itself.
            if (element.LocalName == "img") Assert.Matches("^/uploads/[A-Za-z0-9_-]{22}$", element.GetAttribute("src")!);
            if (element.LocalName != "a") continue;
            var href = element.GetAttribute("href")!;
            Assert.True(
                href.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || href.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
                || (href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal) && !href.Contains('\\', StringComparison.Ordinal)), href);
            Assert.Equal("nofollow noopener ugc", element.GetAttribute("rel"));
            Assert.Null(element.ParentElement!.Closest("a"));
        }
        Assert.DoesNotContain(document.All, e => e.LocalName is "script" or "svg" or "iframe" or "style");
    }

    static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times)) + "x";
}
