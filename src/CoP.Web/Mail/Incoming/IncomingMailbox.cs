namespace CoP.Web.Mail.Incoming;

/// <summary>How far a mailbox has been read, and which node reads it now.</summary>
public sealed class IncomingMailbox
{
    IncomingMailbox()
    {
    }

    public IncomingMailbox(Id<IncomingMailbox> id) => Id = id;

    public Id<IncomingMailbox> Id { get; private set; }

    /// <summary>While it stays the same, so do the numbers of messages (RFC 9051 §2.3.1.1).</summary>
    public long Validity { get; private set; }

    /// <summary>The number of the last message that was looked at.</summary>
    public long ReadTo { get; private set; }

    /// <summary>Until when one node has it to itself.</summary>
    public Instant? LeasedUntil { get; private set; }

    /// <summary>Counts the nodes that had it: one whose lease ran out holds an older number, and does nothing any more.</summary>
    public long Fence { get; private set; }

    /// <summary>
    /// Gives it to one node; null while another has it. One that never came back may have stopped before it took out what it had dealt with: all is looked
    /// at again, and what is known is only taken out.
    /// </summary>
    public long? Lease(Instant until, Instant now)
    {
        if (LeasedUntil > now) return null;
        if (LeasedUntil is not null) ReadTo = 0;
        LeasedUntil = until;
        return ++Fence;
    }

    /// <summary>Whether the node with that number may still act; it has it a while longer.</summary>
    public bool Hold(long fence, Instant until)
    {
        if (Fence != fence) return false;
        LeasedUntil = until;
        return true;
    }

    /// <summary>The node with that number gives it back; whether it still had it.</summary>
    /// <param name="again">Whether something that was dealt with may still lie there.</param>
    public bool Release(long fence, bool again)
    {
        if (Fence != fence) return false;
        LeasedUntil = null;
        if (again) ReadTo = 0;
        return true;
    }

    /// <summary>The mailbox is numbered so now: where that is new, it is read from its beginning.</summary>
    public void Number(long validity)
    {
        if (Validity != validity) (Validity, ReadTo) = (validity, 0);
    }

    public void Reach(long number) => ReadTo = Math.Max(ReadTo, number);
}

/// <summary>That a message was dealt with, so that it is not again: neither whose it was nor what it was about.</summary>
public sealed class IncomingMail
{
    public static readonly Duration Kept = Duration.FromDays(60);

    IncomingMail()
    {
    }

    public IncomingMail(Guid key, Instant at) => (Key, At) = (key, at);

    /// <summary>A keyed hash of its sender and Message-ID.</summary>
    public Guid Key { get; private set; }

    /// <summary>On which day.</summary>
    public Instant At { get; private set; }
}
