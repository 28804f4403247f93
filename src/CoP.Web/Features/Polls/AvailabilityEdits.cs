using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Notices;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Features.Polls.Polls;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;

namespace CoP.Web.Features.Polls;

/// <summary>Asks "when?", takes answers, and makes of the time that is chosen a session, a series, or in the committee a date that is known.</summary>
public sealed class AvailabilityEdits(CopDb db, CurrentMember me, TimeProvider clock, AvailabilitySight sight)
{
    /// <summary>How many polls one group, or the committee, may have open at once.</summary>
    public const int OpenAtMost = 5;

    /// <returns>Null where the reader is not in the group, or not on the committee.</returns>
    /// <exception cref="RuleBrokenException"><c>poll.open.many</c>. And those of the poll.</exception>
    public Task<Id<Poll>?> Ask(Id<Group>? group, AvailabilityPoll about, IEnumerable<LocalSlot> slots, LocalDate until) => db.Write(async () =>
    {
        // Held, so that whoever leaves just now has left or has asked.
        if (group is { } of ? await db.Groups.ForUpdate(of, g => g.InsideFor(me.Viewer)) is null : !me.Viewer.IsCommittee) return (Id<Poll>?)null;
        var now = clock.Now();
        if (await db.AvailabilityPolls.CountAsync(a => a.GroupId == group && db.Polls.Any(p => p.Id == a.PollId && p.State == PollState.Open)) >= OpenAtMost) throw new RuleBrokenException("poll.open.many", OpenAtMost);
        var poll = new Poll(about.PollId, slots, about.EndOf(until), me.Id, now);
        db.Polls.Add(poll);
        db.AvailabilityPolls.Add(about);
        db.Tell(Occasion.Of(group is null ? LetterKind.CommitteePollOpened : LetterKind.GroupPollOpened, poll.Id.Value, poll.Version, now));
        Notify(await sight.Asked(group), NoticeKind.PollAsked, poll.Id, now);
        return poll.Id;
    });

    /// <returns>False where the reader is not asked.</returns>
    /// <exception cref="RuleBrokenException">As <see cref="VoteInput.Cast"/>.</exception>
    public Task<bool> Answer(Id<Poll> id, VoteInput input) => Locked(id, async poll =>
    {
        if (!await sight.Sees(id, me.Viewer)) return false;
        input.Cast(poll, me.Id.AsVoter(), clock.Now());
        return true;
    });

    /// <summary>The same for a guest, who says who they are with it.</summary>
    /// <returns>False where there is no such guest any more.</returns>
    /// <exception cref="RuleBrokenException">As <see cref="VoteInput.Cast"/> and <see cref="PollGuest.Introduce"/>.</exception>
    public async Task<bool> Answer(Id<PollGuest> id, string? name, string zone, VoteInput input) =>
        await db.PollGuests.Where(g => g.Id == id).Select(g => (Id<Poll>?)g.PollId).SingleOrDefaultAsync() is { } which && await Locked(which, async poll =>
        {
            if (await db.PollGuests.ForUpdate(id) is not { WithdrawnAt: null } guest) return false;
            guest.Introduce(name, zone);
            input.Cast(poll, id.AsVoter(), clock.Now());
            return true;
        });

    /// <returns>False where there is no such poll, or it is not the reader's to change.</returns>
    /// <exception cref="RuleBrokenException">Those of the verb.</exception>
    public Task<bool> Change(Id<Poll> id, Action<Poll, AvailabilityPoll, Instant> change) => Kept(id, asked => asked.IsKeptBy(me.Id), (poll, asked) =>
    {
        change(poll, asked.About, clock.Now());
        return Task.CompletedTask;
    });

    /// <summary>Ends it without a time, and everyone who was asked is told.</summary>
    public Task<bool> Withdraw(Id<Poll> id) => Kept(id, asked => asked.IsKeptBy(me.Id), (poll, asked) =>
    {
        poll.Withdraw();
        TellEnd(poll, asked, NoticeKind.PollWithdrawn, asked.About.GroupId is null ? LetterKind.CommitteePollClosed : LetterKind.GroupPollWithdrawn);
        return Task.CompletedTask;
    });

    /// <summary>Makes a time known to the committee and its guests.</summary>
    public Task<bool> Choose(Id<Poll> id, Id<PollSlot> slot) => Kept(id, asked => asked.About.GroupId is null && asked.IsChosenBy(me.Id), (poll, asked) =>
    {
        poll.Choose(slot, clock.Now());
        TellEnd(poll, asked, NoticeKind.PollChosen, LetterKind.CommitteePollClosed);
        return Task.CompletedTask;
    });

    /// <summary>Makes of a time the sessions of the group: a series from then on, or one session more. In one transaction with the end of the poll; the letter is that of any new sessions.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Poll.Choose"/>, <see cref="Group.Plan"/> and <see cref="Group.MeetOnce"/>.</exception>
    public Task<bool> Close(Id<Poll> id, CloseInput input) => Kept(id, asked => asked.About.GroupId is not null && asked.IsChosenBy(me.Id), async (poll, asked) =>
    {
        var (group, now) = ((await db.Groups.ForUpdate(asked.About.GroupId!.Value, g => g.Whole()))!, clock.Now());
        var slot = poll.Choose(input.Slot!.Value, now).Slot;
        var series = input.Rhythm is null ? group.MeetOnce(slot, me.Id, now) : group.Plan(input.Plan(poll)!, me.Id, now);
        TellEnd(poll, asked, NoticeKind.PollChosen, null);
        db.Tell(Occasion.Of(LetterKind.SessionsPlanned, series.Id.Value, series.Sequence, now));
    });

    /// <summary>Invites somebody without an account to a poll of the committee.</summary>
    /// <returns>False where there is no such poll.</returns>
    /// <exception cref="RuleBrokenException">As of a new <see cref="PollGuest"/>; <c>poll.guests</c>: there are <see cref="AvailabilityPoll.GuestsAtMost"/>; <c>poll.guest.again</c>; <c>poll.closed</c>.</exception>
    public Task<bool> Invite(Id<Poll> id, string email, string language) => Kept(id, OfCommittee, (poll, asked) =>
    {
        var now = clock.Now();
        if (!poll.TakesVotes(now)) throw new RuleBrokenException("poll.closed");
        var guest = new PollGuest(Id<PollGuest>.New(now), id, email, language, me.Id, now);
        if (asked.Guests.Count >= AvailabilityPoll.GuestsAtMost) throw new RuleBrokenException("poll.guests", AvailabilityPoll.GuestsAtMost);
        if (asked.Guests.Any(g => g.Email == guest.Email)) throw new RuleBrokenException("poll.guest.again");
        db.PollGuests.Add(guest);
        db.Tell(Occasion.Of(LetterKind.GuestPollOpened, guest.Id.Value, 1, now));
        return Task.CompletedTask;
    });

    /// <summary>Takes an invitation back; the answers that came with it no longer count.</summary>
    public Task<bool> Uninvite(Id<Poll> id, Id<PollGuest> guest) => Kept(id, asked => OfCommittee(asked) && asked.Guests.Any(g => g.Id == guest), async (_, _) =>
        (await db.PollGuests.ForUpdate(guest))!.Withdraw(clock.Now()));

    bool OfCommittee(Availability asked) => asked.About.GroupId is null && asked.IsKeptBy(me.Id);

    Task<bool> Kept(Id<Poll> id, Func<Availability, bool> may, Func<Poll, Availability, Task> change) => Locked(id, async poll =>
    {
        if (!await sight.Sees(id, me.Viewer) || await sight.Find(id, poll) is not { } asked || !may(asked)) return false;
        await change(poll, asked);
        return true;
    });

    // One after the other: of answers at the same moment none is written over, and pages hear of each.
    Task<bool> Locked(Id<Poll> id, Func<Poll, Task<bool>> change) => db.Write(async () =>
    {
        if (await db.Polls.ForUpdate(id, polls => polls.AsSplitQuery()) is not { } poll || !await change(poll)) return false;
        db.Changed(LiveTopics.Poll(id), poll.LiveVersion);
        return true;
    });

    void TellEnd(Poll poll, Availability asked, NoticeKind notice, LetterKind? letter)
    {
        var now = clock.Now();
        if (letter is { } kind) db.Tell(Occasion.Of(kind, poll.Id.Value, poll.Version, now));
        foreach (var guest in asked.Guests) db.Tell(Occasion.Of(LetterKind.GuestPollClosed, guest.Id.Value, poll.Version, now));
        Notify(asked.Members, notice, poll.Id, now);
    }

    void Notify(IEnumerable<AskedMember> members, NoticeKind kind, Id<Poll> poll, Instant now)
    {
        foreach (var member in members.Where(m => m.Id != me.Id)) db.Notify(member.Id, kind, poll, now);
    }
}
