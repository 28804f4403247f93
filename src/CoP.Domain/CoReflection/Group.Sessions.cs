using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <content>When it meets.</content>
public sealed partial class Group
{
    /// <summary>At which minute of the week it meets, counted from Monday's midnight in <see cref="MeetsIn"/>; null while nothing is planned. It finds groups by day and hour; the sessions themselves are in <see cref="Series"/>.</summary>
    public int? MeetsAt { get; private set; }

    /// <summary>In which zone <see cref="MeetsAt"/> holds.</summary>
    public string? MeetsIn { get; private set; }

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
        (MeetsAt, MeetsIn) = (null, null);
    }

    /// <summary>Finds out anew when in the week it meets, from the sessions that are planned.</summary>
    public void NoteWhenItMeets(Instant now)
    {
        var next = _series.Where(series => series.Schedule.Next(now) is not null).MinBy(series => series.Slot.StartsAt);
        (MeetsAt, MeetsIn) = (next is null ? null : WeekTimes.MinuteOf(next.Slot.Start), next?.Slot.ZoneId);
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
        RequireAwake();
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
        (MeetsAt, MeetsIn) = (WeekTimes.MinuteOf(next.Slot.Start), next.Slot.ZoneId);
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
}
