using CoP.Web.Tests.Texts;

namespace CoP.Web.Tests.Guidelines;

/// <summary>The guidelines are for everybody: grade 8 at most in English, "fairly easy" and up in Spanish.</summary>
public sealed class ReadabilityTests
{
    public static TheoryData<string> Values => new(CoP.Domain.Guidelines.CoreValue.All.Select(v => v.Slug));

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_reads_easily_in_English(string slug)
    {
        var (sentences, words) = Count(SourceTexts.Read(SourceTexts.English["GuidelinesText"]), slug);
        // Flesch-Kincaid.
        var grade = 0.39 * words.Count / sentences + 11.8 * words.Sum(EnglishSyllables) / words.Count - 15.59;
        Assert.True(grade <= 8, $"Grade {grade:0.0}");
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_reads_easily_in_Spanish(string slug)
    {
        var (sentences, words) = Count(SourceTexts.Read(SourceTexts.Spanish(SourceTexts.English["GuidelinesText"])), slug);
        // Flesch-Szigriszt, whose scale is INFLESZ.
        var ease = 206.835 - 62.3 * words.Sum(SpanishSyllables) / words.Count - (double)words.Count / sentences;
        Assert.True(ease >= 55, $"INFLESZ {ease:0.0}");
    }

    static (int Sentences, List<string> Words) Count(Dictionary<string, string> texts, string slug)
    {
        var text = string.Join("\n", texts.Where(t => t.Key.StartsWith($"value.{slug}.", StringComparison.Ordinal) && !t.Key.EndsWith(".title", StringComparison.Ordinal)).Select(t => t.Value));
        var words = text.Split([' ', '\n', '-'], StringSplitOptions.RemoveEmptyEntries).Select(w => new string([.. w.Where(char.IsLetter)]).ToLowerInvariant()).Where(w => w.Length > 0).ToList();
        return (text.Split(['.', '?', '!', ':', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length, words);
    }

    static int EnglishSyllables(string word)
    {
        var groups = Groups(word, "aeiouy");
        if (word.EndsWith('e') && !word.EndsWith("le", StringComparison.Ordinal) && groups > 1) groups--;
        return Math.Max(1, groups);
    }

    // Two weak vowels or a weak beside a strong are one syllable; two strong ones are two.
    static int SpanishSyllables(string word)
    {
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!"aeiouáéíóúü".Contains(word[i], StringComparison.Ordinal)) continue;
            var joined = i > 0 && "aeiouáéíóúü".Contains(word[i - 1], StringComparison.Ordinal) && !(Strong(word[i]) && Strong(word[i - 1]));
            if (!joined) count++;
        }
        return Math.Max(1, count);
    }

    static bool Strong(char c) => "aeoáéóíú".Contains(c, StringComparison.Ordinal);

    static int Groups(string word, string vowels)
    {
        var count = 0;
        for (var i = 0; i < word.Length; i++)
            if (vowels.Contains(word[i], StringComparison.Ordinal) && (i == 0 || !vowels.Contains(word[i - 1], StringComparison.Ordinal))) count++;
        return count;
    }
}
