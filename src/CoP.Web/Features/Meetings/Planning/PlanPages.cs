using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Features.Meetings.Planning.Changes;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Planning;

/// <summary>The turns of the coming quarters and what has become of each.</summary>
public sealed record PlanIndex(IReadOnlyList<TurnRow> Turns, IReadOnlyList<MeetingRow> Extras, IReadOnlyList<MeetingRow> Past);

/// <summary>The form for a turn that becomes a meeting.</summary>
public sealed record SchedulePage(Quarter Quarter, Area Host, IReadOnlyList<(LocalDate Day, Holiday Holiday)> Holidays, Candidates Candidates, ScheduleInput Input)
{
    public IReadOnlyList<DateSuggestion> Suggestions { get; init; } = [];
}

/// <summary>The form for a meeting that uses no turn.</summary>
public sealed record ExtraPage(Candidates Candidates, ExtraInput Input);

/// <summary>A meeting as it is now, for the committee.</summary>
public sealed record PlanPage(
    Id<QuarterlyMeeting> Id,
    Quarter Quarter,
    Area Host,
    MeetingState State,
    LocalSlot Slot,
    string? Topic,
    string? Link,
    string? DialIn,
    Person? Recovery,
    Person? PeerSupport,
    Person? Contact,
    string? CancelReason,
    Attendance? Attendance,
    int Version,
    bool HasBegun,
    bool IsExpected,
    bool CanBeAnnounced,
    int Invited,
    Candidates Candidates,
    MeetingOutline Outline,
    MeetingStage Stage,
    string? PostponeReason,
    WaitingChange? Waiting)
{
    public bool IsDone => State is MeetingState.Cancelled or MeetingState.Held or MeetingState.MinutesPublished;

    /// <summary>Members were told that it is put off, and will be told its new date.</summary>
    public bool IsAwaited => State == MeetingState.Postponed && Known;

    /// <summary>Whether members have heard of it by mail, or are about to.</summary>
    public bool Known => AnnouncedAt is not null;

    /// <summary>Nobody has read of it yet: letters about it wait, and what is changed now comes with them.</summary>
    public bool IsUnread => Waiting is { MembersKnow: false };

    public required Instant? AnnouncedAt { get; init; }

    public bool HasEmptySeat => Recovery is null || PeerSupport is null;

}

public sealed record Person(Id<Member> Id, string Name);

/// <summary>The fields that a new and a changed meeting share.</summary>
public sealed record DetailsFields(IDetailsInput Input, Candidates Candidates, Area? Host, MeetingKind Kind = MeetingKind.Quarterly);

/// <summary>The fields in which a new meeting's facilitators are asked for.</summary>
public sealed record SeatFields(ISeatsInput Input, Candidates Candidates, Area? Host);

/// <summary>Who can be asked to take which part.</summary>
public sealed record Candidates(IReadOnlyList<Person> Recovery, IReadOnlyList<Person> PeerSupport, IReadOnlyList<Person> Contacts);

/// <summary>A form about a meeting beside what the meeting is now.</summary>
/// <param name="Changed">Someone else has changed it since the form was opened.</param>
public sealed record EditPage<T>(PlanPage Now, T Input, bool Changed = false);

public sealed class PlanPages(CopDb db, CurrentMember me, TimeProvider clock, Ledgers ledgers, MeetingChanges changes, SuggestDates suggest)
{
    /// <summary>How many quarters ahead the committee plans.</summary>
    const int Ahead = 8;

    public async Task<PlanIndex> Index()
    {
        var now = clock.Now();
        var turns = await ledgers.Turns(db.Meetings, ledgers.Current, Ahead);
        var extras = await db.Meetings.AsNoTracking().Where(m => m.Kind == MeetingKind.Extra).Coming(db.Rsvps, me.Id, now);
        return new(turns, extras, await db.Meetings.AsNoTracking().Past(db.Rsvps, me.Id, now));
    }

    /// <returns>Null where the quarter is over, or so far away that nobody knows its days.</returns>
    public async Task<SchedulePage?> Schedule(Quarter quarter, ScheduleInput input)
    {
        var current = ledgers.Current;
        if (quarter < current || quarter - current > 40) return null;
        var host = (await ledgers.Read()).Rotation.HostOf(quarter);
        return new(quarter, host, [.. Holidays.Of(quarter)], await CandidatesFor(host), input) { Suggestions = await suggest.For(quarter) };
    }

    public async Task<ExtraPage> Extra(ExtraInput input) => new(await CandidatesFor(null), input);

    public async Task<PlanPage?> Find(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var now = clock.Now();
        var people = new[] { meeting.RecoverySeat, meeting.PeerSupportSeat, meeting.AccessContactId }.OfType<Id<Member>>().ToArray();
        var names = await db.Members.Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => new Person(m.Id, m.Name));
        Person? Named(Id<Member>? member) => member is { } who ? names.GetValueOrDefault(who) : null;
        return new PlanPage(
            meeting.Id, meeting.Quarter, meeting.Host, meeting.State, meeting.Slot, meeting.Topic, meeting.Link, meeting.DialIn,
            Named(meeting.RecoverySeat), Named(meeting.PeerSupportSeat), Named(meeting.AccessContactId), meeting.CancelReason, meeting.Attendance, meeting.Version,
            meeting.Slot.StartsAt <= now, meeting.TakesAnswers(now), meeting is { State: MeetingState.Scheduled, Venue.IsComplete: true } && meeting.Slot.StartsAt > now,
            CircleSizes.Rounded(await db.Members.InvitedTo(meeting, db.Rsvps).CountAsync()), await CandidatesFor(meeting.Host), MeetingOutline.Of(meeting),
            meeting.StageAt(now), meeting.PostponeReason, await changes.Waiting(meeting, now))
        {
            AnnouncedAt = meeting.AnnouncedAt,
        };
    }

    public async Task<Candidates> CandidatesFor(Area? host)
    {
        var area = host?.AsSet() ?? Enum.GetValues<Area>().Aggregate(Areas.None, (all, a) => all | a.AsSet());
        var active = db.Members.Where(m => m.State == MemberState.Active);
        return new(
            await People(active.Where(m => m.Role == WorkRole.AreaDirectorOfRecovery && (m.Areas & area) != Areas.None)),
            await People(active.Where(m => m.Role == WorkRole.DirectorOfPeerSupport && (m.Areas & area) != Areas.None)),
            await People(active.Where(m => (m.Duties & (Duties.Committee | Duties.Facilitator)) != Duties.None)));
    }

    static async Task<IReadOnlyList<Person>> People(IQueryable<Member> members) =>
        await members.OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new Person(m.Id, m.Name)).ToListAsync();
}
