using System.Globalization;
using System.Text.RegularExpressions;

namespace CoP.Web.Tests.Texts;

public sealed partial class TextTests
{
    public static TheoryData<string> Files => new(SourceTexts.English.Keys);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_sentence_is_there_in_both_languages(string file)
    {
        var english = SourceTexts.Read(SourceTexts.English[file]);
        var spanish = SourceTexts.Read(SourceTexts.Spanish(SourceTexts.English[file]));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), spanish.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(english.Concat(spanish), t => string.IsNullOrWhiteSpace(t.Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Both_languages_have_the_same_gaps_to_fill(string file)
    {
        var english = SourceTexts.Read(SourceTexts.English[file]);
        var spanish = SourceTexts.Read(SourceTexts.Spanish(SourceTexts.English[file]));
        // "one reply" may leave its number out.
        Assert.All(english.Where(t => !t.Key.EndsWith(".one", StringComparison.Ordinal)), t => Assert.Equal((t.Key, Gaps(t.Value)), (t.Key, Gaps(spanish[t.Key]))));
        // A lone brace would only fail when the sentence is shown.
        Assert.All(english.Concat(spanish).Where(t => Gaps(t.Value).Length > 0), t => Assert.NotNull(string.Format(CultureInfo.InvariantCulture, t.Value, [.. Enumerable.Repeat("x", 10)])));
    }

    [Fact]
    public void Every_key_that_a_view_or_a_class_asks_for_is_there()
    {
        var missing = from file in SourceTexts.Sources(".cs", ".cshtml")
                      from asked in SourceTexts.KeysAsked(file)
                      where SourceTexts.English.TryGetValue(asked.Marker, out var texts) && !Known(texts).ContainsKey(asked.Key)
                      select $"{Path.GetRelativePath(Repository.Root, file)}: {asked.Marker}[{asked.Key}]";
        Findings.None(missing);
    }

    [Fact]
    public void Every_rule_that_can_be_broken_is_said_in_words()
    {
        var rules = SourceTexts.Read(SourceTexts.English["RulesText"]);
        var broken = SourceTexts.Sources(".cs").SelectMany(f => Rule().Matches(File.ReadAllText(f))).Select(m => "rule." + m.Groups["key"].Value);
        Findings.None(broken.Except(rules.Keys, StringComparer.Ordinal));
    }

    static readonly Dictionary<string, Dictionary<string, string>> known = new(StringComparer.Ordinal);

    static Dictionary<string, string> Known(string file) => known.TryGetValue(file, out var texts) ? texts : known[file] = SourceTexts.Read(file);

    static string Gaps(string text) => string.Join(' ', Gap().Matches(text).Select(m => m.Groups["number"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{(?<number>\d)[^}]*\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Gap();

    [GeneratedRegex("""RuleBrokenException\(\s*"(?<key>[^"]+)"\s*[,)]""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Rule();
}
