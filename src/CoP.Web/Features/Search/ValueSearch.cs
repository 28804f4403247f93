using System.Globalization;
using System.Resources;
using CoP.Domain.Guidelines;
using CoP.Web.Data.Search;
using CoP.Web.Features.Guidelines;

namespace CoP.Web.Features.Search;

/// <summary>A guideline value that was found, in the language that it was found in.</summary>
public sealed record ValueHit(CoreValue Value, string Language, string Title, string Text)
{
    public string Address => ValueLinks.Address(Value);
}

/// <summary>Looks for words in the pages of the guideline values. They come with the program and are few: no index holds them.</summary>
public static class ValueSearch
{
    static readonly ResourceManager texts = new(typeof(GuidelinesText));
    static readonly string[] parts = ["what", "practice", "supporter.1", "supporter.2", "supporter.3", "supervisor.1", "supervisor.2", "supervisor.3", "ask"];
    static readonly Lazy<IReadOnlyList<Page>> pages = new(() => [.. CoreValue.All.SelectMany(v => new[] { Read(v, "en"), Read(v, "es") })]);

    /// <summary>The values whose page holds all terms, each in the reader's language where that does.</summary>
    public static IReadOnlyList<ValueHit> Find(SearchQuestion question, string language) => question.Terms.Count == 0 || question.HasOperators ? [] :
    [
        .. pages.Value.Where(p => p.Words.Holds(question.Terms)).GroupBy(p => p.Value)
            .Select(found => found.OrderByDescending(p => p.Language == language).First())
            .Select(p => new ValueHit(p.Value, p.Language, p.Title, p.Text)),
    ];

    static Page Read(CoreValue value, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        string Text(string part) => texts.GetString($"value.{value.Slug}.{part}", culture) ?? throw new MissingManifestResourceException(part);
        var (title, text) = (Text("title"), string.Join('\n', parts.Select(Text)));
        // Between title and text lies what no phrase reaches across.
        return new(value, language, title, text, [.. Search.Words.In(title), new(SearchMark.Gap, 0, 0), .. Search.Words.In(text)]);
    }

    sealed record Page(CoreValue Value, string Language, string Title, string Text, IReadOnlyList<Word> Words);
}
