using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings;

/// <summary>A table of years by quarters with the host of each.</summary>
/// <param name="Was">Who hosted those turns before, where a proposal or a new order would change that.</param>
public sealed record TurnYears(IReadOnlyList<TurnRow> Turns, Quarter Current, IReadOnlyDictionary<Quarter, Area>? Was = null)
{
    /// <summary>The first quarter that the community has a meeting of; what the order says of those before it is only what would have been.</summary>
    public Quarter? FirstOnRecord { get; } = Turns.FirstOrDefault(t => t.Meeting is not null)?.Turn.Quarter;

    /// <summary>Who had the turn, where it would be another's.</summary>
    public Area? WasOf(Turn turn) => Was?.TryGetValue(turn.Quarter, out var area) == true && area != turn.Host ? area : null;
}
