using CoP.Domain.Discussions;
using CoP.Web.Data.Search;
using NodaTime.Text;

namespace CoP.Web.Features.Search;

/// <summary>Something in a question that was not understood and is left out.</summary>
/// <param name="Key">Which text says so.</param>
/// <param name="Typed">What was typed.</param>
public sealed record SearchProblem(string Key, string Typed);

/// <summary>
/// What somebody typed into the search, understood: words, beginnings of words (<c>recov*</c>), phrases in quotation marks, and
/// operators. All must hold; several values of one operator are a choice between them.
/// </summary>
public sealed class SearchQuestion
{
    public const int Limit = 200;

    /// <summary>Shortest beginning of a word that can be asked for.</summary>
    public const int ShortestPrefix = 3;

    const int MostTerms = 20;

    // In both languages, whichever the page is in. Keys and values are as Words folds them.
    static readonly Dictionary<string, string> operators = new(StringComparer.Ordinal)
    {
        ["space"] = "space",
        ["espacio"] = "space",
        ["kind"] = "kind",
        ["tipo"] = "kind",
        ["by"] = "by",
        ["de"] = "by",
        ["cites"] = "cites",
        ["cita"] = "cites",
        ["before"] = "before",
        ["antes"] = "before",
        ["after"] = "after",
        ["despues"] = "after",
        ["desde"] = "after",
        ["has"] = "has",
        ["con"] = "has",
        ["is"] = "is",
        ["sin"] = "is",
    };

    static readonly Dictionary<string, ThreadKind> kinds = new(Enum.GetValues<ThreadKind>().Select(k => KeyValuePair.Create(k.ToString().ToLowerInvariant(), k)), StringComparer.Ordinal)
    {
        ["pregunta"] = ThreadKind.Question,
        ["logro"] = ThreadKind.Success,
        ["reto"] = ThreadKind.Challenge,
        ["recurso"] = ThreadKind.Resource,
        ["situacion"] = ThreadKind.Scenario,
    };

    readonly List<SearchTerm> terms = [];
    readonly List<SearchProblem> problems = [];

    SearchQuestion(string text) => Text = text;

    /// <summary>As typed.</summary>
    public string Text { get; }

    public IReadOnlyList<SearchTerm> Terms => terms;
    public List<ThreadKind> Kinds { get; } = [];
    public List<string> Spaces { get; } = [];
    public List<string> Authors { get; } = [];
    public List<string> Cited { get; } = [];
    public LocalDate? Before { get; private set; }
    public LocalDate? After { get; private set; }
    public bool HasHelped { get; private set; }
    public bool IsUnanswered { get; private set; }
    public IReadOnlyList<SearchProblem> Problems => problems;

    /// <summary>Whether it asks for posts by more than their words.</summary>
    public bool HasOperators => Kinds.Count + Spaces.Count + Authors.Count + Cited.Count > 0 || Before.HasValue || After.HasValue || HasHelped || IsUnanswered;

    /// <summary>Whether nothing is asked.</summary>
    public bool IsEmpty => terms.Count == 0 && !HasOperators;

    public static SearchQuestion Read(string? text)
    {
        var question = new SearchQuestion((text ?? "").Trim());
        question.Read();
        return question;
    }

    /// <summary>What was typed for an operator names nothing that there is.</summary>
    public void NotThere(string key, string typed) => problems.Add(new(key, typed));

    void Read()
    {
        for (var i = 0; i < Text.Length;)
            if (char.IsWhiteSpace(Text[i]))
            {
                i++;
            }
            else if (IsQuote(Text[i]))
            {
                var phrase = Quoted(ref i);
                var prefix = i < Text.Length && Text[i] == '*';
                if (prefix) i++;
                Add(phrase, prefix);
            }
            else
            {
                var chunk = Chunk(ref i);
                var colon = chunk.IndexOf(':', StringComparison.Ordinal);
                if (colon <= 0 || !chunk[..colon].All(char.IsLetter) || chunk[(colon + 1)..].StartsWith("//", StringComparison.Ordinal))
                {
                    Add(chunk, chunk.EndsWith('*'));
                    continue;
                }
                var value = chunk[(colon + 1)..];
                if (value.Length == 0 && i < Text.Length && IsQuote(Text[i])) value = Quoted(ref i).Trim();
                Apply(string.Concat(Words.Folded(chunk[..colon])), value, $"{chunk[..colon]}:{value}");
            }
    }

    void Apply(string name, string value, string typed)
    {
        var word = string.Concat(Words.Folded(value));
        if (!operators.TryGetValue(name, out var known)) problems.Add(new("problem.operator", typed));
        else if (word.Length == 0) problems.Add(new("problem.value", typed));
        else
            switch (known)
            {
                case "space": Spaces.Add(value); break;
                case "by": Authors.Add(value); break;
                case "cites": Cited.Add(value); break;
                case "kind" when kinds.TryGetValue(word, out var kind): Kinds.Add(kind); break;
                case "kind": problems.Add(new("problem.kind", typed)); break;
                case "before" when Day(value) is { } day: Before = Before is { } b && b < day ? b : day; break;
                case "after" when Day(value) is { } day: After = After is { } a && a > day ? a : day; break;
                case "before" or "after": problems.Add(new("problem.date", typed)); break;
                case "has" when word is "helped" or "ayuda": HasHelped = true; break;
                case "is" when word is "unanswered" or "respuesta": IsUnanswered = true; break;
                default: problems.Add(new("problem.value", typed)); break;
            }
    }

    void Add(string text, bool prefix)
    {
        var words = Words.Folded(text);
        if (words.Count == 0) return;
        if (prefix && words[^1].Length < ShortestPrefix)
        {
            problems.Add(new("problem.prefix", text));
            return;
        }
        if (terms.Count == MostTerms) problems.Add(new("problem.many", text));
        else if (terms.Count < MostTerms) terms.Add(new(words, prefix));
    }

    string Chunk(ref int i)
    {
        var start = i;
        while (i < Text.Length && !char.IsWhiteSpace(Text[i]) && !IsQuote(Text[i])) i++;
        return Text[start..i];
    }

    string Quoted(ref int i)
    {
        var start = ++i;
        while (i < Text.Length && !IsQuote(Text[i])) i++;
        var text = Text[start..i];
        if (i < Text.Length) i++;
        return text;
    }

    static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';

    // A year or a month stands for its first day.
    static LocalDate? Day(string text)
    {
        var whole = text.Length switch { 4 => text + "-01-01", 7 => text + "-01", _ => text };
        return LocalDatePattern.Iso.Parse(whole) is { Success: true } parsed && parsed.Value.Year is > 1900 and < 3000 ? parsed.Value : null;
    }
}
