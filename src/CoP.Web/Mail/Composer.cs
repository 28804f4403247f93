using CoP.Domain.Reminders;
using MimeKit;

namespace CoP.Web.Mail;

/// <summary>Knows one kind of letter: who gets it, whether it may still go, and what it says. Registered under its <see cref="LetterKind"/>.</summary>
public abstract class Composer
{
    /// <summary>Whether it is kept that a letter went, or why not.</summary>
    public virtual bool IsOnRecord => true;

    /// <summary>Who is told: members, or the invitation that the occasion is about.</summary>
    public abstract Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion);

    /// <summary>Looks at how things are now, just before sending, and writes the letter or says why not.</summary>
    public abstract Task<Composition> Compose(Occasion occasion, Guid recipient);
}

/// <summary>What came of writing a letter.</summary>
public abstract record Composition
{
    /// <param name="OnceSent">What is kept once a server has it, in the transaction that records that.</param>
    /// <param name="To">Whose standing the outcome counts for; null where that is nobody's, or not to be known.</param>
    public sealed record Ready(MimeMessage Message, Func<Data.CopDb, Task>? OnceSent = null, Reached? To = null) : Composition;

    /// <summary>It must not go any more.</summary>
    public sealed record Void(VoidReason Reason) : Composition;

    /// <summary>It must wait: the recipient's quiet hours.</summary>
    public sealed record NotYet(Instant Until) : Composition;

    /// <summary>A mistake of ours.</summary>
    public sealed record Broken(string Why) : Composition;
}

/// <summary>A member, and the address at which a letter reaches them.</summary>
public sealed record Reached(Id<Domain.Members.Member> Member, string Address);
