using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// What one meeting is to talk about, in which order and for how long; on the day, what it is talking about now. That who acts may
/// do so (<see cref="MeetingDay.IsLedBy"/>) is the caller's to ensure.
/// </summary>
/// <remarks>
/// The minutes may add up to more than the meeting has: an agenda in the making is moved about, and the meeting itself may become
/// shorter. <see cref="Over"/> says by how much, and pages warn of it.
/// </remarks>
public sealed class MeetingAgenda
{
    /// <summary>Most items of one meeting, proposed, accepted and set aside together.</summary>
    public const int ItemLimit = 60;

    /// <summary>Most items that one member proposes for one meeting.</summary>
    public const int OwnLimit = 5;

    private static readonly (AgendaKind Kind, int Minutes)[] standing = [(AgendaKind.Welcome, 10), (AgendaKind.Breakouts, 35), (AgendaKind.ReportBack, 15)];

    private readonly List<AgendaItem> _items = [];

    private MeetingAgenda()
    {
    }

    /// <summary>The agenda that every meeting begins with: what stands on all of them.</summary>
    public MeetingAgenda(QuarterlyMeeting meeting)
    {
        MeetingId = meeting.Id;
        _items.AddRange(standing.Select((item, place) => new AgendaItem(meeting, item.Kind, item.Minutes, place)));
    }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>How often those who lead have changed it, or a proposal has changed its words: a change names the version it was made on.</summary>
    public int Version { get; private set; }

    /// <summary>How often anything has changed that open pages show.</summary>
    public long LiveVersion { get; private set; }

    /// <summary>The item that the meeting is at; null before it begins and after it has ended.</summary>
    public Id<AgendaItem>? CurrentId { get; private set; }

    /// <summary>When the notes of the breakout groups were published to everyone who may see the meeting; null before.</summary>
    public Instant? ReportBackAt { get; private set; }

    /// <summary>All items, in no order.</summary>
    public IReadOnlyList<AgendaItem> Items => _items;

    /// <summary>The items on the agenda, in their order.</summary>
    public IEnumerable<AgendaItem> Accepted => _items.Where(i => i.IsAccepted).OrderBy(i => i.Place);

    /// <summary>How many minutes the items on the agenda take.</summary>
    public int Minutes => Accepted.Sum(i => i.Minutes ?? 0);

    /// <summary>How many minutes that is more than the meeting has; 0 where it fits.</summary>
    public int Over(QuarterlyMeeting meeting) => Math.Max(0, Minutes - meeting.Slot.Minutes);

    /// <summary>The items on the agenda with the moments at which they begin and end, one after the other from the meeting's start.</summary>
    public IEnumerable<RunSheetLine> RunSheet(QuarterlyMeeting meeting)
    {
        var at = meeting.Slot.StartsAt;
        foreach (var item in Accepted)
        {
            var ends = at + Duration.FromMinutes(item.Minutes ?? 0);
            yield return new(item, at, ends, ends > meeting.Slot.EndsAt);
            at = ends;
        }
    }

    /// <summary>Makes sure that a change was made on what the agenda is now.</summary>
    /// <param name="version">The <see cref="Version"/> that the one who makes it has seen.</param>
    /// <exception cref="RuleBrokenException"><c>agenda.changed</c>: someone else was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version) throw new RuleBrokenException("agenda.changed");
    }

    /// <summary>Takes a member's proposal.</summary>
    /// <param name="meeting">The meeting that this is the agenda of.</param>
    /// <param name="proposal">What.</param>
    /// <param name="id">Which item.</param>
    /// <param name="proposer">The member, for whoever holds the key.</param>
    /// <param name="own">How many the member has proposed already.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>agenda.begun</c>: the meeting has begun, or does not take place. <c>agenda.enough</c>, <c>agenda.full</c>: there are as many as may be.
    /// </exception>
    public AgendaItem Propose(QuarterlyMeeting meeting, Proposal proposal, Id<AgendaItem> id, Guid proposer, int own, Instant now)
    {
        if (!meeting.TakesProposals(now)) throw new RuleBrokenException("agenda.begun");
        if (own >= OwnLimit) throw new RuleBrokenException("agenda.enough", OwnLimit);
        if (_items.Count >= ItemLimit) throw new RuleBrokenException("agenda.full", ItemLimit);
        var item = new AgendaItem(meeting, proposal, id, proposer);
        _items.Add(item);
        LiveVersion++;
        return item;
    }

    /// <summary>Says a proposal in other words, as long as nothing is decided about it.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.decided</c>; <c>agenda.begun</c>.</exception>
    public void Reword(QuarterlyMeeting meeting, AgendaItem item, Proposal proposal, Instant now)
    {
        if (!meeting.TakesProposals(now)) throw new RuleBrokenException("agenda.begun");
        if (item.State != AgendaState.Proposed) throw new RuleBrokenException("agenda.decided");
        item.Word(proposal);
        Changed();
    }

    /// <summary>Takes a member's own item back, words and all, whatever was decided about it.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.begun</c>: it is part of a meeting that has begun.</exception>
    public void TakeBack(QuarterlyMeeting meeting, AgendaItem item, Instant now)
    {
        if (meeting.HasBegun(now) && item.IsAccepted) throw new RuleBrokenException("agenda.begun");
        _items.Remove(item);
        Close();
        Changed();
    }

    /// <summary>Somebody supports a proposal, or does so no more; whom that is, the agenda does not know.</summary>
    /// <param name="meeting">The meeting that this is the agenda of.</param>
    /// <param name="item">What they support.</param>
    /// <param name="isOwn">Whether it is their own.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>agenda.own</c>; <c>agenda.decided</c>; <c>agenda.begun</c>.</exception>
    public void Support(QuarterlyMeeting meeting, AgendaItem item, bool isOwn, Instant now)
    {
        if (isOwn) throw new RuleBrokenException("agenda.own");
        if (item.State != AgendaState.Proposed) throw new RuleBrokenException("agenda.decided");
        if (!meeting.TakesProposals(now)) throw new RuleBrokenException("agenda.begun");
        LiveVersion++;
    }

    /// <summary>Takes an item into the agenda: before a report-back that stands last, else at the end.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.minutes</c>; <c>agenda.decided</c>: it is on it already; <c>agenda.closed</c>.</exception>
    public void Accept(QuarterlyMeeting meeting, AgendaItem item, int minutes, Instant now)
    {
        RefuseIfClosed(meeting, now);
        if (item.IsAccepted) throw new RuleBrokenException("agenda.decided");
        var order = Accepted.ToList();
        order.Insert(order is [.., { Kind: AgendaKind.ReportBack }] ? order.Count - 1 : order.Count, item);
        item.Accept(minutes, 0);
        Stand(order);
        Changed();
    }

    /// <summary>Leaves an item out of this meeting, and says why.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.reason</c>: none given, or too long; <c>agenda.closed</c>.</exception>
    public void SetAside(QuarterlyMeeting meeting, AgendaItem item, string? reason, Instant now)
    {
        RefuseIfClosed(meeting, now);
        item.SetAside(PlainText.NeededLine(reason, AgendaItem.ReasonLimit, "agenda.reason"));
        Close();
        Changed();
    }

    /// <summary>Gives an item on the agenda so many minutes.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.minutes</c>; <c>agenda.off</c>: it is not on it; <c>agenda.closed</c>.</exception>
    public void Give(QuarterlyMeeting meeting, AgendaItem item, int minutes, Instant now)
    {
        RefuseIfClosed(meeting, now);
        RefuseIfOff(item);
        item.Give(minutes);
        Changed();
    }

    /// <summary>Moves an item on the agenda by one place; at either end it stays.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.off</c>: it is not on it; <c>agenda.closed</c>.</exception>
    public void Move(QuarterlyMeeting meeting, AgendaItem item, bool up, Instant now)
    {
        RefuseIfClosed(meeting, now);
        RefuseIfOff(item);
        var order = Accepted.ToList();
        var from = order.IndexOf(item);
        var to = Math.Clamp(from + (up ? -1 : 1), 0, order.Count - 1);
        if (to == from) return;
        (order[from], order[to]) = (order[to], order[from]);
        Stand(order);
        Changed();
    }

    /// <summary>Puts the whole agenda in an order.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.changed</c>: these are not the items on it; <c>agenda.closed</c>.</exception>
    public void Arrange(QuarterlyMeeting meeting, IReadOnlyList<Id<AgendaItem>> order, Instant now)
    {
        RefuseIfClosed(meeting, now);
        var items = Accepted.ToDictionary(i => i.Id);
        if (order.Count != items.Count || order.Distinct().Count() != order.Count || !order.All(items.ContainsKey)) throw new RuleBrokenException("agenda.changed");
        Stand([.. order.Select(id => items[id])]);
        Changed();
    }

    /// <summary>The meeting comes to an item, or to the end of its agenda. Saying the same twice changes nothing.</summary>
    /// <exception cref="RuleBrokenException"><c>agenda.notyet</c>: the door is not open; <c>agenda.off</c>: the item is not on it.</exception>
    public void MoveOn(QuarterlyMeeting meeting, AgendaItem? item, Instant now)
    {
        if (!meeting.DoorIsOpen(now)) throw new RuleBrokenException("agenda.notyet", MeetingDay.DoorMinutes);
        if (item is not null) RefuseIfOff(item);
        if (CurrentId == item?.Id) return;
        CurrentId = item?.Id;
        LiveVersion++;
    }

    /// <summary>Publishes what the breakout groups noted, to everyone who may see the meeting. That cannot be undone; a second time changes nothing.</summary>
    /// <exception cref="RuleBrokenException"><c>reportback.notyet</c>: the meeting has not begun, or does not take place.</exception>
    public void PublishReportBack(QuarterlyMeeting meeting, Instant now)
    {
        if (!meeting.IsHappening() || now < meeting.Slot.StartsAt) throw new RuleBrokenException("reportback.notyet");
        if (ReportBackAt is not null) return;
        ReportBackAt = now;
        LiveVersion++;
    }

    private static void RefuseIfClosed(QuarterlyMeeting meeting, Instant now)
    {
        if (!meeting.TakesOrder(now)) throw new RuleBrokenException("agenda.closed");
    }

    private static void RefuseIfOff(AgendaItem item)
    {
        if (!item.IsAccepted) throw new RuleBrokenException("agenda.off");
    }

    // No place stays empty, and the meeting is not at what is no longer on its agenda.
    private void Close()
    {
        Stand([.. Accepted]);
        if (CurrentId is { } current && !_items.Exists(i => i.Id == current && i.IsAccepted)) CurrentId = null;
    }

    private static void Stand(List<AgendaItem> order)
    {
        foreach (var (place, item) in order.Index()) item.Stand(place);
    }

    private void Changed()
    {
        Version++;
        LiveVersion++;
    }
}

/// <summary>An item with its clock times.</summary>
/// <param name="Item">Which.</param>
/// <param name="StartsAt">When it is to begin.</param>
/// <param name="EndsAt">When it is to end.</param>
/// <param name="IsLate">Whether it would end after the meeting does.</param>
public sealed record RunSheetLine(AgendaItem Item, Instant StartsAt, Instant EndsAt, bool IsLate);
