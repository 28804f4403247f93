namespace CoP.Web.Mail.Incoming;

/// <summary>
/// An address in a letter at which its reader answers. Filed under a keyed hash and sealed: a copy of the database tells neither the address, nor who
/// was written to, nor of what.
/// </summary>
public sealed class ReplyAddress
{
    ReplyAddress()
    {
    }

    public ReplyAddress(byte[] slot, byte[] box, Instant until) => (Slot, Sealed, Until) = (slot, box, until);

    /// <summary>A keyed hash of the token.</summary>
    public byte[] Slot { get; private set; } = [];

    /// <summary>The recipient as the letter names them, and the post.</summary>
    public byte[] Sealed { get; private set; } = [];

    /// <summary>Until when it is good: the beginning of a day, which tells little of when the letter went.</summary>
    public Instant Until { get; private set; }
}

/// <summary>What lies behind a reply address.</summary>
/// <param name="Recipient">The member, or the alias, to whom the letter went.</param>
/// <param name="Post">What they answer.</param>
public sealed record ReplyNote(Guid Recipient, Id<CoP.Domain.Discussions.Post> Post);
