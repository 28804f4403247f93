using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Meetings;

namespace CoP.Web.Data.Search;

/// <summary>
/// What the search knows of one text, beside its words, which lie where the database can look them up: in a column or table that
/// only its <see cref="ISearchIndex"/> knows. A text is a post, or the minutes of a meeting in all their languages.
/// </summary>
public sealed class SearchEntry
{
    /// <summary>The higher, the newer. An edit keeps it.</summary>
    public long Number { get; private set; }

    /// <summary>The post; null where it is something else.</summary>
    public Id<Post>? PostId { get; private set; }

    /// <summary>The meeting whose minutes it is; null where it is something else.</summary>
    public Id<QuarterlyMeeting>? MinutesId { get; private set; }

    /// <summary>When the text was written.</summary>
    public Instant At { get; private set; }
}

/// <summary>What a text is of.</summary>
/// <param name="Value">The id of the post, or of the meeting.</param>
/// <param name="IsMinutes">Whether it is the minutes of a meeting.</param>
public readonly record struct SearchKey(Guid Value, bool IsMinutes)
{
    public static SearchKey Of(Id<Post> post) => new(post.Value, false);

    public static SearchKey Of(Id<QuarterlyMeeting> meeting) => new(meeting.Value, true);

    /// <summary>The column that names it.</summary>
    public string Column => IsMinutes ? nameof(SearchEntry.MinutesId) : nameof(SearchEntry.PostId);
}

/// <summary>A text as the index takes it.</summary>
/// <param name="Of">Whose text.</param>
/// <param name="At">When it was written.</param>
/// <param name="Tokens">Its words in their order, and its <see cref="SearchMark"/>s.</param>
public sealed record SearchText(SearchKey Of, Instant At, IReadOnlyList<string> Tokens);

/// <summary>What a text must hold: these words, one after the other.</summary>
/// <param name="Words">Folded words, or one mark.</param>
/// <param name="IsPrefix">Whether the last of them may go on.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix = false)
{
    public static SearchTerm Mark(string mark) => new([mark]);
}

/// <summary>
/// What is known of a text other than its words, written among them as words of their own, so that the index finds the few that
/// have both. A word is letters and digits: it never looks like a mark.
/// </summary>
public static class SearchMark
{
    /// <summary>Takes a place in the text and can be asked for by nobody; no phrase reaches across it.</summary>
    public const string Gap = ":";

    public const string Unanswered = "u:";
    public const string Helped = "h:";

    /// <summary>The minutes of a meeting.</summary>
    public const string Minutes = "m:";

    public static string Kind(ThreadKind kind) => "k:" + kind.ToString().ToLowerInvariant();

    public static string Space(Id<Space> space) => $"s:{space.Value:n}";

    /// <summary>Never for what was written anonymously.</summary>
    public static string By(Id<CoP.Domain.Members.Member> author) => $"b:{author.Value:n}";

    /// <summary>A word of the title, for discussions like the one that somebody is about to begin.</summary>
    public static string Title(string word) => "t:" + word;

    public static string Cites(CoreValue value) => "c:" + value.Slug.Replace("-", "", StringComparison.Ordinal);
}
