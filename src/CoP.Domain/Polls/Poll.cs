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
    public const int SlotsAtMost = 60;

    /// <summary>Longest remark beside an answer, in UTF-16 characters.</summary>
    public const int RemarkLimit = 300;

    /// <summary>Longest time to answer, in days.</summary>
    public const int DaysAtMost = 62;

    /// <summary>How long before the deadline those who have not answered are reminded.</summary>
    public static readonly Duration RemindBefore = Duration.FromDays(1);

    private readonly List<PollSlot> _slots = [];
    private readonly List<Vote> _votes = [];
    private readonly List<Remark> _remarks = [];

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
        Version = LiveVersion = 1;
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

    /// <summary>How often anything has changed at all: what pages that are open go by.</summary>
    public int LiveVersion { get; private set; }

    /// <summary>The times proposed, in the order of the proposals.</summary>
    public IReadOnlyList<PollSlot> Slots => [.. _slots.OrderBy(s => s.Number)];

    /// <summary>What people answered.</summary>
    public IReadOnlyList<Vote> Votes => _votes;

    /// <summary>What people added to their answers, a few words each.</summary>
    public IReadOnlyList<Remark> Remarks => _remarks;

    /// <summary>The best time first: the most yes, of these the fewest no, of these the earliest.</summary>
    public IReadOnlyList<PollResult> Ranking => Rank(_ => true);

    /// <summary>Everyone who has answered to some time.</summary>
    public IEnumerable<Id<Voter>> Voters => _votes.Select(v => v.VoterId).Distinct();

    /// <summary>
    /// The best time first: the most yes, of these the fewest no, of these the one that suits those best who gave way before, of these the earliest.
    /// </summary>
    /// <param name="counts">Whose answers count: who is not asked any more has no say.</param>
    /// <param name="claims">What each is owed, as <see cref="GivingWay.After"/> says; nobody is owed anything where it is left out.</param>
    public IReadOnlyList<PollResult> Rank(Func<Id<Voter>, bool> counts, IReadOnlyDictionary<Id<Voter>, int>? claims = null)
    {
        var votes = _votes.Where(v => counts(v.VoterId)).ToLookup(v => v.SlotId);
        return
        [
            .. _slots.Select(s => new PollResult(s, Voted(s, PollAnswer.Yes), Voted(s, PollAnswer.IfNeedBe), Voted(s, PollAnswer.No), votes[s.Id].Sum(v => GivingWay.Repays(claims, v))))
                .OrderByDescending(r => r.Yes.Count).ThenBy(r => r.No.Count).ThenByDescending(r => r.Repays).ThenBy(r => r.Slot.Slot.StartsAt).ThenBy(r => r.Slot.Number),
        ];

        IReadOnlyList<Id<Voter>> Voted(PollSlot slot, PollAnswer answer) => [.. votes[slot.Id].Where(v => v.Answer == answer).Select(v => v.VoterId)];
    }

    /// <summary>Whether people can answer.</summary>
    public bool TakesVotes(Instant now) => State == PollState.Open && now < ClosesAt;

    /// <summary>Whether somebody has answered to every time that is proposed.</summary>
    public bool HasAnswered(Id<Voter> voter) => _votes.Count(v => v.VoterId == voter) == _slots.Count;

    /// <summary>What somebody answered to a time; null for nothing.</summary>
    public PollAnswer? AnswerOf(Id<Voter> voter, Id<PollSlot> slot) => _votes.Find(v => v.VoterId == voter && v.SlotId == slot)?.Answer;

    /// <summary>What somebody added to their answers; null for nothing.</summary>
    public Remark? RemarkOf(Id<Voter> voter) => _remarks.Find(r => r.VoterId == voter);

    /// <summary>Proposes one more time.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>poll.past</c>: it is not to come. <c>poll.same</c>: it is proposed already. <c>poll.many</c>: there are <see cref="SlotsAtMost"/>. <c>poll.ended</c>.
    /// </exception>
    public void Propose(LocalSlot slot, Instant now)
    {
        RefuseIfEnded();
        Add(slot, now);
        Touch();
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
        Touch();
    }

    /// <summary>Somebody answers, in place of what they answered before to these times.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.closed</c>: the deadline has passed, or a time is chosen. <c>poll.slot</c>: no such time. <c>poll.answer</c>: no such answer.</exception>
    public void Answer(Id<Voter> voter, IReadOnlyDictionary<Id<PollSlot>, PollAnswer> answers, Instant now)
    {
        if (!TakesVotes(now)) throw new RuleBrokenException("poll.closed");
        if (answers.Keys.Any(id => !_slots.Exists(s => s.Id == id))) throw new RuleBrokenException("poll.slot");
        if (answers.Values.Any(answer => !Enum.IsDefined(answer))) throw new RuleBrokenException("poll.answer");
        var before = _votes.Where(v => v.VoterId == voter).ToDictionary(v => v.SlotId);
        foreach (var (slot, answer) in answers)
        {
            if (before.TryGetValue(slot, out var vote)) vote.Change(answer, now);
            else _votes.Add(new(Id<Vote>.New(now), Id, slot, voter, answer, now));
        }
        LiveVersion++;
    }

    /// <summary>Somebody adds a few words to their answers, in place of those before; nothing takes them back.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.closed</c>; <c>poll.remark</c>: longer than <see cref="RemarkLimit"/>, or not to be shown; <c>text.language</c>.</exception>
    public void AddRemark(Id<Voter> voter, string? text, string language, Instant now)
    {
        if (!TakesVotes(now)) throw new RuleBrokenException("poll.closed");
        text = PlainText.Lines(text, RemarkLimit, "poll.remark");
        _remarks.RemoveAll(r => r.VoterId == voter && r.Text != text);
        if (text is not null && RemarkOf(voter) is null) _remarks.Add(new(Id<Remark>.New(now), Id, voter, text, PlainText.Language(language)));
        LiveVersion++;
    }

    /// <summary>Ends it with a time; also before the deadline, and also with one that is not the best.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.slot</c>: no such time. <c>poll.past</c>: it is over. <c>poll.ended</c>.</exception>
    public PollSlot Choose(Id<PollSlot> slot, Instant now)
    {
        RefuseIfEnded();
        var chosen = _slots.Find(s => s.Id == slot) ?? throw new RuleBrokenException("poll.slot");
        if (chosen.Slot.StartsAt <= now) throw new RuleBrokenException("poll.past");
        (State, ChosenId) = (PollState.Chosen, slot);
        Touch();
        return chosen;
    }

    /// <summary>Ends it without a time.</summary>
    /// <exception cref="RuleBrokenException"><c>poll.ended</c>: it has ended.</exception>
    public void Withdraw()
    {
        RefuseIfEnded();
        State = PollState.Withdrawn;
        Touch();
    }

    private void Touch() => (Version, LiveVersion) = (Version + 1, LiveVersion + 1);

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

/// <summary>How people answered to a time, each kind of answer in the order in which it was given.</summary>
/// <param name="Slot">The time.</param>
/// <param name="Yes">Whom it suits.</param>
/// <param name="IfNeedBe">Who could do it.</param>
/// <param name="No">Whom it does not suit.</param>
/// <param name="Repays">How well it suits those who gave way before; 0 where nobody did.</param>
public sealed record PollResult(PollSlot Slot, IReadOnlyList<Id<Voter>> Yes, IReadOnlyList<Id<Voter>> IfNeedBe, IReadOnlyList<Id<Voter>> No, int Repays);

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

/// <summary>What one person says to one time.</summary>
public sealed class Vote
{
    private Vote()
    {
    }

    internal Vote(Id<Vote> id, Id<Poll> poll, Id<PollSlot> slot, Id<Voter> voter, PollAnswer answer, Instant at) =>
        (Id, PollId, SlotId, VoterId, Answer, At) = (id, poll, slot, voter, answer, at);

    /// <summary>Which vote.</summary>
    public Id<Vote> Id { get; private set; }

    /// <summary>In which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>To which time.</summary>
    public Id<PollSlot> SlotId { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Voter> VoterId { get; private set; }

    /// <summary>What.</summary>
    public PollAnswer Answer { get; private set; }

    /// <summary>When it was last given.</summary>
    public Instant At { get; private set; }

    internal void Change(PollAnswer answer, Instant now) => (Answer, At) = (answer, now);
}

/// <summary>What one person adds to their answers.</summary>
public sealed class Remark
{
    private Remark()
    {
    }

    internal Remark(Id<Remark> id, Id<Poll> poll, Id<Voter> voter, string text, string language) => (Id, PollId, VoterId, Text, Language) = (id, poll, voter, text, language);

    /// <summary>Which remark.</summary>
    public Id<Remark> Id { get; private set; }

    /// <summary>In which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Voter> VoterId { get; private set; }

    /// <summary>What it says, as typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary><c>en</c> or <c>es</c>: what it is written in.</summary>
    public string Language { get; private set; } = "en";
}
