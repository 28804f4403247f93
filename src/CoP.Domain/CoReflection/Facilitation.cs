using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// Who does what at the sessions of a group. Facilitating goes round among those who are willing: whoever has facilitated least recently comes next, and
/// whoever joins counts from the day they came. The next few sessions are spoken for, and stay so while people come and go and sessions move; what opens
/// up is taken by whose turn is longest ago. No role is above another, and none is kept once its session is over: only since when it was not one's turn.
/// </summary>
public sealed class Facilitation
{
    /// <summary>How many sessions ahead are spoken for.</summary>
    public const int Ahead = 3;

    private readonly List<FacilitationTurn> _turns = [];
    private readonly List<SessionDuty> _duties = [];
    private readonly List<SkippedTurn> _skips = [];
    private readonly List<TurnSwap> _swaps = [];

    private Facilitation()
    {
    }

    /// <summary>Of a group whose sessions are nobody's yet.</summary>
    public Facilitation(Id<Group> groupId) => GroupId = groupId;

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Where each member stands in the rotation.</summary>
    public IReadOnlyList<FacilitationTurn> Turns => _turns;

    /// <summary>Who does what at which session.</summary>
    public IReadOnlyList<SessionDuty> Duties => _duties;

    /// <summary>Who said "not this time".</summary>
    public IReadOnlyList<SkippedTurn> Skips => _skips;

    /// <summary>Who asks whom to change places.</summary>
    public IReadOnlyList<TurnSwap> Swaps => _swaps;

    /// <summary>Who does it at a session; null for nobody.</summary>
    public Id<Member>? Who(LocalDateTime original, SessionDutyKind kind) => Duty(original, kind)?.MemberId;

    /// <summary>Whether a member takes turns; whoever has not said otherwise does.</summary>
    public bool IsWilling(Id<Member> member) => Turn(member) is not { IsWilling: false };

    /// <summary>
    /// Brings it up to what is so now: turns that were taken count, what ended with a session or a membership goes, and the next sessions are spoken for.
    /// Done again at once it changes nothing.
    /// </summary>
    /// <param name="group">The group, with its sessions.</param>
    /// <param name="present">Who belongs to it today, its members who are no longer admitted apart.</param>
    /// <param name="now">Now.</param>
    /// <returns>Whether anything changed.</returns>
    public bool LineUp(Group group, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        var changed = false;
        foreach (var membership in group.Members.Where(m => present.Contains(m.MemberId) && Turn(m.MemberId) is null))
        {
            _turns.Add(new FacilitationTurn(GroupId, membership.MemberId, membership.Since));
            changed = true;
        }
        foreach (var duty in _duties.OrderBy(d => d.Original).ToList())
        {
            var session = group.Find(duty.Original)?.Session;
            var over = session is null || IsOver(session, now);
            if (!over && present.Contains(duty.MemberId)) continue;
            if (session is null && present.Contains(duty.MemberId) && InPlaceOf(group, duty, now) is { } instead)
                _duties.Add(new SessionDuty(GroupId, instead.Original, duty.Kind, duty.MemberId, duty.Origin));
            if (over && session is { TakesPlace: true } && duty.Kind == SessionDutyKind.Facilitates) Turn(duty.MemberId)?.Took(session.Slot.StartsAt);
            _duties.Remove(duty);
            changed = true;
        }
        changed |= _skips.RemoveAll(skip => group.Find(skip.Original) is not { } found || IsOver(found.Session, now)) > 0;
        foreach (var session in Coming(group, now).Where(s => Duty(s.Original, SessionDutyKind.Facilitates) is null))
        {
            if (InTurn(group, present, now).Where(m => !HasSkipped(session.Original, m)).Select(m => (Id<Member>?)m).FirstOrDefault() is not { } next) continue;
            _duties.Add(new SessionDuty(GroupId, session.Original, SessionDutyKind.Facilitates, next, DutyOrigin.Rotation));
            changed = true;
        }
        return _swaps.RemoveAll(swap => !Holds(group, swap, now)) > 0 || changed;
    }

    /// <summary>Takes turns, or takes none: then the sessions ahead that fell to them by rotation open up.</summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>.</exception>
    public void TakeTurns(bool willing, Group group, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Prepare(group, member, present, now);
        Turn(member)!.Be(willing);
        if (!willing) _duties.RemoveAll(d => d.MemberId == member && d.Origin == DutyOrigin.Rotation && StillAhead(group, d.Original, now) is not null);
        LineUp(group, present, now);
    }

    /// <summary>Takes on a session that nobody has, whether or not they take turns.</summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>, <c>session.unknown</c>, <c>session.past</c>, <c>session.cancelled</c>; <c>duty.taken</c>: somebody has it.</exception>
    public void Volunteer(LocalDateTime original, SessionDutyKind kind, Group group, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Prepare(group, member, present, now);
        RequireAhead(group, original, now);
        switch (Duty(original, kind))
        {
            case { } duty when duty.MemberId == member:
                return;
            case not null:
                throw new RuleBrokenException("duty.taken");
        }
        if (kind == SessionDutyKind.Facilitates) _skips.RemoveAll(s => s.Original == original && s.MemberId == member);
        _duties.Add(new SessionDuty(GroupId, original, kind, member, DutyOrigin.Volunteered));
    }

    /// <summary>Not this time: the session goes to whose turn is longest ago among the others, and one stays where one stands.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Volunteer"/>; <c>duty.others</c>: it is not theirs.</exception>
    public void GiveUp(LocalDateTime original, SessionDutyKind kind, Group group, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Prepare(group, member, present, now);
        RequireAhead(group, original, now);
        if (Duty(original, kind) is not { } duty || duty.MemberId != member) throw new RuleBrokenException("duty.others");
        _duties.Remove(duty);
        if (kind == SessionDutyKind.Facilitates && !HasSkipped(original, member)) _skips.Add(new SkippedTurn(GroupId, original, member));
        LineUp(group, present, now);
    }

    /// <summary>Cannot come to a session: what they took on there is given up, and no turn at it falls to them.</summary>
    /// <returns>Whether they were to facilitate it.</returns>
    /// <exception cref="RuleBrokenException"><c>group.member</c>, <c>session.unknown</c>, <c>session.past</c>, <c>session.cancelled</c>.</exception>
    public bool StayAway(LocalDateTime original, Group group, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Prepare(group, member, present, now);
        RequireAhead(group, original, now);
        var facilitates = Who(original, SessionDutyKind.Facilitates) == member;
        _duties.RemoveAll(d => d.Original == original && d.MemberId == member);
        if (!HasSkipped(original, member)) _skips.Add(new SkippedTurn(GroupId, original, member));
        LineUp(group, present, now);
        return facilitates;
    }

    /// <summary>Can come after all: a turn may fall to them again. What somebody else has taken over stays theirs.</summary>
    public void ComeAfterAll(LocalDateTime original, Id<Member> member) => _skips.RemoveAll(s => s.Original == original && s.MemberId == member);

    /// <summary>Asks another to change places: each facilitates the other's session.</summary>
    /// <param name="mine">A session that <paramref name="by"/> facilitates.</param>
    /// <param name="theirs">One that another does.</param>
    /// <param name="group">The group.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="present">Who belongs to it today.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="RuleBrokenException">As <see cref="GiveUp"/>; <c>swap.nobody</c>: the other session is nobody's, or one's own.</exception>
    public TurnSwap AskToSwap(LocalDateTime mine, LocalDateTime theirs, Group group, Id<Member> by, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Prepare(group, by, present, now);
        RequireAhead(group, mine, now);
        RequireAhead(group, theirs, now);
        if (Who(mine, SessionDutyKind.Facilitates) != by) throw new RuleBrokenException("duty.others");
        if (Who(theirs, SessionDutyKind.Facilitates) is not { } other || other == by) throw new RuleBrokenException("swap.nobody");
        // The newest question about a session is the one that stands.
        _swaps.RemoveAll(s => s.Mine == mine);
        var swap = new TurnSwap(Id<TurnSwap>.New(now), GroupId, mine, by, theirs, other);
        _swaps.Add(swap);
        return swap;
    }

    /// <summary>The one who was asked says yes or no.</summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>; <c>swap.gone</c>: it is not asked any more, or not of them.</exception>
    public void AnswerSwap(Id<TurnSwap> id, bool yes, Group group, Id<Member> by, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Prepare(group, by, present, now);
        var swap = _swaps.Find(s => s.Id == id && s.AskedId == by) ?? throw new RuleBrokenException("swap.gone");
        _swaps.Remove(swap);
        if (!yes) return;
        Duty(swap.Mine, SessionDutyKind.Facilitates)!.PassTo(swap.AskedId);
        Duty(swap.Theirs, SessionDutyKind.Facilitates)!.PassTo(swap.ById);
        _skips.RemoveAll(s => (s.Original == swap.Mine && s.MemberId == swap.AskedId) || (s.Original == swap.Theirs && s.MemberId == swap.ById));
        LineUp(group, present, now);
    }

    /// <summary>Whoever asked to change places asks no more.</summary>
    /// <exception cref="RuleBrokenException"><c>swap.gone</c>: nobody asks, or somebody else.</exception>
    public void WithdrawSwap(Id<TurnSwap> id, Id<Member> by)
    {
        if (_swaps.RemoveAll(s => s.Id == id && s.ById == by) == 0) throw new RuleBrokenException("swap.gone");
    }

    /// <summary>The willing, whose turn is longest ago first; of the sessions to come, the next <see cref="Ahead"/> count as taken by who has them.</summary>
    public IReadOnlyList<Id<Member>> InTurn(Group group, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        // What somebody offered for later does not count yet: between now and then they have their turns as everyone does.
        var until = Coming(group, now).Select(s => s.Slot.StartsAt).DefaultIfEmpty(now).Max();
        return [.. _turns.Where(t => t.IsWilling && present.Contains(t.MemberId)).OrderBy(t => LastBy(group, t, until)).ThenBy(t => t.MemberId).Select(t => t.MemberId)];
    }

    private Instant LastBy(Group group, FacilitationTurn turn, Instant until)
    {
        var last = turn.Since;
        foreach (var duty in _duties.Where(d => d.MemberId == turn.MemberId && d.Kind == SessionDutyKind.Facilitates))
            if (group.Find(duty.Original)?.Session is { TakesPlace: true } session && session.Slot.StartsAt <= until) last = Instant.Max(last, session.Slot.StartsAt);
        return last;
    }

    private bool HasSkipped(LocalDateTime original, Id<Member> member) => _skips.Exists(s => s.Original == original && s.MemberId == member);

    private void Prepare(Group group, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        if (!present.Contains(member)) throw new RuleBrokenException("group.member");
        LineUp(group, present, now);
    }

    private static void RequireAhead(Group group, LocalDateTime original, Instant now)
    {
        var session = group.Find(original)?.Session ?? throw new RuleBrokenException("session.unknown");
        if (session.Slot.StartsAt <= now) throw new RuleBrokenException("session.past");
        if (!session.TakesPlace) throw new RuleBrokenException("session.cancelled");
    }

    private static Occurrence? StillAhead(Group group, LocalDateTime original, Instant now) =>
        group.Find(original)?.Session is { } session && session.Slot.StartsAt > now ? session : null;

    private bool Holds(Group group, TurnSwap swap, Instant now) =>
        StillAhead(group, swap.Mine, now) is { TakesPlace: true } && StillAhead(group, swap.Theirs, now) is { TakesPlace: true }
        && Who(swap.Mine, SessionDutyKind.Facilitates) == swap.ById && Who(swap.Theirs, SessionDutyKind.Facilitates) == swap.AskedId;

    // As long as whoever is away is known to be away.
    private static bool IsOver(Occurrence session, Instant now) => session.Slot.StartsAt + SessionAbsence.Kept <= now;

    // With one that is going on: who was shown to facilitate it does, also where nothing was kept before it began.
    private static IEnumerable<Occurrence> Coming(Group group, Instant now)
    {
        var sessions = group.SessionsBetween(now, now + Duration.FromDays(190)).Where(s => s.TakesPlace).ToList();
        return sessions.Take(sessions.Count(s => s.Slot.StartsAt <= now) + Ahead);
    }

    // Sessions that are planned anew have other names. Whoever had one has the one of the same week, or the only one of the month.
    private Occurrence? InPlaceOf(Group group, SessionDuty duty, Instant now)
    {
        var (week, month) = (Week(duty.Original.Date), duty.Original.Date.ToYearMonth());
        var ahead = group.SessionsBetween(now, duty.Original.PlusMonths(2).InUtc().ToInstant()).Where(s => s.TakesPlace && s.Slot.StartsAt > now).ToList();
        var free = ahead.FindAll(s => Duty(s.Original, duty.Kind) is null);
        return free.Find(s => Week(s.Original.Date) == week) ?? (ahead.FindAll(s => s.Original.Date.ToYearMonth() == month) is [var only] && free.Contains(only) ? only : null);

        static LocalDate Week(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
    }

    private SessionDuty? Duty(LocalDateTime original, SessionDutyKind kind) => _duties.Find(d => d.Original == original && d.Kind == kind);

    private FacilitationTurn? Turn(Id<Member> member) => _turns.Find(t => t.MemberId == member);
}

/// <summary>Where one member stands in the rotation; it goes with them when they leave.</summary>
public sealed class FacilitationTurn
{
    private FacilitationTurn()
    {
    }

    internal FacilitationTurn(Id<Group> groupId, Id<Member> memberId, Instant since) => (GroupId, MemberId, Since, IsWilling) = (groupId, memberId, since, true);

    /// <summary>In which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Who.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Whether they take turns.</summary>
    public bool IsWilling { get; private set; }

    /// <summary>Since when it was not their turn: the session they facilitated last, or when they came.</summary>
    public Instant Since { get; private set; }

    internal void Be(bool willing) => IsWilling = willing;

    internal void Took(Instant at) => Since = Instant.Max(Since, at);
}

/// <summary>What one member does at one session.</summary>
public sealed class SessionDuty
{
    private SessionDuty()
    {
    }

    internal SessionDuty(Id<Group> groupId, LocalDateTime original, SessionDutyKind kind, Id<Member> memberId, DutyOrigin origin) =>
        (GroupId, Original, Kind, MemberId, Origin) = (groupId, original, kind, memberId, origin);

    /// <summary>In which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>At which session: when it was first planned, which stays its name however often it moves.</summary>
    public LocalDateTime Original { get; private set; }

    /// <summary>What.</summary>
    public SessionDutyKind Kind { get; private set; }

    /// <summary>Who.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>How it came to them.</summary>
    public DutyOrigin Origin { get; private set; }

    internal void PassTo(Id<Member> member) => (MemberId, Origin) = (member, DutyOrigin.Swapped);
}

/// <summary>What there is to do at a session.</summary>
public enum SessionDutyKind
{
    /// <summary>Opens it, keeps an eye on the time and on who has not spoken yet.</summary>
    Facilitates,

    /// <summary>Writes down what the group wants to keep.</summary>
    KeepsNotes,
}

/// <summary>How a session came to somebody.</summary>
public enum DutyOrigin
{
    /// <summary>It was their turn.</summary>
    Rotation,

    /// <summary>They offered to.</summary>
    Volunteered,

    /// <summary>They changed places.</summary>
    Swapped,
}

/// <summary>A member does not facilitate one session, whatever the rotation says.</summary>
public sealed class SkippedTurn
{
    private SkippedTurn()
    {
    }

    internal SkippedTurn(Id<Group> groupId, LocalDateTime original, Id<Member> memberId) => (GroupId, Original, MemberId) = (groupId, original, memberId);

    /// <summary>In which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Which session: when it was first planned.</summary>
    public LocalDateTime Original { get; private set; }

    /// <summary>Who.</summary>
    public Id<Member> MemberId { get; private set; }
}

/// <summary>One member asks another to change places; it stands until they answer, one of the two sessions begins or becomes somebody else's.</summary>
public sealed class TurnSwap
{
    private TurnSwap()
    {
    }

    internal TurnSwap(Id<TurnSwap> id, Id<Group> groupId, LocalDateTime mine, Id<Member> by, LocalDateTime theirs, Id<Member> asked) =>
        (Id, GroupId, Mine, ById, Theirs, AskedId) = (id, groupId, mine, by, theirs, asked);

    /// <summary>Which question.</summary>
    public Id<TurnSwap> Id { get; private set; }

    /// <summary>In which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>The session of the one who asks: when it was first planned.</summary>
    public LocalDateTime Mine { get; private set; }

    /// <summary>Who asks.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>The session of the one who is asked.</summary>
    public LocalDateTime Theirs { get; private set; }

    /// <summary>Who is asked.</summary>
    public Id<Member> AskedId { get; private set; }
}
