using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>How closely a member goes along with a thread or a space.</summary>
public enum FollowLevel
{
    /// <summary>In no list of what is new; nothing is told, except that one was mentioned.</summary>
    Mute,

    /// <summary>Told only of being answered, quoted or mentioned.</summary>
    Normal,

    /// <summary>Mail for each reply; in a space, for each new thread.</summary>
    Follow,

    /// <summary>A notice and mail for each reply; in a space, for each new thread and each reply.</summary>
    Watch,
}

/// <summary>
/// How closely a member goes along with a thread. Writing in it follows it by itself, so the wish not to is kept too: who
/// stopped is not signed up again by their next reply. It counts before what they chose for the space.
/// </summary>
public sealed class Follow
{
    private Follow()
    {
    }

    /// <summary>Begins to follow.</summary>
    public Follow(Id<Member> memberId, Id<Thread> threadId, Instant now, FollowLevel level = FollowLevel.Follow) =>
        (MemberId, ThreadId, Since, Level) = (memberId, threadId, now, level);

    /// <summary>Who follows.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>What they follow.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>Since when they want to hear of it; replies from before are not told.</summary>
    public Instant Since { get; private set; }

    /// <summary>How closely.</summary>
    public FollowLevel Level { get; private set; }

    /// <summary>Whether they said that they want to hear no more of every reply.</summary>
    public bool IsStopped => !Level.Hears();

    /// <summary>Hear no more of every reply.</summary>
    public void Stop() => Level = FollowLevel.Normal;

    /// <summary>Hear of it again, from now on.</summary>
    public void Resume(Instant now)
    {
        if (IsStopped) Choose(FollowLevel.Follow, now);
    }

    /// <summary>Goes along as closely as said, from now on.</summary>
    public void Choose(FollowLevel level, Instant now)
    {
        if (level.Hears() && IsStopped) Since = now;
        Level = level;
    }
}

/// <summary>How closely a member goes along with a space, wherever they chose nothing for the thread.</summary>
public sealed class SpaceFollow
{
    private SpaceFollow()
    {
    }

    /// <summary>A choice for a space.</summary>
    public SpaceFollow(Id<Member> memberId, Id<Space> spaceId, FollowLevel level, Instant now) =>
        (MemberId, SpaceId, Level, Since) = (memberId, spaceId, level, now);

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>For which space.</summary>
    public Id<Space> SpaceId { get; private set; }

    /// <summary>How closely.</summary>
    public FollowLevel Level { get; private set; }

    /// <summary>Since when they want to hear of it.</summary>
    public Instant Since { get; private set; }

    /// <summary>Goes along as closely as said, from now on.</summary>
    public void Choose(FollowLevel level, Instant now)
    {
        if (level.Hears() && !Level.Hears()) Since = now;
        Level = level;
    }
}

/// <summary>What follows from a level.</summary>
public static class FollowLevels
{
    /// <summary>Whether one hears of what others write though it is not to oneself.</summary>
    public static bool Hears(this FollowLevel level) => level is FollowLevel.Follow or FollowLevel.Watch;
}

/// <summary>How far a member has read a thread. It is theirs alone: nobody else is ever shown it.</summary>
public sealed class ReadMark
{
    private ReadMark()
    {
    }

    /// <summary>Has read up to and with the post at <paramref name="sequence"/>.</summary>
    public ReadMark(Id<Member> memberId, Id<Thread> threadId, int sequence) => (MemberId, ThreadId, Sequence) = (memberId, threadId, sequence);

    /// <summary>Whose mark.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>In which thread.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>The place of the last post read.</summary>
    public int Sequence { get; private set; }

    /// <summary>Moves the mark forward; never back.</summary>
    public void Reach(int sequence) => Sequence = Math.Max(Sequence, sequence);
}

/// <summary>
/// That a member took everything up to a moment as read, everywhere or in one space. It can be undone: the line goes back to
/// where it was.
/// </summary>
public sealed class ReadLine
{
    private ReadLine()
    {
    }

    /// <summary>A line that has not been drawn yet.</summary>
    public ReadLine(Id<Member> memberId, Id<Space>? spaceId) => (MemberId, SpaceId, Id) = (memberId, spaceId, new Id<ReadLine>(Guid.NewGuid()));

    /// <summary>Which line.</summary>
    public Id<ReadLine> Id { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>In which space; null for everywhere.</summary>
    public Id<Space>? SpaceId { get; private set; }

    /// <summary>What was written up to then counts as read.</summary>
    public Instant At { get; private set; }

    /// <summary>Where the line was before.</summary>
    public Instant Before { get; private set; }

    /// <summary>When it was drawn.</summary>
    public Instant DrawnAt { get; private set; }

    /// <summary>Takes everything up to <paramref name="at"/> as read; never less than before, and never what is still to be written.</summary>
    public void Draw(Instant at, Instant now)
    {
        at = Instant.Min(at, now);
        if (at <= At) return;
        (Before, At, DrawnAt) = (At, at, now);
    }

    /// <summary>Takes the last time back.</summary>
    public void Undo() => At = Before;
}
