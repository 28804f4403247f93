using System.Globalization;
using System.Text;
using CoP.Domain.Common;
using CoP.Domain.Discussions;

namespace CoP.Domain.Guidelines;

/// <summary>
/// One of the twelve core values of peer support, as the National Practice Guidelines (National Association of Peer
/// Supporters, 2019) number them. Massachusetts' guidelines of 2022 keep eleven: there, being open-minded runs through all.
/// </summary>
public sealed class CoreValue
{
    /// <summary>Longest slug, in characters.</summary>
    public const int SlugLimit = 30;

    private readonly string[] _otherNames;

    private CoreValue(int number, int? massachusetts, string slug, string english, string spanish, params string[] otherNames) =>
        (Number, MassachusettsNumber, Slug, Name, _otherNames) = (number, massachusetts, slug, new(english, spanish), otherNames);

    /// <summary>All twelve, in the order of the national guidelines.</summary>
    public static IReadOnlyList<CoreValue> All { get; } =
    [
        new(1, 1, "voluntary", "Voluntary", "Voluntario", "voluntaria", "support choice"),
        new(2, 2, "hopeful", "Hopeful", "Con esperanza", "hope", "esperanza", "esperanzador"),
        new(3, null, "open-minded", "Open-minded", "De mente abierta", "open mind", "mente abierta", "con mente abierta"),
        new(4, 3, "empathetic", "Empathetic", "Con empatía", "empathic", "empathy", "empatía", "empático", "empática"),
        new(5, 4, "respectful", "Respectful", "Con respeto", "respect", "respeto", "respetuoso", "respetuosa"),
        new(6, 5, "facilitate-change", "Facilitate change", "Facilitar el cambio", "change", "facilitates change", "cambio", "facilitan el cambio"),
        new(7, 6, "honest-and-direct", "Honest and direct", "Con franqueza y honestidad", "honest", "direct", "honesto y directo", "honesta y directa", "honestidad", "franqueza"),
        new(8, 7, "mutual-and-reciprocal", "Mutual and reciprocal", "Mutuo y recíproco", "mutual", "reciprocal", "mutuo", "mutua", "recíproco", "recíproca"),
        new(9, 8, "equally-shared-power", "Equally shared power", "Poder compartido por igual", "shared power", "poder compartido"),
        new(10, 9, "strengths-focused", "Strengths-focused", "Centrado en las fortalezas", "strength-focused", "strengths", "fortalezas", "centrada en las fortalezas"),
        new(11, 10, "transparent", "Transparent", "Transparente", "transparency", "transparencia"),
        new(12, 11, "person-driven", "Person-driven", "Guiado por la persona", "guiada por la persona", "dirigido por la persona"),
    ];

    private static readonly Dictionary<string, CoreValue> byName = All
        .SelectMany(v => v._otherNames.Append(v.Slug).Append(v.Name.English).Append(v.Name.Spanish).Select(name => (Key: Fold(name), Value: v)))
        .DistinctBy(v => v.Key).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);

    /// <summary>Its place among the twelve, from 1.</summary>
    public int Number { get; }

    /// <summary>Its place among Massachusetts' eleven, from 1; null for the one that is not numbered there.</summary>
    public int? MassachusettsNumber { get; }

    /// <summary>Its name in addresses and in the database; never changed.</summary>
    public string Slug { get; }

    /// <summary>What it is called.</summary>
    public TwoLanguages Name { get; }

    /// <summary>What to type between double brackets to cite it, in <paramref name="language"/> (<c>en</c> or <c>es</c>).</summary>
    public string Typed(string language) => Name.In(language).ToLowerInvariant();

    /// <summary>
    /// The value that goes by <paramref name="name"/>: its slug, or its name in either language, whatever the case, the
    /// accents and what stands between the words. Null where there is none.
    /// </summary>
    public static CoreValue? Find(string name) => byName.GetValueOrDefault(Fold(name));

    private static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c)) folded.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != '-') folded.Append('-');
        return folded.ToString().TrimEnd('-');
    }
}
