using System.Collections.Frozen;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Notices;

/// <summary>
/// Makes of what a letter tells a notice on the site, for all whom it concerns: also for those who want no such mail, or have it gathered. Not of reminders, since the first page shows
/// what lies ahead; nor of letters that leave no row behind, since a notice is one.
/// </summary>
public sealed class Mirror(CopDb db, IServiceProvider services, TimeProvider clock)
{
    static readonly FrozenDictionary<LetterKind, NoticeKind> kinds = new Dictionary<LetterKind, NoticeKind>
    {
        [LetterKind.MeetingAnnounced] = NoticeKind.MeetingAnnounced,
        [LetterKind.MeetingInvited] = NoticeKind.MeetingAnnounced,
        [LetterKind.MeetingMoved] = NoticeKind.MeetingMoved,
        [LetterKind.MeetingChanged] = NoticeKind.MeetingChanged,
        [LetterKind.MeetingPostponed] = NoticeKind.MeetingPostponed,
        [LetterKind.MeetingCancelled] = NoticeKind.MeetingCancelled,
        [LetterKind.MinutesPublished] = NoticeKind.MinutesPublished,
        [LetterKind.SeatAsked] = NoticeKind.SeatAsked,
        [LetterKind.SeatAnswered] = NoticeKind.SeatAnswered,
        [LetterKind.SeatEnded] = NoticeKind.SeatEnded,
        [LetterKind.SeatEmpty] = NoticeKind.SeatEmpty,
        [LetterKind.SeatFound] = NoticeKind.SeatFound,
        [LetterKind.ChecklistDue] = NoticeKind.ChecklistDue,
        [LetterKind.HandOverOffered] = NoticeKind.HandOverOffered,
        [LetterKind.FollowUpGiven] = NoticeKind.FollowUpGiven,
        [LetterKind.FollowUpDue] = NoticeKind.FollowUpDue,
        [LetterKind.TurnAsked] = NoticeKind.TurnAsked,
        [LetterKind.TurnAnswered] = NoticeKind.TurnAnswered,
        [LetterKind.TurnDecided] = NoticeKind.TurnDecided,
        [LetterKind.PollOpened] = NoticeKind.DatePollAsked,
        [LetterKind.PollReminder] = NoticeKind.DatePollReminder,
        [LetterKind.PollChosen] = NoticeKind.DatePollChosen,
        [LetterKind.SessionMoved] = NoticeKind.SessionMoved,
        [LetterKind.SessionCancelled] = NoticeKind.SessionCancelled,
        [LetterKind.SessionsPlanned] = NoticeKind.SessionsPlanned,
        [LetterKind.SessionsEnded] = NoticeKind.SessionsEnded,
        [LetterKind.GroupPlace] = NoticeKind.GroupPlace,
        [LetterKind.GroupInvited] = NoticeKind.GroupInvited,
        [LetterKind.GroupQuestion] = NoticeKind.GroupQuestion,
        [LetterKind.GroupRequest] = NoticeKind.GroupRequest,
        [LetterKind.GroupAsleep] = NoticeKind.GroupAsleep,
        [LetterKind.Announced] = NoticeKind.Announced,
        [LetterKind.FirstPostShown] = NoticeKind.FirstPostShown,
        [LetterKind.FirstPostReturned] = NoticeKind.FirstPostReturned,
        [LetterKind.ConcernSeen] = NoticeKind.ConcernSeen,
    }.ToFrozenDictionary();

    /// <summary>As what a letter is told on the site; null where it is not, or by something of its own.</summary>
    public static NoticeKind? Of(LetterKind kind) => kinds.TryGetValue(kind, out var notice) ? notice : null;

    /// <summary>The kinds of notices that go into digests with these topics. What discussions bring is put together by itself.</summary>
    public static IReadOnlyList<NoticeKind> KindsOf(MailTopics topics) =>
    [
        .. kinds.Where(k => (k.Key.Topic() & topics & MailTopicSets.CanWait) != MailTopics.None).Select(k => k.Value).Distinct(),
        .. (topics & MailTopics.Sessions) == MailTopics.None ? [] : (NoticeKind[])[NoticeKind.AgreementProposed, NoticeKind.AgreementRenewed, NoticeKind.AgreementLookDue],
        .. (topics & (MailTopics.Sessions | MailTopics.Committee)) == MailTopics.None ? [] : (NoticeKind[])[NoticeKind.PollAsked, NoticeKind.PollReminder, NoticeKind.PollChosen, NoticeKind.PollWithdrawn],
        .. (topics & MailTopics.Replies) == MailTopics.None ? [] : (NoticeKind[])[NoticeKind.WideningAsked],
    ];

    /// <summary>As what a member chooses about such notices by mail.</summary>
    /// <param name="ofGroup">Whether it is of a group.</param>
    public static MailTopics TopicOf(NoticeKind kind, bool ofGroup) => kind switch
    {
        NoticeKind.WideningAsked => MailTopics.Replies,
        NoticeKind.AgreementProposed or NoticeKind.AgreementRenewed or NoticeKind.AgreementLookDue => MailTopics.Sessions,
        NoticeKind.PollAsked or NoticeKind.PollReminder or NoticeKind.PollChosen or NoticeKind.PollWithdrawn => ofGroup ? MailTopics.Sessions : MailTopics.Committee,
        _ => kinds.Where(k => k.Value == kind).Select(k => k.Key.Topic()).FirstOrDefault(),
    };

    /// <summary>Makes the notices of what a letter tells. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task Tell(Id<Occasion> id)
    {
        // Taken back before it was told.
        if (await db.Occasions.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id) is not { } occasion || Of(occasion.Kind) is not { } kind) return;
        if (await AboutOf(occasion) is not { } about) return;
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<LetterDesk>().TellsOnSite = true;
        var recipients = await scope.ServiceProvider.GetRequiredKeyedService<Composer>(occasion.Kind).Recipients(occasion);
        var now = clock.Now();
        // Who has not read the last one reads the newest instead.
        await db.Notices.Where(n => n.Kind == kind && n.ReadAt == null && n.MeetingId == about.Meeting && n.GroupId == about.Group && n.Item == about.Item && EF.Parameter(recipients).Contains(n.Recipient)).ExecuteDeleteAsync();
        foreach (var recipient in recipients)
        {
            db.Notices.Add(Notice.OfLetter(recipient, kind, occasion.Id.Value, about, now));
            db.NoticesChanged(new Id<Domain.Members.Member>(recipient), now);
        }
    }

    /// <summary>What an occasion is about; null where that is gone.</summary>
    async Task<NoticeSubject?> AboutOf(Occasion occasion)
    {
        var item = occasion.Item;
        switch (occasion.Kind)
        {
            case LetterKind.SeatAsked or LetterKind.SeatAnswered or LetterKind.SeatEnded:
                var request = new Id<SeatRequest>(item);
                return OfMeeting(await db.Set<SeatRequest>().Where(r => r.Id == request).Select(r => (Id<QuarterlyMeeting>?)r.MeetingId).SingleOrDefaultAsync());
            case LetterKind.SeatFound:
                var rsvp = new Id<Rsvp>(item);
                return OfMeeting(await db.Rsvps.Where(r => r.Id == rsvp).Select(r => (Id<QuarterlyMeeting>?)r.MeetingId).SingleOrDefaultAsync());
            case LetterKind.SessionMoved or LetterKind.SessionCancelled:
                var change = new Id<SessionChange>(item);
                return OfGroup(await db.SessionSeries.Where(s => s.Changes.Any(c => c.Id == change)).Select(s => (Id<Group>?)s.GroupId).SingleOrDefaultAsync(), item);
            case LetterKind.SessionsPlanned or LetterKind.SessionsEnded:
                var series = new Id<SessionSeries>(item);
                return OfGroup(await db.SessionSeries.Where(s => s.Id == series).Select(s => (Id<Group>?)s.GroupId).SingleOrDefaultAsync());
            case LetterKind.GroupPlace or LetterKind.GroupInvited or LetterKind.GroupQuestion or LetterKind.GroupRequest or LetterKind.GroupAsleep:
                var group = new Id<Group>(item);
                return await db.Groups.AnyAsync(g => g.Id == group) ? new NoticeSubject(Group: group) : null;
            case LetterKind.MeetingAnnounced or LetterKind.MeetingInvited or LetterKind.MeetingMoved or LetterKind.MeetingChanged or LetterKind.MeetingPostponed or LetterKind.MeetingCancelled
                or LetterKind.MinutesPublished or LetterKind.SeatEmpty or LetterKind.ChecklistDue or LetterKind.HandOverOffered:
                var meeting = new Id<QuarterlyMeeting>(item);
                return await db.Meetings.AnyAsync(m => m.Id == meeting) ? new NoticeSubject(Meeting: meeting) : null;
            default:
                return new NoticeSubject(Item: item);
        }

        static NoticeSubject? OfMeeting(Id<QuarterlyMeeting>? id) => id is null ? null : new NoticeSubject(Meeting: id);

        static NoticeSubject? OfGroup(Id<Group>? id, Guid? item = null) => id is null ? null : new NoticeSubject(Group: id, Item: item);
    }
}
