using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Features.Meetings;

/// <summary>A meeting in a list.</summary>
public sealed record MeetingRow(
    Id<QuarterlyMeeting> Id, Quarter Quarter, Area Host, MeetingState State, LocalSlot Slot, string? Topic, Answer? Mine, LocalDateTime? AnsweredFor,
    MeetingKind Kind, VenueKind VenueKind, string? Place)
{
    /// <summary>Whether the member waits for a seat.</summary>
    public bool IsWaiting { get; init; }

    public bool TakesAnswers(Instant now) => State == MeetingState.Announced && now < Slot.EndsAt;
}

/// <summary>How many answered what, for one kind of role.</summary>
/// <param name="InPerson">Of those who said yes: who have a seat in the room.</param>
/// <param name="Online">Of those who said yes: who come by the link; also those who wait for a seat and come online meanwhile.</param>
/// <param name="Waiting">Of those who said yes: who wait for a seat.</param>
public sealed record AnswerCount(string Role, int Yes, int InPerson, int Online, int Waiting, int Maybe, int No);

public static class MeetingQueries
{
    /// <summary>The four kinds of role that answers and attendance are counted by, as their texts are keyed.</summary>
    public static readonly string[] Roles = ["supporters", "supervisors", "administrators", "dmh"];

    public static IQueryable<MeetingRow> AsRows(this IQueryable<QuarterlyMeeting> meetings, IQueryable<Rsvp> rsvps, Id<Member> member) =>
        from meeting in meetings
        join rsvp in rsvps.Where(r => r.MemberId == member) on meeting.Id equals rsvp.MeetingId into mine
        from rsvp in mine.DefaultIfEmpty()
        select new MeetingRow(
            meeting.Id, meeting.Quarter, meeting.Host, meeting.State, meeting.Slot, meeting.Topic,
            rsvp == null ? null : rsvp.Answer, rsvp == null ? null : rsvp.AnsweredFor,
            meeting.Kind, meeting.VenueKind, meeting.Place == null ? null : meeting.Place.Name)
        { IsWaiting = rsvp != null && rsvp.IsWaiting && meeting.VenueKind != VenueKind.Online };

    /// <summary>The meetings that are not over, the next one first; those that wait for another date last.</summary>
    public static async Task<List<MeetingRow>> Coming(this IQueryable<QuarterlyMeeting> meetings, IQueryable<Rsvp> rsvps, Id<Member> member, Instant now)
    {
        // The wall clock decides the order and a day's margin loses none; the instant, which depends on the zone's rules, decides the rest.
        var since = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime.PlusDays(-1);
        var rows = await meetings.Where(m => m.Slot.Start >= since || m.State == MeetingState.Postponed).OrderBy(m => m.Slot.Start).AsRows(rsvps, member).ToListAsync();
        // What waits for another date stands behind everything that has one.
        return [.. rows.Where(m => m.State != MeetingState.Postponed && now < m.Slot.EndsAt), .. rows.Where(m => m.State == MeetingState.Postponed)];
    }

    /// <summary>The meetings that are over, the latest first.</summary>
    public static async Task<List<MeetingRow>> Past(this IQueryable<QuarterlyMeeting> meetings, IQueryable<Rsvp> rsvps, Id<Member> member, Instant now)
    {
        var until = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime.PlusDays(1);
        var rows = await meetings.Where(m => m.Slot.Start <= until && m.State != MeetingState.Postponed).OrderByDescending(m => m.Slot.Start).AsRows(rsvps, member).ToListAsync();
        return rows.FindAll(m => m.Slot.EndsAt <= now);
    }

    /// <summary>
    /// The meetings that stand in members' calendars: those that they were told of, also the ones that were cancelled since. Those that were over at
    /// <paramref name="since"/> are not all left out: the database holds what the wall clock shows, and a margin loses none.
    /// </summary>
    public static IQueryable<QuarterlyMeeting> ToldToCalendars(this IQueryable<QuarterlyMeeting> meetings, Instant since)
    {
        var day = (since - Duration.FromDays(2)).InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime;
        return meetings.Where(m => m.AnnouncedAt != null && m.Slot.Start >= day);
    }

    /// <summary>
    /// The members who are told of a meeting: those it is for, those who prepare it, and whoever else has said that they may come.
    /// </summary>
    /// <param name="circle">Whom the meeting is for, where that is asked of another time than now.</param>
    public static IQueryable<Member> InvitedTo(this IQueryable<Member> members, QuarterlyMeeting meeting, IQueryable<Rsvp> rsvps, MemberRoles? circle = null)
    {
        var roles = circle ?? meeting.For;
        var (id, area) = (meeting.Id, meeting.Host.AsSet());
        var (everywhere, everyone) = (!meeting.HostAreaOnly, roles == MemberRoles.All);
        var (supporters, supervisors) = (roles.HasFlag(MemberRoles.PeerSupporters), roles.HasFlag(MemberRoles.Supervisors));
        var (administrators, directors) = (roles.HasFlag(MemberRoles.Administrators), roles.HasFlag(MemberRoles.AreaDirectors));
        var preparing = new[] { meeting.RecoverySeat, meeting.PeerSupportSeat, meeting.AccessContactId }.OfType<Id<Member>>().ToArray();
        return members.Where(m => m.State == MemberState.Active && (
            ((everywhere || (m.Areas & area) != Areas.None) && (everyone
                || (supporters && m.Role == WorkRole.PeerSupporter && !m.Supervises)
                || (supervisors && m.Supervises)
                || (administrators && (m.Role == WorkRole.Administrator || m.Role == WorkRole.DirectorOfPeerSupport))
                || (directors && m.Role == WorkRole.AreaDirectorOfRecovery)))
            || preparing.Contains(m.Id)
            || rsvps.Any(r => r.MeetingId == id && r.MemberId == m.Id && r.Answer != Answer.No)));
    }

    /// <summary>Who answered what, counted by role and never named.</summary>
    public static async Task<IReadOnlyList<AnswerCount>> CountAnswers(this IQueryable<Rsvp> rsvps, IQueryable<Member> members, QuarterlyMeeting meeting)
    {
        var (id, room) = (meeting.Id, meeting.Venue.IsInPerson);
        var counts = await (
            from rsvp in rsvps
            where rsvp.MeetingId == id
            join member in members on rsvp.MemberId equals member.Id
            group rsvp by new { member.Role, rsvp.Answer, Asked = room && rsvp.SeatNumber != null, rsvp.IsWaiting, rsvp.OnlineMeanwhile } into same
            select new { same.Key.Role, same.Key.Answer, same.Key.Asked, same.Key.IsWaiting, same.Key.OnlineMeanwhile, Count = same.Count() }).ToListAsync();
        return [.. Roles.Select(role =>
        {
            var mine = counts.FindAll(c => RoleKey(c.Role) == role);
            var yes = mine.FindAll(c => c.Answer == Answer.Yes);
            return new AnswerCount(
                role, yes.Sum(c => c.Count), yes.Where(c => c.Asked && !c.IsWaiting).Sum(c => c.Count), yes.Where(c => !c.Asked || (c.IsWaiting && c.OnlineMeanwhile)).Sum(c => c.Count),
                yes.Where(c => c.Asked && c.IsWaiting).Sum(c => c.Count), mine.Where(c => c.Answer == Answer.Maybe).Sum(c => c.Count), mine.Where(c => c.Answer == Answer.No).Sum(c => c.Count));
        })];
    }

    static string RoleKey(WorkRole role) => role switch
    {
        WorkRole.PeerSupporter => "supporters",
        WorkRole.Supervisor => "supervisors",
        WorkRole.AreaDirectorOfRecovery => "dmh",
        _ => "administrators",
    };
}
