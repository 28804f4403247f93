using System.ComponentModel.DataAnnotations;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Features.Polls.Guests;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Polls.Polls;

/// <summary>What becomes of a time in a group.</summary>
public sealed class CloseInput
{
    [Required] public Id<PollSlot>? Slot { get; set; }

    /// <summary>How often the group meets from then on; null meets once.</summary>
    public Rhythm? Rhythm { get; set; }

    /// <summary>The last day of the series; null for no such end.</summary>
    public LocalDate? LastDay { get; set; }

    /// <summary>How many sessions are shown before it is agreed.</summary>
    public const int Previewed = 10;

    /// <summary>What it comes to; null where the poll has no such time.</summary>
    public SeriesPlan? Plan(Poll poll) => poll.Slots.FirstOrDefault(s => s.Id == Slot) is not { Slot: var first } ? null
        : Rhythm is { } rhythm ? new SeriesPlan(first, rhythm, LastDay)
        : new SeriesPlan(first, Domain.Calendars.Rhythm.Weekly, Times: 1);

    public static string FieldOf(RuleBrokenException broken) => "Close." + broken.Key switch
    {
        "recurrence.end" or "recurrence.far" => nameof(LastDay),
        "recurrence.fifth" or "recurrence.last" or "recurrence.rhythm" => nameof(Rhythm),
        _ => nameof(Slot),
    };
}

/// <summary>A poll for one of those who are asked.</summary>
/// <param name="Keeps">The reader may change it, invite guests and withdraw it.</param>
/// <param name="Chooses">The reader may choose a time.</param>
/// <param name="HasSeries">The group has sessions planned that a new series takes the place of.</param>
public sealed record PollPage(Availability Asked, PollFace Face, string By, bool Keeps, bool Chooses, bool HasSeries, ProposalInput Proposal, DeadlineInput Deadline, CloseInput Close, NewGuestInput Guest)
{
    public bool IsOfGroup => Asked.About.GroupId is not null;

    /// <summary>What the choice would come to; null before it was asked for.</summary>
    public IReadOnlyList<PreviewLine>? Preview { get; init; }
}

/// <summary>One line of a list of polls.</summary>
public sealed record PollRow(Id<Poll> Id, string Title, string Language, Instant ClosesAt, PollState State, LocalSlot? Chosen, bool HasAnswered, bool TakesVotes);

/// <summary>Reads polls as those see them who are asked.</summary>
public sealed class PollPages(CopDb db, CurrentMember me, TimeProvider clock, AvailabilitySight sight)
{
    const int EndedShown = 3;

    public async Task<PollPage?> Find(Id<Poll> id)
    {
        if (await sight.Find(id, me.Viewer) is not { } asked) return null;
        var (poll, group, now) = (asked.Poll, asked.About.GroupId, clock.Now());
        var chooses = poll.State == PollState.Open && asked.IsChosenBy(me.Id);
        var face = (await Face(asked, me.Id.AsVoter(), $"/polls/{id}")) with
        {
            Names = group is null ? null : asked.Members.ToDictionary(m => m.Id.AsVoter(), m => m.Name),
            Choosing = chooses && group is null ? poll.Version : null,
        };
        var by = await db.Members.Where(m => m.Id == poll.ById).Select(m => m.Name).SingleAsync();
        var hasSeries = chooses && group is { } of && (await db.SessionSeries.AsNoTracking().Include(s => s.Changes).Where(s => s.GroupId == of).ToListAsync()).Exists(s => s.Schedule.HasAnyAfter(now));
        return new(asked, face, by, poll.State == PollState.Open && asked.IsKeptBy(me.Id), chooses, hasSeries, new(), new() { Until = LastDay(asked) }, new() { Slot = face.Results[0].Slot.Id }, new());
    }

    /// <summary>What is the same for whoever answers.</summary>
    public async Task<PollFace> Face(Availability asked, Id<Voter> voter, string path) => new(
        path, asked.Poll, asked.Poll.TakesVotes(clock.Now()), asked.Asked, asked.Answered, asked.Poll.Rank(asked.Counts, await sight.Claims(asked)), VoteInput.Of(asked.Poll, voter), asked.Poll.HasAnswered(voter))
    {
        Remarks = [.. asked.Poll.Remarks.Where(r => asked.Counts(r.VoterId))],
        IsFair = asked.About.GroupId is not null,
    };

    /// <summary>What is open, the next deadline first, and what ended last. Whoever calls has made sure that the reader is in the group or on the committee.</summary>
    public async Task<IReadOnlyList<PollRow>> Of(Id<Domain.CoReflection.Group>? group)
    {
        var polls = await db.AvailabilityPolls.AsNoTracking().VisibleTo(db, me.Viewer).Where(a => a.GroupId == group).Join(db.Polls, a => a.PollId, p => p.Id, (a, p) => new { About = a, p.Id, p.State, p.ClosesAt }).ToListAsync();
        var shown = polls.Where(p => p.State == PollState.Open).OrderBy(p => p.ClosesAt).Concat(polls.Where(p => p.State != PollState.Open).OrderByDescending(p => p.ClosesAt).Take(EndedShown)).ToList();
        var ids = shown.Select(p => p.Id).ToArray();
        var whole = await db.Polls.AsNoTracking().AsSplitQuery().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id);
        return [.. shown.Select(s => Row(whole[s.Id], s.About))];
    }

    PollRow Row(Poll poll, AvailabilityPoll about) =>
        new(poll.Id, about.Title, about.Language, poll.ClosesAt, poll.State, poll.Slots.FirstOrDefault(s => s.Id == poll.ChosenId)?.Slot, poll.HasAnswered(me.Id.AsVoter()), poll.TakesVotes(clock.Now()));

    static LocalDate LastDay(Availability asked) => (asked.Poll.ClosesAt - Duration.FromTicks(1)).InZone(DateTimeZoneProviders.Tzdb[asked.About.ZoneId]).Date;
}
