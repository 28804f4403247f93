using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;

namespace CoP.Web.Mail.Incoming;

/// <summary>Puts what calendars answer to our invitations through the verbs of the site.</summary>
public sealed class CalendarAnswers(CopDb db, AnswerMeeting meetings, Absences absences, TimeProvider clock)
{
    /// <summary>Takes a member's answers; what they are to be told of it, if anything. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task<MailAnswer?> Take(Viewer who, IEnumerable<CalendarReply> replies)
    {
        MailAnswer? told = null;
        foreach (var reply in replies) told = await Take(who, reply) ?? told;
        return told;
    }

    async Task<MailAnswer?> Take(Viewer who, CalendarReply reply)
    {
        if (reply.Says is not { } says) return null;
        if (MeetingOf(reply.Uid) is { } meeting) return await Answer(who, meeting, says);
        var invitation = await db.SessionInvitations.AsNoTracking().SingleOrDefaultAsync(i => i.MemberId == who.Id && i.Uid == reply.Uid);
        // Neither of a meeting nor of what we invited them to.
        return invitation is null ? null : await Answer(who, invitation, reply, says);
    }

    async Task<MailAnswer?> Answer(Viewer who, Id<QuarterlyMeeting> id, CalendarReply.Saying says)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(who).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        if (!meeting.TakesAnswers(clock.Now())) return MailAnswer.AnswerTooLate;
        await meetings.To(id, who, says switch { CalendarReply.Saying.Yes => Domain.Meetings.Answer.Yes, CalendarReply.Saying.No => Domain.Meetings.Answer.No, _ => Domain.Meetings.Answer.Maybe }, needs: null);
        return null;
    }

    async Task<MailAnswer?> Answer(Viewer who, SessionInvitation invitation, CalendarReply reply, CalendarReply.Saying says)
    {
        // One is expected at every session, so a yes to all says nothing new; a no to all is for leaving the group to say.
        if (reply.Occurrence is not { } when) return says == CalendarReply.Saying.No ? MailAnswer.AllSessions : null;
        if (says == CalendarReply.Saying.Perhaps) return null;
        if (await db.Groups.AsNoTracking().InsideFor(who).Whole().SingleOrDefaultAsync(g => g.Id == invitation.GroupId) is not { } group) return null;
        if (group.Series.SingleOrDefault(s => s.Id == invitation.SeriesId) is not { } series) return MailAnswer.AnswerTooLate;
        var key = new SessionKey(when.In(series.Slot.Zone));
        if (series.Schedule.Find(key.Original) is not { TakesPlace: true } session || session.Slot.StartsAt <= clock.Now()) return MailAnswer.AnswerTooLate;
        // It was said of an hour at which the session is no more: they are asked anew.
        if (session.IsException && reply.Sequence < invitation.Sequence) return MailAnswer.AnswerTooLate;
        if (says == CalendarReply.Saying.No) await absences.Say(group.Id, key, who);
        else await absences.TakeBack(group.Id, key, who);
        return null;
    }

    static Id<QuarterlyMeeting>? MeetingOf(string uid) =>
        uid.StartsWith("meeting-", StringComparison.Ordinal) && uid.Length > 40 && Guid.TryParseExact(uid.AsSpan(8, 32), "N", out var id) && MeetingEvents.Uid(new(id)) == uid ? new(id) : null;
}
