namespace CoP.Web.Operations.Checkup;

/// <summary>What was found of one thing that the site needs.</summary>
/// <param name="What">The thing, in a word.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Words">How it is in words, and, where it is wrong, what to do.</param>
public sealed record Finding(string What, Verdict Verdict, string Words)
{
    public static Finding Well(string what, string words) => new(what, Verdict.Well, words);

    public static Finding Note(string what, string words) => new(what, Verdict.Note, words);

    public static Finding Wrong(string what, string words) => new(what, Verdict.Wrong, words);

    /// <summary>One line.</summary>
    public override string ToString() => $"{(Verdict switch { Verdict.Well => "ok", Verdict.Note => "note", _ => "WRONG" }),-6}{What,-13}{Words.ReplaceLineEndings(" ")}";
}

/// <summary>How a thing is.</summary>
public enum Verdict
{
    Well,

    /// <summary>The site runs; somebody ought to know.</summary>
    Note,
    Wrong,
}
