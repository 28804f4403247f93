using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Writing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Web.Tests.Discussions.Writing;

public sealed class WritingSyntaxTests
{
    static readonly Instant now = Instant.FromUtc(2031, 3, 3, 15, 0);
    static readonly Id<Thread> thread = Id<Thread>.New(now);
    static readonly Id<Post> one = Id<Post>.New(now), two = Id<Post>.New(now);

    [Theory]
    [InlineData("Ask @[Ana Ruiz] please", "<p>Ask <span class=\"mention\">@Ana Ruiz</span> please</p>\n")]
    [InlineData("@[Ana Ruiz#x7Qk]", "<p><span class=\"mention\">@Ana Ruiz</span></p>\n")]
    [InlineData("@[<b>&amp;]", "<p><span class=\"mention\">@&lt;b&gt;&amp;amp;</span></p>\n")]
    [InlineData("*@[Ana]*", "<p><em><span class=\"mention\">@Ana</span></em></p>\n")]
    [InlineData("`@[Ana]`", "<p><code>@[Ana]</code></p>\n")]
    [InlineData("@[]", "<p>@[]</p>\n")]
    [InlineData("@[a\nb]", "<p>@[a\nb]</p>\n")]
    [InlineData("ana@example.org", "<p>ana@example.org</p>\n")]
    public void A_mention_is_shown_as_a_name(string source, string html) => Assert.Equal(html, SafeMarkdown.Render(source).Html);

    [Fact]
    public void A_link_behind_an_at_sign_stays_one() => Assert.Contains("<a href=\"/x\"", SafeMarkdown.Render("@[Ana](/x)").Html, StringComparison.Ordinal);

    [Fact]
    public void A_quotation_is_found_and_taken_out()
    {
        var source = "Before.\n\n" + Quotes.Write("Ana [R]uiz", thread, one, "First line.\n\n- item\n- item") + "After.";
        Assert.Contains($"<a href=\"/threads/{thread}/replies/{one}\"", SafeMarkdown.Render(source).Html, StringComparison.Ordinal);
        Assert.Equal([one], Quotes.In(source));
        Assert.Equal("Before.\n\n> *(taken back)*\n\nAfter.", Quotes.Without(source, new HashSet<Id<Post>> { one }, "en"));
        Assert.Equal(source, Quotes.Without(source, new HashSet<Id<Post>> { two }, "en"));
    }

    [Fact]
    public void So_is_one_within_another()
    {
        var inner = Quotes.Write("Ana", thread, one, "The inner secret\nover two lines").TrimEnd();
        var source = Quotes.Write("Ben", thread, two, inner + "\n\nThe outer words.") + "My own.";
        Assert.Equal([two, one], Quotes.In(source));
        var rest = Quotes.Without(source, new HashSet<Id<Post>> { one }, "es");
        Assert.DoesNotContain("inner secret", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("over two lines", rest, StringComparison.Ordinal);
        Assert.Contains("> > *(retirado)*", rest, StringComparison.Ordinal);
        Assert.Contains("> The outer words.", rest, StringComparison.Ordinal);
        rest = Quotes.Without(source, new HashSet<Id<Post>> { two }, "en");
        Assert.Equal("> *(taken back)*\n\nMy own.", rest);
        Assert.Equal(rest, Quotes.Without(source, new HashSet<Id<Post>> { one, two }, "en"));
    }

    [Theory]
    [InlineData("> {0}:\n> secret\nlazy secret\n\nkept")]
    [InlineData("1. kept\n   > {0}:\n   > secret\n\n   kept")]
    [InlineData("> kept\n>\n> > {0}\n> > secret\n>\n> kept")]
    [InlineData("kept\n\n> {0} secret")]
    [InlineData(">{0}:\n>```\n>secret\n>```\n\nkept")]
    [InlineData("- > {0}: secret\n  > secret\n- kept")]
    [InlineData("> {0}: secret\n>\n>     secret\n\nkept")]
    public void However_it_is_laid_out(string layout)
    {
        var source = string.Format(System.Globalization.CultureInfo.InvariantCulture, layout, $"[Ana](/threads/{thread}/replies/{one})");
        var rest = Quotes.Without(source, new HashSet<Id<Post>> { one }, "en");
        Assert.DoesNotContain("secret", rest, StringComparison.Ordinal);
        Assert.Contains("kept", rest, StringComparison.Ordinal);
        Assert.Empty(Quotes.In(rest));
        Assert.DoesNotContain("secret", SafeMarkdown.Render(rest).Html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_as_a_quotation_is_taken_out_whole_whatever_it_says() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), words =>
    {
        words = new string([.. (words ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        var source = RenderedText.Check(Quotes.Write("Ana", thread, one, $"secret {words} secret") + "kept");
        var rest = Quotes.Without(source, new HashSet<Id<Post>> { one }, "en");
        return !rest.Contains("secret", StringComparison.Ordinal) && rest.EndsWith("kept", StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("one two three", "one 2 three", "=one |-two|+2|= three")]
    [InlineData("same", "same", "=same")]
    [InlineData("", "new", "+new")]
    [InlineData("a b c d", "b c d e", "-a |=b c d|+ e")]
    public void A_change_is_shown_word_by_word(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', WordDiff.Between(before, after).Select(p => (p.Change switch { Change.Same => "=", Change.Removed => "-", _ => "+" }) + p.Text)));

    [Fact]
    public void Nothing_is_lost_in_what_is_shown_of_a_change() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), ArbMap.Default.ArbFor<string[]>(), (a, b) =>
    {
        var (before, after) = (string.Join(' ', a), string.Join(' ', b));
        var pieces = WordDiff.Between(before, after);
        return before == string.Concat(pieces.Where(p => p.Change != Change.Added).Select(p => p.Text)) && after == string.Concat(pieces.Where(p => p.Change != Change.Removed).Select(p => p.Text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_long_texts_with_nothing_in_common_are_shown_at_once()
    {
        var (before, after) = (string.Join(' ', Enumerable.Range(0, 9000)), string.Join(' ', Enumerable.Range(20_000, 9000)));
        Assert.Equal(before, string.Concat(WordDiff.Between(before, after).Where(p => p.Change != Change.Added).Select(p => p.Text)));
    }
}
