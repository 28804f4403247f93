using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.Talks;

/// <summary>The discussion of a meeting, where the reader may see it.</summary>
/// <param name="IsThere">Whether there is one at all: nobody opens a second.</param>
public sealed record TalkLine(MeetingHead Meeting, bool IsThere, string? Title, string? Address, int Replies);

/// <summary>Opens the discussion of a meeting, for all members, and finds one from the other.</summary>
public sealed class OpenTalk(CopDb db, CurrentMember me, OpenThread open, TimeProvider clock, IStringLocalizer<AfterText> texts, IStringLocalizer<MeetingsText> meetings)
{
    /// <summary>The space for them all; laid when the first is opened.</summary>
    public const string Space = "quarterly-meetings";

    /// <summary>Where it is: the one that is there, or a new one. Null where the member keeps no such meeting.</summary>
    public Task<string?> Of(Id<QuarterlyMeeting> id) => db.Write(async () =>
    {
        // Held: of two who open it at once, the second finds the first's.
        if (await db.Meetings.ForUpdate(id, m => m.KeptBy(me.Viewer)) is not { AnnouncedAt: not null } meeting) return null;
        if (await db.MeetingTalks.Where(t => t.MeetingId == id).Select(t => (Id<Thread>?)t.ThreadId).SingleOrDefaultAsync() is { } there) return $"/threads/{there}";
        await LaySpace();
        var title = meeting.Topic ?? meetings.Title(meeting.Kind, meeting.Quarter);
        var input = new ThreadInput
        {
            Space = Space,
            Kind = ThreadKind.Question,
            Audience = nameof(AudienceKind.AllMembers),
            Language = Languages.Current,
            Title = texts["talk.thread.title", title],
            Body = texts["talk.thread.body", $"/meetings/{id}"],
            FormKey = Guid.NewGuid().ToString(),
        };
        var posted = await open.By(me.Viewer, input);
        db.MeetingTalks.Add(new MeetingTalk(id, posted.ThreadId));
        return ThreadAddress.Of(posted.ThreadId, input.Title);
    });

    public async Task<TalkLine> Line(MeetingHead head)
    {
        if (await db.MeetingTalks.AsNoTracking().SingleOrDefaultAsync(t => t.MeetingId == head.Id) is not { } talk) return new(head, false, null, null, 0);
        var thread = await db.Threads.VisibleTo(db, me.Viewer).Where(t => t.Id == talk.ThreadId && t.RemovedAt == null && t.HiddenUntil == null).Select(t => new { t.Id, t.Title, t.ReplyCount }).SingleOrDefaultAsync();
        return thread is null ? new(head, true, null, null, 0) : new(head, true, thread.Title, ThreadAddress.Of(thread.Id, thread.Title), thread.ReplyCount);
    }

    /// <summary>The meeting whose discussion a thread is; null where it is none, or the reader does not see the meeting.</summary>
    public Task<MeetingHead?> MeetingOf(Id<Thread> thread) => db.MeetingTalks.AsNoTracking().Where(t => t.ThreadId == thread).Join(db.Meetings.VisibleTo(me.Viewer), t => t.MeetingId, m => m.Id, (_, m) => m)
        .Select(m => new MeetingHead(m.Id, m.Kind, m.Quarter, m.Host, m.Topic, m.Slot, false)).SingleOrDefaultAsync();

    async Task LaySpace()
    {
        // The first space stands for all that are not there yet.
        if (await db.Spaces.OrderBy(s => s.Order).Select(s => (Id<Space>?)s.Id).FirstOrDefaultAsync() is { } first) await db.Lock("Spaces", first.Value);
        if (await db.Spaces.AnyAsync(s => s.Slug == Space)) return;
        var last = await db.Spaces.MaxAsync(s => (int?)s.Order) ?? 0;
        db.Spaces.Add(NewSpace(last + 1, clock.Now()));
        await db.SaveChangesAsync();
    }

    /// <summary>The space for the discussions of meetings, as it is laid.</summary>
    public static Space NewSpace(int order, Instant now) => new(
        Id<Space>.New(now), Space, order, new("Quarterly meetings", "Reuniones trimestrales"),
        new("What came up at our meetings, and what we take from them.", "Lo que surgió en nuestras reuniones y lo que nos llevamos de ellas."));
}
