using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;
using Thread = CoP.Domain.Discussions.Thread;

namespace CoP.Domain.Meetings;

/// <summary>
/// Something that a meeting could talk about. A member proposes it, others support it, and those who lead the meeting take it
/// into the agenda or set it aside. Who proposed it is nobody's to know unless they say so: the item holds a token
/// that only the running site can make of a member.
/// </summary>
public sealed class AgendaItem
{
    /// <summary>Longest title, in characters.</summary>
    public const int TitleLimit = 120;

    /// <summary>Longest words about it, in characters.</summary>
    public const int WordsLimit = 600;

    /// <summary>Longest reason for which it is set aside, in characters.</summary>
    public const int ReasonLimit = 300;

    /// <summary>Shortest time that an item can have, in minutes.</summary>
    public const int MinutesAtLeast = 1;

    /// <summary>Longest time that an item can have, in minutes.</summary>
    public const int MinutesAtMost = 120;

    private AgendaItem()
    {
    }

    /// <summary>An item that stands on every agenda.</summary>
    internal AgendaItem(QuarterlyMeeting meeting, AgendaKind kind, int minutes, int place) =>
        (Id, MeetingId, Kind, State, Minutes, Place) = (IdOf(meeting.Id, kind), meeting.Id, kind, AgendaState.Accepted, minutes, place);

    /// <summary>An item that a member proposes. Its id tells the day and no more: the moment could give the member away.</summary>
    internal AgendaItem(QuarterlyMeeting meeting, Proposal proposal, Id<AgendaItem> id, Guid proposer)
    {
        (Id, MeetingId, Proposer, ThreadId) = (id, meeting.Id, proposer, proposal.Thread);
        Word(proposal);
    }

    /// <summary>Which item.</summary>
    public Id<AgendaItem> Id { get; private set; }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>Proposed by a member, or one that stands on every agenda.</summary>
    public AgendaKind Kind { get; private set; }

    /// <summary>What has become of it.</summary>
    public AgendaState State { get; private set; }

    /// <summary>What it is called; empty for what stands on every agenda, which each page says in its own language.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What it is about, as plain lines; null where the title says it all.</summary>
    public string? Words { get; private set; }

    /// <summary>The language of title and words; null for what stands on every agenda.</summary>
    public string? Language { get; private set; }

    /// <summary>How many minutes its proposer wishes for; null where they leave that open.</summary>
    public int? MinutesWished { get; private set; }

    /// <summary>How many minutes it has on the agenda; null where it is not on it.</summary>
    public int? Minutes { get; private set; }

    /// <summary>Its place on the agenda, from 0; null where it is not on it.</summary>
    public int? Place { get; private set; }

    /// <summary>Why it was set aside, for everyone who sees the meeting; null otherwise.</summary>
    public string? Reason { get; private set; }

    /// <summary>The discussion that it came out of, for those alone who may see that; null where it came out of none.</summary>
    public Id<Thread>? ThreadId { get; private set; }

    /// <summary>Who proposed it, for whoever holds the key.</summary>
    public Guid? Proposer { get; private set; }

    /// <summary>Who proposed it, where they want that known; null otherwise.</summary>
    public Id<Member>? NamedId { get; private set; }

    /// <summary>Whether it is on the agenda.</summary>
    public bool IsAccepted => State == AgendaState.Accepted;

    /// <summary>An item that stands on every agenda is the same one before anybody has written an agenda down.</summary>
    public static Id<AgendaItem> IdOf(Id<QuarterlyMeeting> meeting, AgendaKind kind)
    {
        Span<byte> bytes = stackalloc byte[16];
        meeting.Value.TryWriteBytes(bytes);
        bytes[15] ^= (byte)kind;
        return new(new Guid(bytes));
    }

    internal void Word(Proposal proposal) =>
        (Title, Words, Language, MinutesWished, NamedId) = (proposal.Title, proposal.Words, proposal.Language, proposal.Minutes, proposal.Named);

    internal void Accept(int minutes, int place) => (State, Minutes, Place, Reason) = (AgendaState.Accepted, Allowed(minutes), place, null);

    internal void SetAside(string reason) => (State, Minutes, Place, Reason) = (AgendaState.SetAside, null, null, reason);

    internal void Give(int minutes) => Minutes = Allowed(minutes);

    internal void Stand(int place) => Place = place;

    internal static int Allowed(int minutes) =>
        minutes is >= MinutesAtLeast and <= MinutesAtMost ? minutes : throw new RuleBrokenException("agenda.minutes", MinutesAtLeast, MinutesAtMost);
}

/// <summary>What a member proposes, checked.</summary>
public sealed record Proposal
{
    private Proposal(string title, string? words, string language, int? minutes) => (Title, Words, Language, Minutes) = (title, words, language, minutes);

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary>What it is about; null where the title says it all.</summary>
    public string? Words { get; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; }

    /// <summary>How many minutes it should have; null where that is open.</summary>
    public int? Minutes { get; }

    /// <summary>The discussion that it comes out of; null for none.</summary>
    public Id<Thread>? Thread { get; init; }

    /// <summary>The member, where their name is to stand with it; null otherwise.</summary>
    public Id<Member>? Named { get; init; }

    /// <summary>A proposal as typed.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.title</c>, <c>agenda.words</c>, <c>agenda.minutes</c>, <c>text.language</c>.</exception>
    public static Proposal Of(string? title, string? words, string? language, int? minutes) => new(
        PlainText.NeededLine(title, AgendaItem.TitleLimit, "agenda.title"),
        PlainText.Lines(words, AgendaItem.WordsLimit, "agenda.words"),
        PlainText.Language(language),
        minutes is { } wished ? AgendaItem.Allowed(wished) : null);
}

/// <summary>That somebody would like an item to be talked about: a count, and no name, not even in the database.</summary>
public sealed class AgendaSupport
{
    private AgendaSupport()
    {
    }

    /// <summary>One member's support.</summary>
    /// <param name="itemId">Which item.</param>
    /// <param name="token">The member, for whoever holds the key; the same for one item every time, and another for every other.</param>
    public AgendaSupport(Id<AgendaItem> itemId, Guid token) => (ItemId, Token) = (itemId, token);

    /// <summary>Which item.</summary>
    public Id<AgendaItem> ItemId { get; private set; }

    /// <summary>Who, for whoever holds the key.</summary>
    public Guid Token { get; private set; }
}

/// <summary>Where an item comes from.</summary>
public enum AgendaKind
{
    /// <summary>A member proposed it.</summary>
    Proposed,

    /// <summary>Welcome, on every agenda.</summary>
    Welcome,

    /// <summary>Breakout groups by role, on every agenda.</summary>
    Breakouts,

    /// <summary>Report-back of the breakout groups, on every agenda.</summary>
    ReportBack,
}

/// <summary>What has become of an item.</summary>
public enum AgendaState
{
    /// <summary>Nobody has decided.</summary>
    Proposed,

    /// <summary>It is on the agenda.</summary>
    Accepted,

    /// <summary>Not at this meeting, for the reason given.</summary>
    SetAside,
}
