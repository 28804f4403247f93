using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.After.Files;
using CoP.Web.Features.Meetings.After.FollowUps;
using CoP.Web.Features.Meetings.After.HandOvers;
using CoP.Web.Features.Meetings.After.Talks;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.After;

/// <summary>What the page of a meeting shows of what came after it.</summary>
/// <param name="Minutes">The minutes, as far as the reader sees them; null where there are none.</param>
/// <param name="CanHaveMinutes">Whether minutes can be begun.</param>
public sealed record AfterPage(MeetingHead Meeting, MinutesLine? Minutes, bool CanHaveMinutes, MeetingFollowUps FollowUps, IReadOnlyList<HandOverLine> HandOvers, MeetingFiles Files, TalkLine Talk);

/// <param name="Behind">The language that says something else than the other; null where both say the same.</param>
public sealed record MinutesLine(Instant? PublishedAt, IReadOnlyList<string> Languages, string? Behind);

public sealed class AfterPages(CopDb db, CurrentMember me, TimeProvider clock, FollowUpPages followUps, HandOverPages handOvers, FilePages files, OpenTalk talks)
{
    public async Task<AfterPage?> Find(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var (now, head) = (clock.Now(), MeetingHead.Of(meeting, me.Viewer));
        var minutes = await db.Minutes.AsNoTracking().SingleOrDefaultAsync(m => m.MeetingId == id);
        return new(
            head,
            minutes is null || (minutes.PublishedAt is null && !head.IsKeeper) ? null : new(
                minutes.PublishedAt, [.. minutes.Texts.Select(t => t.Language).Order(StringComparer.Ordinal)], minutes.Texts.FirstOrDefault(t => t.BehindSince is not null)?.Language),
            MeetingMinutes.CanBegin(meeting, now), await followUps.Of(meeting, head), await handOvers.Lines(meeting, head), await files.Of(head), await talks.Line(head));
    }
}
