using CoP.Domain.Reminders;

namespace CoP.Web.Mail;

/// <summary>What a letter says, apart from how it looks: in the recipient's language, plain text throughout.</summary>
/// <param name="Subject">Read by whoever sees the screen: nothing that a stranger may not know.</param>
public sealed record Sheet(string Subject)
{
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Why the recipient gets it, said at the foot.</summary>
    public required string Why { get; init; }

    /// <summary>The local part of its Message-ID where it is not one of a kind: a post has one, whoever it is sent to.</summary>
    public string? MessageId { get; init; }

    /// <summary>The Message-IDs of what it answers, the oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What the mail of its kind is filed under.</summary>
    public string? List { get; init; }

    public CalendarSheet? Calendar { get; init; }

    /// <summary>Where an answer to it goes and is read; null where none is.</summary>
    public MimeKit.MailboxAddress? AnswerTo { get; init; }

    /// <summary>What the recipient may refuse it as; null for what its kind says.</summary>
    public MailTopics? Topic { get; init; }

    /// <summary>After that moment it is no use to know: who wants such news gathered is told at once if their next digest would be too late.</summary>
    public Instant? KnownBy { get; init; }

    /// <summary>It carries what no digest can, such as an entry that somebody's calendar waits for.</summary>
    public bool CannotWait { get; init; }

    /// <summary>What is kept once a server has it, in the transaction that records that.</summary>
    public Func<Data.CopDb, Task>? OnceSent { get; init; }
}

/// <summary>The calendar entry that comes with a letter.</summary>
/// <param name="Text">As <see cref="Features.Calendars.CalendarText"/> wrote it.</param>
/// <param name="Method"><c>REQUEST</c> or <c>CANCEL</c> (RFC 5546).</param>
public sealed record CalendarSheet(byte[] Text, string Method);

/// <summary>A part of a letter.</summary>
public abstract record Block
{
    public sealed record Paragraph(string Text) : Block;

    /// <summary>What is known, in pairs of name and value.</summary>
    public sealed record Facts(params IReadOnlyList<(string Name, string Value)> Pairs) : Block;

    /// <summary>The one thing to do.</summary>
    public sealed record Button(string Text, Uri To) : Block;

    /// <summary>What one can do of several things, each at its own address.</summary>
    public sealed record Links(params IReadOnlyList<(string Text, Uri To)> All) : Block;

    /// <summary>What the blocks after it are about.</summary>
    public sealed record Heading(string Text) : Block;

    /// <summary>Several things of one sort, one below the other.</summary>
    public sealed record Entries(params IReadOnlyList<Entry> All) : Block;

    /// <summary>Somebody's words.</summary>
    public sealed record Quote(string Text, string Language) : Block;
}

/// <summary>One thing out of several: what it is, where it stands, and a word or two on it.</summary>
/// <param name="Language">What <paramref name="Text"/> is written in, where a member wrote it.</param>
public sealed record Entry(string Text, Uri To, string? Language = null)
{
    public string? More { get; init; }

    /// <summary>How what was written begins.</summary>
    public IReadOnlyList<Block.Quote> Words { get; init; } = [];
}
