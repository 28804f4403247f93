using CoP.Domain.Discussions;
using CoP.Web.Data.Search;
using CoP.Web.Features.Search;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Web.Tests.Search;

public sealed class QuestionTests
{
    [Theory]
    [InlineData("peer support", "peer|support")]
    [InlineData("\"peer support\" money", "peer support|money")]
    [InlineData("“Peer Support”", "peer support")]
    [InlineData("«apoyo entre pares»", "apoyo entre pares")]
    [InlineData("\"never closed", "never closed")]
    [InlineData("co-supervision", "co supervision")]
    [InlineData("recov*", "recov*")]
    [InlineData("\"peer supp\"*", "peer supp*")]
    [InlineData("10:30", "10 30")]
    [InlineData("https://elsewhere.example/a", "https elsewhere example a")]
    [InlineData("& | ! ( ) <-> * ^ NEAR OR", "near|or")]
    [InlineData("don't", "don t")]
    [InlineData("  ", "")]
    [InlineData("\"\" \" \" -", "")]
    public void Words_and_phrases_are_told_apart(string typed, string terms) =>
        Assert.Equal(terms, string.Join('|', SearchQuestion.Read(typed).Terms.Select(t => string.Join(' ', t.Words) + (t.IsPrefix ? "*" : ""))));

    [Fact]
    public void Operators_are_understood_in_both_languages()
    {
        foreach (var typed in new[]
        {
            "kind:question space:role-clarity by:\"Ana Silva\" cites:voluntary before:2027-01-31 after:2026-02 has:helped is:unanswered tea",
            "tipo:pregunta espacio:role-clarity de:\"Ana Silva\" cita:voluntary antes:2027-01-31 después:2026-02 con:ayuda sin:respuesta tea",
            "TIPO:Pregunta Espacio:role-clarity DE:“Ana Silva” cita:voluntary antes:2027-01-31 DESDE:2026-02-01 Con:ayuda SIN:respuesta tea",
        })
        {
            var question = SearchQuestion.Read(typed);
            Assert.Empty(question.Problems);
            Assert.Equal("tea", Assert.Single(question.Terms).Words[0]);
            Assert.Equal([ThreadKind.Question], question.Kinds);
            Assert.Equal(["role-clarity"], question.Spaces);
            Assert.Equal(["Ana Silva"], question.Authors);
            Assert.Equal(["voluntary"], question.Cited);
            Assert.Equal((new LocalDate(2027, 1, 31), new LocalDate(2026, 2, 1)), (question.Before, question.After));
            Assert.True(question.HasHelped && question.IsUnanswered);
        }
    }

    [Theory]
    [InlineData("colour:red tea", "problem.operator")]
    [InlineData("kind:rant tea", "problem.kind")]
    [InlineData("before:yesterday tea", "problem.date")]
    [InlineData("after:2027-02-30 tea", "problem.date")]
    [InlineData("by: tea", "problem.value")]
    [InlineData("has:fun tea", "problem.value")]
    [InlineData("is:helped tea", "problem.value")]
    [InlineData("re* tea", "problem.prefix")]
    public void What_is_not_understood_is_said_and_the_rest_is_searched(string typed, string key)
    {
        var question = SearchQuestion.Read(typed);
        Assert.Equal(key, Assert.Single(question.Problems).Key);
        Assert.Equal("tea", Assert.Single(question.Terms).Words[0]);
        Assert.False(question.HasOperators);
    }

    [Fact]
    public void So_many_words_are_read_and_no_more()
    {
        var question = SearchQuestion.Read(string.Join(' ', Enumerable.Range(100, 30)));
        Assert.Equal(20, question.Terms.Count);
        Assert.All(question.Problems, p => Assert.Equal("problem.many", p.Key));
    }

    [Fact]
    public void Whatever_is_typed_is_read() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Rounds(500, 20_000)), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        Assert.All(SearchQuestion.Read(text).Terms, t => Assert.All(t.Words, w => Assert.Equal([w], Words.Folded(w))))));

    [Theory]
    [InlineData("Ask the supervisor, the SUPERVISOR!", "supervisor", "Ask the [supervisor], the [SUPERVISOR]!")]
    [InlineData("Recuperación y recuperar", "recuper*", "[Recuperación] y [recuperar]")]
    [InlineData("peer peer support", "\"peer support\"", "peer [peer support]")]
    [InlineData("a b a b a", "\"a b a\"", "[a b a][ b a]")]
    [InlineData("cafe\u0301!", "cafe", "[cafe\u0301]!")]
    [InlineData("nothing", "tea", "nothing")]
    public void What_was_found_is_marked(string text, string typed, string marked) =>
        Assert.Equal(marked, string.Concat(Highlights.Of(text, SearchQuestion.Read(typed).Terms).Select(p => p.IsHit ? $"[{p.Text}]" : p.Text)));

    [Fact]
    public void A_cutting_shows_where_most_of_it_stands_together()
    {
        var text = string.Join(' ', Enumerable.Repeat("tea is fine.", 100)) + " Then came tea with money and trust. " + string.Join(' ', Enumerable.Repeat("And so on.", 100));
        var pieces = Highlights.Snippet(text, SearchQuestion.Read("tea money trust").Terms);
        Assert.Contains(pieces, p => p is { Text: "money", IsHit: true });
        Assert.Contains(pieces, p => p is { Text: "trust", IsHit: true });
        Assert.Equal(("… ", " …"), (pieces[0].Text, pieces[^1].Text));
        Assert.InRange(pieces.Sum(p => p.Text.Length), 100, 300);
    }

    [Fact]
    public void A_cutting_shows_what_stands_late_in_a_long_address()
    {
        var address = "https://example.org/" + string.Join('/', Enumerable.Repeat("page", 40)) + "/tea";
        foreach (var text in (string[])[$"Read {address} and tell.", $"Read https://example.org/tea/{address} and tell."])
            Assert.Contains(Highlights.Snippet(text, SearchQuestion.Read("tea").Terms), p => p is { Text: "tea", IsHit: true });
    }

    [Fact]
    public void A_cutting_holds_the_text_and_nothing_else() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Rounds(300, 10_000)), Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (parts, which) =>
    {
        var text = string.Join(' ', parts.Where(p => p is not null).Append("tea"));
        var words = Words.Folded(text);
        List<SearchTerm> terms = [new([words[which.Get % words.Count]])];
        Assert.Equal(text, string.Concat(Highlights.Of(text, terms).Select(p => p.Text)));
        Assert.Contains(Highlights.Of(text, terms), p => p.IsHit);
        Assert.Contains(Highlights.Snippet(text, terms), p => p.IsHit);
    }));
}
