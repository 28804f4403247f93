using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;

namespace CoP.Web.Features.Discussions.Lists;

/// <summary>Which discussions a list shows.</summary>
public enum ListShow
{
    /// <summary>All, the newest activity first.</summary>
    Newest,

    /// <summary>Those with something that the reader has not seen.</summary>
    Unread,

    /// <summary>Questions and challenges that nobody has replied to yet.</summary>
    Unanswered,

    /// <summary>Those that the reader follows.</summary>
    Followed,

    /// <summary>Those that the reader began or wrote in.</summary>
    Mine,
}

/// <summary>What a reader asked of a list, out of its address: <c>?show=unread&amp;kind=question&amp;value=voluntary</c>. What it does not know, it leaves out.</summary>
public sealed record ListFilter(ListShow Show = ListShow.Newest, ThreadKind? Kind = null, CoreValue? Value = null)
{
    public static ListFilter Read(string? show, string? kind, string? value) => new(
        Known<ListShow>(show) ?? ListShow.Newest,
        Known<ThreadKind>(kind),
        string.IsNullOrEmpty(value) ? null : CoreValue.Find(value));

    /// <summary>Whether it is narrowed beyond which list it is.</summary>
    public bool IsNarrowed => Kind is not null || Value is not null;

    /// <summary>The query of its address, with its question mark; empty for the plain list.</summary>
    public string Query => Prefix.Length == 0 ? "" : "?" + Prefix[..^1];

    /// <summary>The query up to where a place in the list is added: <c>show=unread&amp;</c>.</summary>
    public string Prefix =>
        (Show == ListShow.Newest ? "" : $"show={Word(Show)}&") + (Kind is { } kind ? $"kind={Word(kind)}&" : "") + (Value is { } value ? $"value={value.Slug}&" : "");

    // Names only: an enum would take numbers, too.
    static T? Known<T>(string? word) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => string.Equals(v.ToString(), word, StringComparison.OrdinalIgnoreCase)).Select(v => (T?)v).FirstOrDefault();

    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
