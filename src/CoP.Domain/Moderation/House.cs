using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Moderation;

/// <summary>How the community is run; there is one.</summary>
public sealed class House
{
    /// <summary>How long a member is new.</summary>
    public static readonly Duration Newness = Duration.FromDays(30);

    /// <summary>The only one.</summary>
    public static readonly Id<House> Only = new(new Guid("4f6d0c1e-5b0a-7c3e-8d52-0b5a3f0c9a11"));

    private House()
    {
    }

    /// <summary>Which; always <see cref="Only"/>.</summary>
    public Id<House> Id { get; private set; }

    /// <summary>Whether the first post of a new member waits until a moderator lets it in.</summary>
    public bool FirstPostsWait { get; private set; }

    /// <summary>The committee decides whether first posts wait.</summary>
    public void LetFirstPostsWait(bool wait) => FirstPostsWait = wait;
}

/// <summary>That a space, or all of them, takes nothing new for now, with the reason that everybody reads. Taking back stays possible.</summary>
public sealed class Standstill
{
    /// <summary>The most words in one language, in UTF-16 characters.</summary>
    public const int WordsLimit = 300;

    private Standstill()
    {
    }

    /// <summary>From now on.</summary>
    /// <param name="spaceId">The space; null for the whole site.</param>
    /// <param name="words">Why, in both languages.</param>
    /// <param name="by">Who decided it.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException"><c>standstill.words</c>: each language, 1 to 300 characters.</exception>
    public Standstill(Id<Space>? spaceId, TwoLanguages words, Id<Member> by, Instant now)
    {
        words = new TwoLanguages(Checked(words.English), Checked(words.Spanish));
        (Id, SpaceId, Words, ById, Since) = (Id<Standstill>.New(now), spaceId, words, by, now);
    }

    /// <summary>Which.</summary>
    public Id<Standstill> Id { get; private set; }

    /// <summary>The space; null for the whole site.</summary>
    public Id<Space>? SpaceId { get; private set; }

    /// <summary>Why.</summary>
    public TwoLanguages Words { get; private set; } = new("", "");

    /// <summary>Who decided it.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; private set; }

    private static string Checked(string? words) => PlainText.NeededLine(words, WordsLimit, "standstill.words");
}
