using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Features.Meetings;

/// <summary>A meeting in a list.</summary>
public sealed record MeetingRow(
    Id<QuarterlyMeeting> Id, Quarter Quarter, Area Host, MeetingState State, LocalSlot Slot, string? Topic, Answer? Mine, LocalDateTime? AnsweredFor,
    MeetingKind Kind, VenueKind VenueKind, string? Place)
{
    public bool TakesAnswers(Instant now) => State == MeetingState.Announced && now < Slot.EndsAt;
}

/// <summary>How many answered what, for one kind of role.</summary>
public sealed record AnswerCount(string Role, int Yes, int Maybe, int No);

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
            meeting.Kind, meeting.VenueKind, meeting.Place == null ? null : meeting.Place.Name);

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

    /// <summary>The meetings that stand in members' calendars: those that they were told of, also the ones that were cancelled since.</summary>
    public static async Task<List<QuarterlyMeeting>> InCalendars(this IQueryable<QuarterlyMeeting> meetings, Instant since)
    {
        var day = since.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime;
        return await meetings.Where(m => m.AnnouncedAt != null && m.Slot.Start >= day).OrderBy(m => m.Slot.Start).ToListAsync();
    }

    /// <summary>
    /// The members who are told of a meeting: those it is for, those who prepare it, and whoever else has said that they may come.
    /// </summary>
    public static IQueryable<Member> InvitedTo(this IQueryable<Member> members, QuarterlyMeeting meeting, IQueryable<Rsvp> rsvps)
    {
        var (id, area) = (meeting.Id, meeting.Host.AsSet());
        var (everywhere, everyone) = (!meeting.HostAreaOnly, meeting.For == MeetingRoles.All);
        var (supporters, supervisors) = (meeting.For.HasFlag(MeetingRoles.PeerSupporters), meeting.For.HasFlag(MeetingRoles.Supervisors));
        var (administrators, directors) = (meeting.For.HasFlag(MeetingRoles.Administrators), meeting.For.HasFlag(MeetingRoles.AreaDirectors));
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
    public static async Task<IReadOnlyList<AnswerCount>> CountAnswers(this IQueryable<Rsvp> rsvps, IQueryable<Member> members, Id<QuarterlyMeeting> meeting)
    {
        var counts = await (
            from rsvp in rsvps
            where rsvp.MeetingId == meeting
            join member in members on rsvp.MemberId equals member.Id
            group rsvp by new { member.Role, rsvp.Answer } into same
            select new { same.Key.Role, same.Key.Answer, Count = same.Count() }).ToListAsync();
        int Sum(string role, Answer answer) => counts.Where(c => RoleKey(c.Role) == role && c.Answer == answer).Sum(c => c.Count);
        return [.. Roles.Select(role => new AnswerCount(role, Sum(role, Answer.Yes), Sum(role, Answer.Maybe), Sum(role, Answer.No)))];
    }

    static string RoleKey(WorkRole role) => role switch
    {
        WorkRole.PeerSupporter => "supporters",
        WorkRole.Supervisor => "supervisors",
        WorkRole.AreaDirectorOfRecovery => "dmh",
        _ => "administrators",
    };
}
