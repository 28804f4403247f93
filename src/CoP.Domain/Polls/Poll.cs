using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Polls;

/// <summary>
/// Some people look for a time that suits them: each says yes, if need be or no to every time that was proposed, until a deadline. Who they are, and
/// what the time is for, is the business of whoever asks.
/// </summary>
public sealed class Poll
{
    /// <summary>Fewest times to begin with: of one there is nothing to choose.</summary>
    public const int SlotsAtLeast = 2;

    /// <summary>Most times.</summary>
    public const int SlotsAtMost = 12;

    /// <summary>Longest time to answer, in days.</summary>
    public const int DaysAtMost = 62;

    /// <summary>How long before the deadline those who have not answered are reminded.</summary>
    public static readonly Duration RemindBefore = Duration.FromDays(1);

    private readonly List<PollSlot> _slots = [];
    private readonly List<Vote> _votes = [];

    private Poll()
    {
    }

    /// <summary>Asks for a time.</summary>
    /// <param name="id">Which poll.</param>
    /// <param name="slots">The times proposed.</param>
    /// <param name="closesAt">The deadline.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>poll.few</c>: under <see cref="SlotsAtLeast"/> times. And as <see cref="Propose"/> and <see cref="CloseAt"/>.</exception>
    public Poll(Id<Poll> id, IEnumerable<LocalSlot> slots, Instant closesAt, Id<Member> by, Instant now)
    {
        (Id, ById, CreatedAt) = (id, by, now);
        foreach (var slot in slots) Add(slot, now);
        if (_slots.Count < SlotsAtLeast) throw new RuleBrokenException("poll.few", SlotsAtLeast);
        CloseAt(closesAt, now);
        Version = 1;
    }

    /// <summary>Which poll.</summary>
    public Id<Poll> Id { get; private set; }

    /// <summary>Who asks.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>Since when.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>The deadline.</summary>
    public Instant ClosesAt { get; private set; }

    /// <summary>How far it has come.</summary>
    public PollState State { get; private set; }

    /// <summary>The time that was chosen; null before.</summary>
    public Id<PollSlot>? ChosenId { get; private set; }

    /// <summary>How often anything has changed apart from what people answered.</summary>
    public int Version { get; private set; }

    /// <summary>The times proposed, in the order of the proposals.</summary>
    public IReadOnlyList<PollSlot> Slots => _slots;

    /// <summary>What people answered.</summary>
    public IReadOnlyList<Vote> Votes => _votes;

    /// <summary>The best time first: the most yes, of these the fewest no, of these the earliest.</summary>
    public IReadOnlyList<PollResult> Ranking =>
    [
        .. _slots.Select(s => new PollResult(s, Count(s, PollAnswer.Yes), Count(s, PollAnswer.IfNeedBe), Count(s, PollAnswer.No)))
            .OrderByDescending(r => r.Yes).ThenBy(r => r.No).ThenBy(r => r.Slot.Slot.StartsAt).ThenBy(r => r.Slot.Number),
    ];

    /// <summary>How many have answered.</summary>
    public int Voters => _votes.Select(v => v.MemberId).Distinct().Count();

    /// <summary>Whether people can answer.</summary>
    public bool TakesVotes(Instant now) => State == PollState.Open && now < ClosesAt;

    /// <summary>Whether somebody has answered to every time that is proposed.</summary>
    public bool HasAnswered(Id<Member> member) => _slots.TrueForAll(s => AnswerOf(member, s.Id) is not null);

    /// <summary>What somebody answered to a time; null for nothing.</summary>
    public PollAnswer? AnswerOf(Id<Member> member, Id<PollSlot> slot) => _votes.Find(v => v.MemberId == member && v.SlotId == slot)?.Answer;

    /// <summary>Proposes one more time.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>poll.past</c>: it is not to come. <c>poll.same</c>: it is proposed already. <c>poll.many</c>: there are <see cref="SlotsAtMost"/>. <c>poll.ended</c>.
    /// </exception>
    public void Propose(LocalSlot slot, Instant now)
    {
        RefuseIfEnded();
        Add(slot, now);
        Version++;
    }

    /// <summary>Sets the deadline, also again, and also where it has passed.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>poll.deadline</c>: not to come, or over <see cref="DaysAtMost"/> days ahead. <c>poll.deadline.late</c>: not before the first time that is proposed. <c>poll.ended</c>.
    /// </exception>
    public void CloseAt(Instant closesAt, Instant now)
    {
        RefuseIfEnded();
        if (closesAt <= now || closesAt - now > Duration.FromDays(DaysAtMost)) throw new RuleBrokenException("poll.deadline", DaysAtMost);
        if (_slots.Exists(s => s.Slot.StartsAt < closesAt)) throw new RuleBrokenException("poll.deadline.late");
        ClosesAt = closesAt;
        Version++;
    }

    /// <summary>Somebody answers, in place of what they answered before to these times.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.closed</c>: the deadline has passed, or a time is chosen. <c>poll.slot</c>: no such time. <c>poll.answer</c>: no such answer.</exception>
    public void Answer(Id<Member> member, IReadOnlyDictionary<Id<PollSlot>, PollAnswer> answers, Instant now)
    {
        if (!TakesVotes(now)) throw new RuleBrokenException("poll.closed");
        if (answers.Keys.Any(id => !_slots.Exists(s => s.Id == id))) throw new RuleBrokenException("poll.slot");
        if (answers.Values.Any(answer => !Enum.IsDefined(answer))) throw new RuleBrokenException("poll.answer");
        foreach (var (slot, answer) in answers)
        {
            if (_votes.Find(v => v.MemberId == member && v.SlotId == slot) is { } vote) vote.Change(answer, now);
            else _votes.Add(new(Id<Vote>.New(now), Id, slot, member, answer, now));
        }
    }

    /// <summary>Ends it with a time; also before the deadline, and also with one that is not the best.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.slot</c>: no such time. <c>poll.past</c>: it is over. <c>poll.ended</c>.</exception>
    public PollSlot Choose(Id<PollSlot> slot, Instant now)
    {
        RefuseIfEnded();
        var chosen = _slots.Find(s => s.Id == slot) ?? throw new RuleBrokenException("poll.slot");
        if (chosen.Slot.StartsAt <= now) throw new RuleBrokenException("poll.past");
        (State, ChosenId) = (PollState.Chosen, slot);
        Version++;
        return chosen;
    }

    /// <summary>Ends it without a time.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.ended</c>: it has ended.</exception>
    public void Withdraw()
    {
        RefuseIfEnded();
        State = PollState.Withdrawn;
        Version++;
    }

    private int Count(PollSlot slot, PollAnswer answer) => _votes.Count(v => v.SlotId == slot.Id && v.Answer == answer);

    private void Add(LocalSlot slot, Instant now)
    {
        if (slot.StartsAt <= now) throw new RuleBrokenException("poll.past");
        if (_slots.Exists(s => s.Slot == slot)) throw new RuleBrokenException("poll.same");
        if (_slots.Count >= SlotsAtMost) throw new RuleBrokenException("poll.many", SlotsAtMost);
        _slots.Add(new(Id<PollSlot>.New(now), Id, _slots.Count + 1, slot));
    }

    private void RefuseIfEnded()
    {
        if (State != PollState.Open) throw new RuleBrokenException("poll.ended");
    }
}

/// <summary>How far a poll has come.</summary>
public enum PollState
{
    /// <summary>No time is chosen yet.</summary>
    Open,

    /// <summary>A time is chosen.</summary>
    Chosen,

    /// <summary>It was given up.</summary>
    Withdrawn,
}

/// <summary>What somebody says to a time.</summary>
public enum PollAnswer
{
    /// <summary>It suits.</summary>
    Yes,

    /// <summary>It can be done, if no other time is found.</summary>
    IfNeedBe,

    /// <summary>It does not.</summary>
    No,
}

/// <summary>How people answered to a time.</summary>
public sealed record PollResult(PollSlot Slot, int Yes, int IfNeedBe, int No);

/// <summary>A time that is proposed.</summary>
public sealed class PollSlot
{
    private PollSlot()
    {
    }

    internal PollSlot(Id<PollSlot> id, Id<Poll> poll, int number, LocalSlot slot) => (Id, PollId, Number, Slot) = (id, poll, number, slot);

    /// <summary>Which time.</summary>
    public Id<PollSlot> Id { get; private set; }

    /// <summary>Of which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>Its place among the proposals, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>When.</summary>
    public LocalSlot Slot { get; private set; } = null!;
}

/// <summary>What one member says to one time.</summary>
public sealed class Vote
{
    private Vote()
    {
    }

    internal Vote(Id<Vote> id, Id<Poll> poll, Id<PollSlot> slot, Id<Member> member, PollAnswer answer, Instant at) =>
        (Id, PollId, SlotId, MemberId, Answer, At) = (id, poll, slot, member, answer, at);

    /// <summary>Which vote.</summary>
    public Id<Vote> Id { get; private set; }

    /// <summary>In which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>To which time.</summary>
    public Id<PollSlot> SlotId { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>What.</summary>
    public PollAnswer Answer { get; private set; }

    /// <summary>When it was last given.</summary>
    public Instant At { get; private set; }

    internal void Change(PollAnswer answer, Instant now) => (Answer, At) = (answer, now);
}
