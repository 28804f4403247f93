using CoP.Domain.Common;

namespace CoP.Domain.Polls;

/// <summary>
/// Fairness between the polls of one group. Whoever said "no" or "if need be" to the time that was chosen gave way, and of times that suit equally
/// many the next poll prefers the one that suits them. That lasts until a time is chosen to which they say yes.
/// </summary>
public static class GivingWay
{
    /// <summary>What somebody is owed for a "no" to the time that was chosen.</summary>
    public const int ForNo = 2;

    /// <summary>What somebody is owed for an "if need be" to the time that was chosen.</summary>
    public const int ForIfNeedBe = 1;

    /// <summary>
    /// What each is owed after earlier polls; 0 is left out. Polls without a chosen time count for nothing, nor does an answer that somebody did not give.
    /// </summary>
    /// <param name="earlier">The polls of the group, in the order in which they began.</param>
    public static IReadOnlyDictionary<Id<Voter>, int> After(IEnumerable<Poll> earlier)
    {
        var owed = new Dictionary<Id<Voter>, int>();
        foreach (var poll in earlier.Where(p => p.State == PollState.Chosen))
            foreach (var vote in poll.Votes.Where(v => v.SlotId == poll.ChosenId))
            {
                if (vote.Answer == PollAnswer.Yes) owed.Remove(vote.VoterId);
                else owed[vote.VoterId] = owed.GetValueOrDefault(vote.VoterId) + (vote.Answer == PollAnswer.No ? ForNo : ForIfNeedBe);
            }
        return owed;
    }

    // A yes suits fully, an "if need be" half: whole numbers, so that two times are never equal by rounding.
    internal static int Repays(IReadOnlyDictionary<Id<Voter>, int>? claims, Vote vote) =>
        claims is null ? 0 : claims.GetValueOrDefault(vote.VoterId) * vote.Answer switch { PollAnswer.Yes => 2, PollAnswer.IfNeedBe => 1, _ => 0 };
}
