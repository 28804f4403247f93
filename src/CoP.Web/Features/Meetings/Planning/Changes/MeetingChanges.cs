using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Planning.Changes;

/// <summary>A change whose letters wait.</summary>
/// <param name="News">What its letters will say; null where nobody is told.</param>
/// <param name="MembersKnow">Whether members knew of the meeting before everything that waits.</param>
public sealed record WaitingChange(Id<MeetingChange> Id, MeetingChangeKind Kind, string By, Instant At, Instant MailAt, MeetingNews? News, bool MembersKnow);

/// <summary>
/// Keeps what a meeting was before each change, and writes the occasion of its letters so that it waits. What follows while one waits takes its place:
/// members are told once, of what has become different since they last heard.
/// </summary>
public sealed class MeetingChanges(CopDb db)
{
    /// <summary>Writes down a change and has it told. Only inside <see cref="CopDb.Write{T}"/>, the meeting's row held.</summary>
    /// <param name="meeting">The meeting after it.</param>
    /// <param name="before">The meeting before it.</param>
    public async Task Note(QuarterlyMeeting meeting, MeetingSnapshot before, Id<Member> by, bool atOnce, Instant now)
    {
        if (meeting.Snapshot() == before || meeting.State is MeetingState.Held or MeetingState.MinutesPublished) return;
        var standing = await Standing(meeting.Id);
        var last = standing.LastOrDefault();
        // One whose letters are just being made is told by itself.
        if (last is not null && !(last.Waits(now) && await Withhold(last))) last = null;
        var change = new MeetingChange(Id<MeetingChange>.New(now), meeting, before, by, last, atOnce, now);
        db.MeetingChanges.Add(change);
        Tell(change, [.. standing, change], meeting, now);
    }

    /// <summary>Takes the latest change back. Only inside <see cref="CopDb.Write{T}"/>, the meeting's row held.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.undo.late</c>: it is not the latest, or its letters have gone. <c>meeting.done</c>.</exception>
    public async Task TakeBack(QuarterlyMeeting meeting, Id<MeetingChange> id, Instant now)
    {
        var standing = await Standing(meeting.Id);
        if (standing.LastOrDefault() is not { } change || change.Id != id || !change.Waits(now) || !await Withhold(change)) throw new RuleBrokenException("meeting.undo.late");
        meeting.Restore(change.Before, now);
        change.TakeBack(now);
        standing.Remove(change);
        // There was no invitation, so nobody has answered one: with the next they are asked like everyone else.
        if (meeting.AnnouncedAt is null) db.Rsvps.RemoveRange(await db.Rsvps.Where(r => r.MeetingId == meeting.Id).ToListAsync());
        // What it was to be told together with is told by itself again.
        if (standing.Find(c => c.Id == change.FollowsId) is { } earlier) Tell(earlier, standing, meeting, now);
    }

    /// <summary>The letters of the latest change go now. Only inside <see cref="CopDb.Write{T}"/>, the meeting's row held.</summary>
    /// <exception cref="RuleBrokenException"><c>meeting.undo.late</c>: it is not the latest, or its letters have gone.</exception>
    public async Task SendNow(QuarterlyMeeting meeting, Id<MeetingChange> id, Instant now)
    {
        var standing = await Standing(meeting.Id);
        if (standing.LastOrDefault() is not { } change || change.Id != id || !change.Waits(now) || !await Withhold(change)) throw new RuleBrokenException("meeting.undo.late");
        change.SendNow(now);
        Tell(change, standing, meeting, now);
    }

    /// <summary>The latest change, if it can still be taken back.</summary>
    public async Task<WaitingChange?> Waiting(QuarterlyMeeting meeting, Instant now)
    {
        var standing = await Standing(meeting.Id);
        if (standing.LastOrDefault() is not { } change || !change.Waits(now) || meeting.State is MeetingState.Held or MeetingState.MinutesPublished) return null;
        var root = Root(change, standing);
        var by = await db.Members.Where(m => m.Id == change.ById).Select(m => m.Name).SingleOrDefaultAsync() ?? "";
        return new(change.Id, change.Kind, by, change.At, change.MailAt, MeetingChange.News(root.Before, root.At, meeting, now), root.Before.AnnouncedAt is not null);
    }

    /// <summary>What members knew of a meeting before they were told by this occasion; null where no change made it.</summary>
    public async Task<MeetingSnapshot?> Before(Occasion occasion)
    {
        var standing = await Standing(new(occasion.Item));
        return standing.Find(c => c.OccasionId == occasion.Id.Value) is { } change ? Root(change, standing).Before : null;
    }

    Task<List<MeetingChange>> Standing(Id<QuarterlyMeeting> id) => db.MeetingChanges.Where(c => c.MeetingId == id && c.TakenBackAt == null).OrderBy(c => c.Version).ToListAsync();

    /// <summary>Takes the occasion away before letters are made of it; false where they are made already.</summary>
    async Task<bool> Withhold(MeetingChange change)
    {
        if (change.OccasionId is not { } id) return true;
        if (await db.Occasions.ForUpdate(new Id<Occasion>(id)) is not { FannedOutAt: null } occasion) return false;
        db.Occasions.Remove(occasion);
        change.ToldBy(null);
        return true;
    }

    void Tell(MeetingChange change, List<MeetingChange> standing, QuarterlyMeeting meeting, Instant now)
    {
        var root = Root(change, standing);
        if (MeetingChange.News(root.Before, root.At, meeting, now) is not { } news) return;
        var occasion = Occasion.Of(LetterOf(news), meeting.Id.Value, meeting.Sequence, Instant.Max(change.MailAt, now));
        db.Tell(occasion);
        change.ToldBy(occasion.Id.Value);
    }

    static MeetingChange Root(MeetingChange change, List<MeetingChange> standing)
    {
        while (standing.Find(c => c.Id == change.FollowsId) is { } earlier) change = earlier;
        return change;
    }

    static LetterKind LetterOf(MeetingNews news) => news switch
    {
        MeetingNews.Announced => LetterKind.MeetingAnnounced,
        MeetingNews.Moved => LetterKind.MeetingMoved,
        MeetingNews.Changed => LetterKind.MeetingChanged,
        MeetingNews.Invited => LetterKind.MeetingInvited,
        MeetingNews.Postponed => LetterKind.MeetingPostponed,
        _ => LetterKind.MeetingCancelled,
    };
}
