using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>One decision on whose turn it is. Entries are only ever added; what was decided is never changed nor taken out.</summary>
public sealed class LedgerEntry
{
    /// <summary>Longest reason, in characters.</summary>
    public const int WhyLimit = 300;

    /// <summary>The order with which the community begins. It is in every ledger from the start.</summary>
    public static readonly Id<LedgerEntry> FoundingId = new(new Guid("01940000-0000-7000-8000-000000000001"));

    private string? _order;

    private LedgerEntry()
    {
    }

    internal LedgerEntry(int number, LedgerEntryKind kind, Decision decision)
    {
        (Id, Number, Kind, At, DecidedById, Why) = (Id<LedgerEntry>.New(decision.At), number, kind, decision.At, decision.By, decision.Why);
        ProposalId = decision.Proposal;
    }

    /// <summary>Which entry.</summary>
    public Id<LedgerEntry> Id { get; private set; }

    /// <summary>Its place in the ledger, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>What kind of decision.</summary>
    public LedgerEntryKind Kind { get; private set; }

    /// <summary>When it was decided.</summary>
    public Instant At { get; private set; }

    /// <summary>Who decided, or who proposed what others agreed to; null for the founding order.</summary>
    public Id<Member>? DecidedById { get; private set; }

    /// <summary>Why, in their words; empty for the founding order.</summary>
    public string Why { get; private set; } = "";

    /// <summary>The proposal that was agreed to; null for what the committee decides.</summary>
    public Id<TurnProposal>? ProposalId { get; private set; }

    /// <summary>The first quarter of an order; one of two exchanged; the turn that counts.</summary>
    public Quarter? Quarter { get; internal set; }

    /// <summary>The other of two exchanged quarters.</summary>
    public Quarter? Other { get; internal set; }

    /// <summary>The area whose debt is waived, or whose turn counts; of an exchange, the area that had <see cref="Quarter"/>.</summary>
    public Area? Area { get; internal set; }

    /// <summary>The area that a waived debt was owed to; of an exchange, the area that had <see cref="Other"/>.</summary>
    public Area? OtherArea { get; internal set; }

    /// <summary>The day from which the community organises itself.</summary>
    public LocalDate? Day { get; internal set; }

    /// <summary>The five areas in the order of their turns; empty for what is no order.</summary>
    public IReadOnlyList<Area> Order
    {
        get => _order is null ? [] : [.. _order.Split(' ').Select(Enum.Parse<Area>)];
        internal set => _order = Join(value);
    }

    /// <summary>Areas in one line, as they are kept.</summary>
    public static string Join(IEnumerable<Area> areas) => string.Join(' ', areas);

    /// <summary>Whether it has a say in who hosts the quarter, or had until a later entry.</summary>
    public bool Concerns(Quarter quarter) => Kind switch
    {
        LedgerEntryKind.Order => Number == 1 || quarter >= Quarter,
        LedgerEntryKind.Swapped or LedgerEntryKind.Passed => quarter == Quarter || quarter == Other,
        LedgerEntryKind.Counted => quarter == Quarter,
        _ => false,
    };

    /// <summary>The founding entry as it is in every ledger.</summary>
    public static LedgerEntry Founding() => new()
    {
        Id = FoundingId,
        Number = 1,
        Kind = LedgerEntryKind.Order,
        At = FoundedAt,
        Quarter = Rotation.Founding.First,
        Order = Rotation.Founding.Order,
    };

    /// <summary>The moment that the founding order bears.</summary>
    public static readonly Instant FoundedAt = Instant.FromUtc(2026, 1, 1, 5, 0);
}

/// <summary>What a ledger entry decides.</summary>
public enum LedgerEntryKind
{
    /// <summary>An order from a round on.</summary>
    Order,

    /// <summary>Two areas swapped two turns.</summary>
    Swapped,

    /// <summary>An area passed its turn and took a later one for it.</summary>
    Passed,

    /// <summary>A turn that was not held counts as hosted, as its area asked.</summary>
    Counted,

    /// <summary>The committee waived a debt of one turn.</summary>
    Waived,

    /// <summary>The community organises itself from a day on.</summary>
    SelfOrganising,
}

/// <summary>Who decides, why and when.</summary>
public sealed record Decision
{
    /// <summary>A decision with its reason.</summary>
    /// <exception cref="RuleBrokenException"><c>ledger.why</c>: no reason, or longer than <see cref="LedgerEntry.WhyLimit"/>, or of several lines.</exception>
    public Decision(Id<Member> by, string? why, Instant at, Id<TurnProposal>? proposal = null) => (By, Why, At, Proposal) = (by, Reason(why), at, proposal);

    /// <summary>Who.</summary>
    public Id<Member> By { get; }

    /// <summary>Why, in their words.</summary>
    public string Why { get; }

    /// <summary>When.</summary>
    public Instant At { get; }

    /// <summary>The proposal that was agreed to.</summary>
    public Id<TurnProposal>? Proposal { get; }

    internal static string Reason(string? why)
    {
        why = why?.Trim();
        return why is { Length: > 0 and <= LedgerEntry.WhyLimit } && !why.Any(char.IsControl) ? why : throw new RuleBrokenException("ledger.why", LedgerEntry.WhyLimit);
    }
}
