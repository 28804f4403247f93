using CoP.Domain.Meetings;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>The form for a new poll.</summary>
/// <param name="At">Where the form is sent.</param>
public sealed record AskPage(string At, Quarter Quarter, MeetingKind Kind, IReadOnlyList<DateSuggestion> Suggestions, AskInput Input, int Asked);

/// <summary>A poll for one of those who are asked.</summary>
/// <param name="Told">How many members hear of it when the meeting moves.</param>
public sealed record PollPage(PollFace Face, Quarter Quarter, Area Host, MeetingKind Kind, QuarterlyMeeting? Meeting, bool IsCommittee, int Told, ProposalInput Proposal, DeadlineInput Deadline)
{
    public Poll Poll => Face.Poll;
}

public sealed class PollPages(CopDb db, CurrentMember me, TimeProvider clock, Ledgers ledgers, PollSight sight, SuggestDates suggest)
{
    public async Task<PollPage?> Find(Id<Poll> id)
    {
        if (await sight.Find(id, me.Id) is not { } asked) return null;
        var (poll, now) = (asked.Poll, clock.Now());
        var told = asked.Meeting?.TakesAnswers(now) == true ? CircleSizes.Rounded(await db.Members.InvitedTo(asked.Meeting, db.Rsvps).CountAsync()) : 0;
        var voter = me.Id.AsVoter();
        var face = new PollFace($"/meetings/polls/{id}", poll, poll.TakesVotes(now), await sight.Asked(asked).CountAsync(), poll.Voters.Count(), poll.Ranking, VoteInput.Of(poll, voter), poll.HasAnswered(voter))
        {
            Remarks = poll.Remarks,
            Choosing = poll.State == PollState.Open && me.Viewer.IsCommittee ? asked.Meeting?.Version ?? 0 : null,
        };
        return new(face, asked.About.Quarter, asked.Host, asked.Kind, asked.Meeting, me.Viewer.IsCommittee, told, new(), new() { Until = LastDay(poll.ClosesAt) });
    }

    /// <returns>Null where there is no such turn to plan.</returns>
    public async Task<AskPage?> Ask(Quarter quarter, AskInput? input)
    {
        if (quarter == default || quarter < ledgers.Current || quarter - ledgers.Current > Ledger.Horizon) return null;
        var asked = new AskedPoll(null!, new(default, quarter, null), null, (await ledgers.Read()).Rotation.HostOf(quarter));
        return await Ask($"/steering/meetings/turns/{quarter}/poll", quarter, asked, input);
    }

    /// <returns>Null where there is no such meeting, or where it is over.</returns>
    public async Task<AskPage?> Ask(Id<QuarterlyMeeting> id, AskInput? input)
    {
        var meeting = await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id);
        if (meeting is null || meeting.StageAt(clock.Now()) is not (MeetingStage.Scheduled or MeetingStage.Announced or MeetingStage.Postponed)) return null;
        return await Ask($"/steering/meetings/{id}/poll", meeting.Quarter, new AskedPoll(null!, new(default, meeting.Quarter, id), meeting, meeting.Host), input);
    }

    async Task<AskPage> Ask(string at, Quarter quarter, AskedPoll asked, AskInput? input)
    {
        var scene = await suggest.Scene(quarter, asked.Meeting?.Id);
        var suggestions = DateSuggestions.For(scene);
        return new(at, quarter, asked.Kind, suggestions, input ?? Fresh(suggestions, scene), await sight.Asked(asked).CountAsync());
    }

    // Ten days to answer, and less where the first time proposed is near.
    AskInput Fresh(IReadOnlyList<DateSuggestion> suggestions, DateScene scene)
    {
        var picks = suggestions.Take(3).ToList();
        var until = ledgers.Today.PlusDays(10);
        return new()
        {
            Picks = [.. picks.Select(s => DayPick.Write(s.Slot))],
            Minutes = scene.Habit.Minutes,
            Until = picks.Count == 0 ? until : LocalDate.Min(until, picks.Min(s => s.Slot.Start.Date).PlusDays(-1)),
        };
    }

    static LocalDate LastDay(Instant closesAt) => (closesAt - Duration.FromTicks(1)).InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;
}
