using System.Globalization;
using System.Text;

namespace CoP.Web.Features.Search;

/// <summary>A word as the search knows it, and where it stands in the text.</summary>
public readonly record struct Word(string Folded, int Start, int End);

/// <summary>
/// Takes text apart into words: runs of letters and digits, in lower case and without accents. Texts and questions go through
/// here alike, and no database takes a text apart itself, so that all find the same.
/// </summary>
public static class Words
{
    /// <summary>Longest word; of a longer one the rest does not count, neither in a text nor in a question.</summary>
    public const int Limit = 64;

    public static List<Word> In(string text)
    {
        var words = new List<Word>(text.Length / 6);
        var word = new StringBuilder();
        var (start, end) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            // Half of a pair alone counts as one sign that is no letter.
            var known = Rune.TryGetRuneAt(text, i, out var rune);
            var length = known ? rune.Utf16SequenceLength : 1;
            switch (known ? KindOf(rune) : Sign.Other)
            {
                case Sign.Letter:
                    if (word.Length == 0) start = i;
                    Fold(rune, word);
                    end = i + length;
                    break;
                case Sign.Mark when word.Length > 0:
                    end = i + length;
                    break;
                case Sign.Other:
                    Close();
                    break;
            }
            i += length;
        }
        Close();
        return words;

        void Close()
        {
            if (word.Length == 0) return;
            words.Add(new(Cut(word), start, end));
            word.Clear();
        }
    }

    /// <summary>The words alone.</summary>
    public static List<string> Folded(string text) => In(text).ConvertAll(w => w.Folded);

    enum Sign
    {
        Letter,

        /// <summary>Belongs to the letter before it and changes no word: accents, soft hyphens.</summary>
        Mark,
        Other,
    }

    static Sign KindOf(Rune rune)
    {
        if (rune.IsAscii) return char.IsAsciiLetterOrDigit((char)rune.Value) ? Sign.Letter : Sign.Other;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.SpacingCombiningMark => Sign.Letter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Sign.Mark,
            _ => Sign.Other,
        };
    }

    static void Fold(Rune rune, StringBuilder word)
    {
        if (rune.IsAscii)
        {
            word.Append(char.ToLowerInvariant((char)rune.Value));
            return;
        }
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
            // Up and down again: letters with two small forms, such as the Greek sigma, become one.
            if (KindOf(part) == Sign.Letter) word.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(part)).ToString());
    }

    static string Cut(StringBuilder word)
    {
        if (word.Length <= Limit) return word.ToString();
        return word.ToString(0, char.IsHighSurrogate(word[Limit - 1]) ? Limit - 1 : Limit);
    }
}
