using CoP.Domain.Polls;
using CoP.Web.Features.Polls.Guests;

namespace CoP.Web.Features.Polls.Answers;

/// <summary>What every poll shows of itself to one reader, whatever it is for: the times to answer, and how it stands.</summary>
/// <param name="Path">The address of the poll for this reader; where answers go lies below it.</param>
/// <param name="TakesVotes">Whether answers are taken.</param>
/// <param name="Asked">How many are asked.</param>
/// <param name="Answered">How many of them have answered.</param>
/// <param name="Results">The best time first.</param>
/// <param name="Input">What the reader answers, in the order of time.</param>
/// <param name="HasAnswered">To every time.</param>
public sealed record PollFace(string Path, Poll Poll, bool TakesVotes, int Asked, int Answered, IReadOnlyList<PollResult> Results, VoteInput Input, bool HasAnswered)
{
    /// <summary>So many times are shown at once; the others behind them.</summary>
    public const int ShownAtOnce = 6;

    /// <summary>Who answered what, where people see that; null for counts only.</summary>
    public IReadOnlyDictionary<Id<Voter>, string>? Names { get; init; }

    /// <summary>Of those whose answers count, in the order in which they came.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>The version that a choice is made against, where the reader chooses from the list; else null.</summary>
    public int? Choosing { get; init; }

    /// <summary>Whether results are heard of as they change.</summary>
    public bool IsLive { get; init; } = true;

    /// <summary>Whether those who gave way before come first of equals.</summary>
    public bool IsFair { get; init; }

    /// <summary>Who a guest says to be; null for members.</summary>
    public GuestInput? Guest { get; init; }

    /// <summary>What is to be said before one chooses.</summary>
    public string? BeforeChoosing { get; init; }

    public bool IsOpen => Poll.State == PollState.Open;

    /// <summary>The time that is ahead so far; null as long as it suits nobody.</summary>
    public Id<PollSlot>? Best => Results is [{ Yes.Count: > 0 } best, ..] ? best.Slot.Id : null;

    public LocalSlot SlotOf(Id<PollSlot> id) => Poll.Slots.Single(s => s.Id == id).Slot;

    public IReadOnlyList<PollResult> First => Results.Count <= 2 * ShownAtOnce ? Results : [.. Results.Take(ShownAtOnce)];

    public IReadOnlyList<PollResult> Others => [.. Results.Skip(First.Count)];

    /// <summary>Whom it suits, in five shades.</summary>
    public int ShadeOf(PollResult result) => Asked == 0 ? 0 : Math.Min(4, ((result.Yes.Count * 4) + Asked - 1) / Asked);

    public string? NamesOf(IEnumerable<Id<Voter>> voters) => Names is null ? null : string.Join(", ", voters.Select(v => Names.GetValueOrDefault(v)).OfType<string>());
}
