using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Discussions;

/// <summary>
/// That a member wants to hear of replies in a thread. Writing in it starts this by itself, so the wish not to is kept
/// too: who stopped is not signed up again by their next reply.
/// </summary>
public sealed class Follow
{
    private Follow()
    {
    }

    /// <summary>Begins to follow.</summary>
    public Follow(Id<Member> memberId, Id<Thread> threadId, Instant now) => (MemberId, ThreadId, Since) = (memberId, threadId, now);

    /// <summary>Who follows.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>What they follow.</summary>
    public Id<Thread> ThreadId { get; private set; }

    /// <summary>Since when; replies from before are not told.</summary>
    public Instant Since { get; private set; }

    /// <summary>Whether they said that they want to hear no more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Hear no more.</summary>
    public void Stop() => IsStopped = true;

    /// <summary>Hear of it again, from now on.</summary>
    public void Resume(Instant now)
    {
        if (IsStopped) (IsStopped, Since) = (false, now);
    }
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
