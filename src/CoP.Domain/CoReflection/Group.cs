using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// Peers who reflect together, without hierarchy. Some of them convene: they answer who asks to come in and set the
/// sessions; it gives them no other say. A group always has someone who convenes, and closes when the last member leaves.
/// </summary>
public sealed class Group
{
    private readonly List<Membership> _memberships = [];
    private readonly List<SessionSeries> _series = [];

    private Group()
    {
    }

    /// <summary>A group with one member, who convenes it.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Describe"/>.</exception>
    public Group(Id<Group> id, GroupOutline outline, Viewer founder, Instant now)
    {
        (Id, CreatedAt) = (id, now);
        Set(outline, founder);
        _memberships.Add(Membership.Of(id, founder.Id, MembershipState.Member, convenes: true, now));
    }

    /// <summary>Which group.</summary>
    public Id<Group> Id { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it is for, in a sentence.</summary>
    public string Purpose { get; private set; } = "";

    /// <summary>More about it, in Markdown; may be empty.</summary>
    public string Description { get; private set; } = "";

    /// <summary>The same as a page shows it.</summary>
    public string DescriptionHtml { get; private set; } = "";

    /// <summary>Whom it is for. Nobody else can see it, members whose role has changed included.</summary>
    public MemberRoles Roles { get; private set; }

    /// <summary>Where its members work; none is statewide.</summary>
    public Meetings.Areas Areas { get; private set; }

    /// <summary><c>en</c> or <c>es</c>: what is spoken.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>How it meets.</summary>
    public MeetingMode Mode { get; private set; }

    /// <summary>A video room, a number or a place, for members only; may be empty.</summary>
    public string Place { get; private set; } = "";

    /// <summary>How many may belong to it.</summary>
    public int Size { get; private set; }

    /// <summary>How one comes in.</summary>
    public GroupEntry Entry { get; private set; }

    /// <summary>When it was formed.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When its last member left; null while it lives.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>Who belongs to it, who asked to, and who was told no.</summary>
    public IReadOnlyList<Membership> Memberships => _memberships;

    /// <summary>Its sessions, past and to come. No two series have a session planned on the same day.</summary>
    public IReadOnlyList<SessionSeries> Series => _series;

    /// <summary>Those who belong to it.</summary>
    public IEnumerable<Membership> Members => _memberships.Where(m => m.State == MembershipState.Member);

    /// <summary>Whether there is no place left.</summary>
    public bool IsFull => Members.Count() >= Size;

    /// <summary>Changes what it says of itself.</summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="GroupOutline.Checked"/>; <c>group.convener</c>: not by one who convenes. <c>group.roles.own</c>: it must be for
    /// the one who says so as well. <c>group.size.members</c>: it has more members than that.
    /// </exception>
    public void Describe(GroupOutline outline, Viewer by)
    {
        RequireConvener(by.Id);
        Set(outline, by);
    }

    /// <summary>Comes in, or asks to where the group wants to be asked.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>group.closed</c>. <c>group.role</c>: it is not for their role. <c>group.already</c>: they are in, or have asked.
    /// <c>group.full</c>: no place left; where one has to ask, that is said when the group answers.
    /// </exception>
    public Membership Join(Viewer viewer, Instant now)
    {
        if (ClosedAt is not null) throw new RuleBrokenException("group.closed");
        if (!Roles.Admit(viewer)) throw new RuleBrokenException("group.role");
        if (Find(viewer.Id) is { State: not MembershipState.Declined }) throw new RuleBrokenException("group.already");
        if (Entry == GroupEntry.Open && IsFull) throw new RuleBrokenException("group.full");
        _memberships.RemoveAll(m => m.MemberId == viewer.Id);
        var membership = Membership.Of(Id, viewer.Id, Entry == GroupEntry.Open ? MembershipState.Member : MembershipState.Asked, convenes: false, now);
        _memberships.Add(membership);
        return membership;
    }

    /// <summary>Lets in one who asked.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.request</c>: nobody asks any more; <c>group.full</c>.</exception>
    public void Accept(Id<Member> member, Id<Member> by, Instant now)
    {
        var request = Request(member, by);
        if (IsFull) throw new RuleBrokenException("group.full");
        request.Become(MembershipState.Member, now);
    }

    /// <summary>Tells one who asked that it is no this time; they may ask again.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.request</c>: nobody asks any more.</exception>
    public void Decline(Id<Member> member, Id<Member> by, Instant now) => Request(member, by).Become(MembershipState.Declined, now);

    /// <summary>Lets another member convene as well.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>group.member</c>: they do not belong to it.</exception>
    public void ShareConvening(Id<Member> member, Id<Member> by)
    {
        RequireConvener(by);
        var membership = Members.FirstOrDefault(m => m.MemberId == member) ?? throw new RuleBrokenException("group.member");
        membership.Convene();
    }

    /// <summary>
    /// Goes, or takes a request back. When the last who convenes goes, the one who has been in longest convenes; when the last
    /// member goes, the group closes.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>: they do not belong to it and have not asked to.</exception>
    public void Leave(Id<Member> member, Instant now)
    {
        if (_memberships.RemoveAll(m => m.MemberId == member) == 0) throw new RuleBrokenException("group.member");
        if (Members.Any(m => m.Convenes)) return;
        if (Members.OrderBy(m => m.Since).ThenBy(m => m.MemberId).FirstOrDefault() is { } next) next.Convene();
        else
        {
            ClosedAt = now;
            _memberships.Clear();
        }
    }

    /// <summary>
    /// Agrees on when the group meets from the day of the plan's first session on. What was planned before ends on the day
    /// before; the new sessions are a series of their own, which every calendar understands, while none agrees on how to
    /// bend an old one (RFC 5545 §3.2.13). A day that was cancelled stays so where the new series falls on it.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="SeriesPlan.Checked"/>; <c>group.convener</c>; <c>session.overlaps</c>: an earlier session was moved onto one of the new.
    /// </exception>
    public SessionSeries Plan(SeriesPlan plan, Id<Member> by, Instant now)
    {
        RequireConvener(by);
        return Replace(plan.First.Start.Date, plan, now);
    }

    /// <summary>Agrees on one session besides all that is planned, on a day without any.</summary>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="SeriesPlan.Checked"/>; <c>group.convener</c>; <c>session.day</c>: the group plans one on that day already; <c>session.overlaps</c>: another was moved there.
    /// </exception>
    public SessionSeries MeetOnce(LocalSlot slot, Id<Member> by, Instant now)
    {
        RequireConvener(by);
        var once = SessionSeries.Plan(Id, new SeriesPlan(slot, Rhythm.Weekly, Times: 1), now);
        if (_series.Exists(series => series.Schedule.PlannedDays(slot.Start.Date, slot.Start.Date).Any())) throw new RuleBrokenException("session.day", slot.Start.Date);
        RefuseOverlap(slot.Start, slot);
        _series.Add(once);
        return once;
    }

    /// <summary>Changes one session and all after it: what was planned before it stays, and the new plan takes the place of the rest.</summary>
    /// <param name="original">When the session was first planned.</param>
    /// <param name="plan">What is from then on; its first session may be earlier or later than the one it replaces.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="Plan"/>; <c>session.unknown</c>, <c>session.past</c>; <c>session.order</c>: the new first is not after all sessions that stay.
    /// </exception>
    public SessionSeries ChangeFrom(LocalDateTime original, SeriesPlan plan, Id<Member> by, Instant now)
    {
        RequireConvener(by);
        Upcoming(original, now);
        var from = original.Date;
        if (_series.Exists(series => series.Schedule.PlannedDays(plan.First.Start.Date, from.PlusDays(-1)).Any())) throw new RuleBrokenException("session.order");
        return Replace(from, plan, now);
    }

    /// <summary>No session is planned after <paramref name="lastDay"/>. What was moved stays where it was moved to.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>; <c>session.past</c>: that day is over, and what was is not rewritten.</exception>
    public void StopAfter(LocalDate lastDay, Id<Member> by, Instant now)
    {
        RequireConvener(by);
        if (_series.Exists(series => lastDay < now.InZone(series.Slot.Zone).Date)) throw new RuleBrokenException("session.past");
        EndSeries(lastDay, now);
    }

    /// <summary>Sets one session for itself: at another time, longer or shorter, elsewhere; a cancelled one takes place after all.</summary>
    /// <param name="original">When it was first planned.</param>
    /// <param name="start">When it begins, in the zone of its series; the day may be one that has another session.</param>
    /// <param name="minutes">How long it lasts.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">Now.</param>
    /// <param name="place">Where it is instead of where the group meets; null is there.</param>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="LocalSlot.At"/>; <c>group.convener</c>, <c>group.place</c>, <c>session.unknown</c>, <c>session.past</c>, <c>session.far</c>, <c>session.same</c>, <c>session.overlaps</c>.
    /// </exception>
    public SessionChange Move(LocalDateTime original, LocalDateTime start, int minutes, Id<Member> by, Instant now, string? place = null)
    {
        RequireConvener(by);
        SeriesPlan.RefuseFar(start, now);
        var (series, occurrence) = Upcoming(original, now);
        var slot = LocalSlot.At(start, minutes, series.Slot.ZoneId);
        place = PlainText.Line(place, GroupOutline.PlaceLimit, "group.place");
        if (slot.StartsAt <= now) throw new RuleBrokenException("session.past");
        if (occurrence.TakesPlace && (occurrence.Slot, occurrence.Place) == (slot, place)) throw new RuleBrokenException("session.same");
        RefuseOverlap(original, slot);
        return series.Change(original, slot, place, now);
    }

    /// <summary>Lets a session be as it was planned after all: when, where and for how long.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>group.convener</c>, <c>session.unknown</c>; <c>session.past</c>: that time is over; <c>session.same</c>: it is as planned; <c>session.overlaps</c>.
    /// </exception>
    public SessionChange Restore(LocalDateTime original, Id<Member> by, Instant now)
    {
        RequireConvener(by);
        var (series, session) = Find(original) ?? throw new RuleBrokenException("session.unknown");
        if (session.Kind == OccurrenceKind.AsPlanned) throw new RuleBrokenException("session.same");
        var planned = series.Slot with { Start = original };
        if (planned.StartsAt <= now || session.Slot.StartsAt <= now) throw new RuleBrokenException("session.past");
        RefuseOverlap(original, planned);
        return series.Change(original, planned, null, now);
    }

    /// <summary>Cancels one session.</summary>
    /// <exception cref="RuleBrokenException"><c>group.convener</c>, <c>session.unknown</c>, <c>session.past</c>, <c>session.cancelled</c>: it is already.</exception>
    public SessionChange Cancel(LocalDateTime original, Id<Member> by, Instant now)
    {
        RequireConvener(by);
        var (series, occurrence) = Upcoming(original, now);
        if (!occurrence.TakesPlace) throw new RuleBrokenException("session.cancelled");
        return series.Change(original, null, null, now);
    }

    /// <summary>A member says that they cannot make one session.</summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>, <c>session.unknown</c>, <c>session.past</c>, <c>session.cancelled</c>: nobody can.</exception>
    public SessionAbsence CannotMake(LocalDateTime original, Id<Member> member, Instant now)
    {
        if (Find(member) is not { State: MembershipState.Member }) throw new RuleBrokenException("group.member");
        var (_, session) = Upcoming(original, now);
        return session.TakesPlace ? new SessionAbsence(Id, member, session) : throw new RuleBrokenException("session.cancelled");
    }

    /// <summary>All sessions of all series that share time with the stretch, by when they begin; cancelled ones among them.</summary>
    public IEnumerable<Occurrence> SessionsBetween(Instant from, Instant to) =>
        _series.SelectMany(series => series.Schedule.Between(from, to)).OrderBy(session => session.Slot.StartsAt);

    /// <summary>The series that planned a session, and the session; null if none did.</summary>
    public (SessionSeries Series, Occurrence Session)? Find(LocalDateTime original)
    {
        foreach (var series in _series)
            if (series.Schedule.Find(original) is { } session) return (series, session);
        return null;
    }

    /// <summary>What a member is to the group; null for nothing.</summary>
    public Membership? Find(Id<Member> member) => _memberships.FirstOrDefault(m => m.MemberId == member);

    private void Set(GroupOutline outline, Viewer by)
    {
        outline = outline.Checked();
        if (!outline.Roles.Admit(by)) throw new RuleBrokenException("group.roles.own");
        if (Members.Count() is var members && outline.Size < members) throw new RuleBrokenException("group.size.members", members);
        (Name, Purpose, Description, DescriptionHtml) = (outline.Name, outline.Purpose, outline.Description, outline.DescriptionHtml);
        (Roles, Areas, Language, Mode) = (outline.Roles, outline.Areas, outline.Language, outline.Mode);
        (Place, Size, Entry) = (outline.Place, outline.Size, outline.Entry);
    }

    private Membership Request(Id<Member> member, Id<Member> by)
    {
        RequireConvener(by);
        return Find(member) is { State: MembershipState.Asked } request ? request : throw new RuleBrokenException("group.request");
    }

    private (SessionSeries Series, Occurrence Session) Upcoming(LocalDateTime original, Instant now)
    {
        var found = Find(original) ?? throw new RuleBrokenException("session.unknown");
        return found.Session.Slot.StartsAt > now ? found : throw new RuleBrokenException("session.past");
    }

    private void RefuseOverlap(LocalDateTime original, LocalSlot slot)
    {
        if (SessionsBetween(slot.StartsAt, slot.EndsAt).Any(other => other.TakesPlace && other.Original != original)) throw new RuleBrokenException("session.overlaps");
    }

    private SessionSeries Replace(LocalDate from, SeriesPlan plan, Instant now)
    {
        var next = SessionSeries.Plan(Id, plan, now);
        var changes = _series.SelectMany(series => series.Schedule.Changes).ToList();
        // What was moved before that day stays where it was moved to, and the new sessions have to make room for it.
        if (changes.Exists(change => change.Original.Date < from && change.MovedTo is { } slot && slot.EndsAt > now && next.Schedule.Between(slot.StartsAt, slot.EndsAt).Any()))
            throw new RuleBrokenException("session.overlaps");
        EndSeries(from.PlusDays(-1), now);
        _series.Add(next);
        // Whoever is away on that day is away at the new hour too.
        foreach (var day in changes.Where(change => change.Original.Date >= from && change.MovedTo is null).Select(change => change.Original.Date).Distinct())
            if (next.Schedule.PlannedDays(day, day).Any()) next.Change(day.At(plan.First.Start.TimeOfDay), null, null, now);
        return next;
    }

    private void EndSeries(LocalDate lastDay, Instant now)
    {
        _series.RemoveAll(series => series.Slot.Start.Date > lastDay);
        foreach (var series in _series) series.EndOn(lastDay, now);
    }

    private void RequireConvener(Id<Member> by)
    {
        if (Find(by) is not { Convenes: true }) throw new RuleBrokenException("group.convener");
    }
}

/// <summary>What one member is to one group.</summary>
public sealed class Membership
{
    private Membership()
    {
    }

    /// <summary>The group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>The member.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Belongs to it, or has asked to.</summary>
    public MembershipState State { get; private set; }

    /// <summary>Answers requests and sets the sessions.</summary>
    public bool Convenes { get; private set; }

    /// <summary>Since when the state is what it is.</summary>
    public Instant Since { get; private set; }

    internal static Membership Of(Id<Group> group, Id<Member> member, MembershipState state, bool convenes, Instant now) =>
        new() { GroupId = group, MemberId = member, State = state, Convenes = convenes, Since = now };

    internal void Become(MembershipState state, Instant now) => (State, Since) = (state, now);

    internal void Convene() => Convenes = true;
}

/// <summary>How far someone has come into a group.</summary>
public enum MembershipState
{
    /// <summary>Asked to come in.</summary>
    Asked,

    /// <summary>Belongs to it.</summary>
    Member,

    /// <summary>Was told no this time.</summary>
    Declined,
}
