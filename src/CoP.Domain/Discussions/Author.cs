using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>Under which name something is written: a member's own, or that of an <see cref="Discussions.Alias"/>.</summary>
public sealed record Author
{
    private Author(Id<Member>? member, Id<Alias>? alias) => (Member, Alias) = (member, alias);

    /// <summary>The member who writes under their own name; null for an anonymous author.</summary>
    public Id<Member>? Member { get; }

    /// <summary>The alias that an anonymous author stands behind; null otherwise.</summary>
    public Id<Alias>? Alias { get; }

    /// <summary>Under one's own name.</summary>
    public static Author Of(Id<Member> member) => new(member, null);

    /// <summary>Anonymously.</summary>
    public static Author Behind(Id<Alias> alias) => new(null, alias);

    /// <summary>Under one's own name.</summary>
    public static implicit operator Author(Id<Member> member) => Of(member);

    /// <summary>The moment that the ids of what is written may give away, in UTC: ids hold a time, and what is anonymous is dated by day.</summary>
    internal Instant Dates(Instant now) => Alias is null ? now : Anonymous.DayOf(now);
}

/// <summary>A member as one discussion knows them: by themselves, and by the alias that they have in it.</summary>
/// <param name="Member">Who.</param>
/// <param name="Alias">Behind which alias they write in this discussion; null where they have none.</param>
public sealed record Writer(Id<Member> Member, Id<Alias>? Alias = null)
{
    /// <summary>Whether the post is theirs, under either name.</summary>
    public bool Wrote(Post post) => Is(post.AuthorId, post.AliasId);

    /// <summary>Whether they began the discussion, under either name.</summary>
    public bool Began(Thread thread) => Is(thread.AuthorId, thread.AliasId);

    /// <summary>Whether something by this author is theirs.</summary>
    public bool Is(Id<Member>? author, Id<Alias>? alias) => author == Member || (alias is not null && alias == Alias);

    /// <summary>A member without an alias.</summary>
    public static implicit operator Writer(Id<Member> member) => new(member);
}

/// <summary>
/// The name that an anonymous author has in one discussion, and nowhere else: "Member A", "Member B". Who that is lies
/// in <see cref="Sealed"/> alone, which a copy of the database does not open. It is also the handle by which moderators
/// act on an author whom they do not know.
/// </summary>
public sealed class Alias
{
    private Alias()
    {
    }

    /// <summary>The next alias of a discussion.</summary>
    /// <param name="id">Which alias; made beforehand, since it is sealed in.</param>
    /// <param name="threadId">In which discussion.</param>
    /// <param name="number">0 for the first, who is "A".</param>
    /// <param name="token">What the site, who holds the key, makes of discussion and member; it finds the alias of a member and tells nobody else anything.</param>
    /// <param name="ciphertext">The member, sealed.</param>
    public Alias(Id<Alias> id, Id<Thread> threadId, int number, Guid token, byte[] ciphertext) =>
        (Id, ThreadId, Number, Token, Sealed) = (id, threadId, number, token, ciphertext);

    /// <summary>Which alias; its time is a day, not a moment.</summary>
    public Id<Alias> Id { get; private set; }

    /// <summary>In which discussion.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>0 for the first of the discussion.</summary>
    public int Number { get; private set; }

    /// <summary>Finds the alias of a member, for whoever holds the key.</summary>
    public Guid Token { get; private set; }

    /// <summary>Who it is, sealed with a key that lies outside the database.</summary>
    public byte[] Sealed { get; private set; } = [];

    /// <summary>How far the author has read; kept here, since a <see cref="ReadMark"/> would name them.</summary>
    public int ReadTo { get; private set; }

    /// <summary>How closely the author goes along with the discussion; kept here, since a <see cref="Follow"/> would name them.</summary>
    public FollowLevel Level { get; private set; } = FollowLevel.Follow;

    /// <summary>Goes along as closely as said.</summary>
    public void Choose(FollowLevel level) => Level = level;

    /// <summary>Moves the mark forward; never back.</summary>
    public void Reach(int sequence) => ReadTo = Math.Max(ReadTo, sequence);

    /// <summary>The letters after "Member": A to Z, then AA, AB …</summary>
    public static string Letters(int number) => number < 26 ? ((char)('A' + number)).ToString() : Letters((number / 26) - 1) + (char)('A' + (number % 26));
}

/// <summary>What holds for all that is written anonymously.</summary>
public static class Anonymous
{
    /// <summary>The beginning of the day, in UTC: all that may be told of the time of an anonymous post.</summary>
    public static Instant DayOf(Instant moment) => Instant.FromUnixTimeTicks(moment.ToUnixTimeTicks() / NodaConstants.TicksPerDay * NodaConstants.TicksPerDay);
}

/// <summary>That one member must not see the discussions which another begins. It is the author's alone to know of.</summary>
public sealed class Exclusion
{
    private Exclusion()
    {
    }

    /// <summary>From now on, and for all discussions there are.</summary>
    /// <exception cref="RuleBrokenException"><c>exclusion.self</c>.</exception>
    public Exclusion(Id<Member> memberId, Id<Member> excludedId)
    {
        if (memberId == excludedId) throw new RuleBrokenException("exclusion.self");
        (MemberId, ExcludedId) = (memberId, excludedId);
    }

    /// <summary>Whose discussions.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Who must not see them.</summary>
    public Id<Member> ExcludedId { get; private set; }

    /// <summary>The most that one list holds.</summary>
    public const int Limit = 50;
}

/// <summary>
/// That somebody must not see an anonymous discussion. The author's list itself would give the author away, so each
/// person on it is a token that only the site can make, among others that mean nobody.
/// </summary>
public sealed class Veil
{
    private Veil()
    {
    }

    /// <summary>One of a discussion's tokens.</summary>
    public Veil(Id<Thread> threadId, Guid token) => (ThreadId, Token) = (threadId, token);

    /// <summary>Which discussion.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>Who, for whoever holds the key.</summary>
    public Guid Token { get; private set; }
}
