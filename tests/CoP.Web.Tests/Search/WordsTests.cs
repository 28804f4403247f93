using System.Globalization;
using System.Text;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Search;
using FsCheck;
using FsCheck.Fluent;

namespace CoP.Web.Tests.Search;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Recovery", "recovery")]
    [InlineData("¿Qué pasó, señora NÚÑEZ?", "que paso senora nunez")]
    [InlineData("co-supervision isn’t", "co supervision isn t")]
    [InlineData("e\u0301cole", "ecole")]
    [InlineData("super\u00ADvisor", "supervisor")]
    [InlineData("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ﬁne 1º ½ ™", "fine 1o")]
    [InlineData("日本語", "日本語")]
    [InlineData("a😀b", "a b")]
    [InlineData("k:question u: 'x' \"y\" & | ! <->", "k question u x y")]
    [InlineData(" \u0301 ", "")]
    [InlineData("half \ud83d of a pair", "half of a pair")]
    public void Words_are_letters_and_digits_without_accents_in_lower_case(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Folded(text)));

    [Fact]
    public void A_word_without_end_is_cut() => Assert.Equal([new string('x', Words.Limit)], Words.Folded(new string('x', 20_000)));

    [Fact]
    public void A_word_is_known_however_it_is_written() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Rounds(300, 10_000)), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        text = Whole(text);
        var words = Words.Folded(text);
        Assert.Equal(words, Words.Folded(text.Normalize(NormalizationForm.FormD)));
        Assert.Equal(words, Words.Folded(string.Join(' ', words)));
        // What neither database may take apart.
        Assert.All(words, w => Assert.DoesNotContain(w, c => char.IsAscii(c) && !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c)));
        Assert.All(words, w => Assert.DoesNotContain(w, c => char.IsWhiteSpace(c) || char.IsControl(c)));
    }));

    [Fact]
    public void Where_a_word_stands_is_where_it_stands() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Rounds(300, 10_000)), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        text = Whole(text);
        var end = 0;
        foreach (var word in Words.In(text))
        {
            Assert.True(word.Start >= end && word.End > word.Start);
            end = word.End;
            Assert.Equal([word.Folded], Words.Folded(text[word.Start..word.End]));
        }
    }));

    [Theory]
    [InlineData("Tell **me** [more](https://elsewhere.example/secret \"Hidden\")", "Tell me more")]
    [InlineData("un**believ**able", "unbelievable")]
    [InlineData("one\n\ntwo", "one two")]
    [InlineData("- one\n- two", "one two")]
    [InlineData("1 < 2 & \"so\" <b>on</b>", "1 < 2 & \"so\" <b>on</b>")]
    [InlineData("`a <p> tag`", "a <p> tag")]
    public void What_is_searched_is_what_one_reads(string markdown, string text) =>
        Assert.Equal(text, string.Join(' ', PlainText.Of(SafeMarkdown.Html(markdown)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    // Texts with halves of pairs are refused before they are kept.
    static string Whole(string? text) => string.Concat((text ?? "").EnumerateRunes().Where(r => r != Rune.ReplacementChar && Rune.GetUnicodeCategory(r) != UnicodeCategory.OtherNotAssigned));
}
