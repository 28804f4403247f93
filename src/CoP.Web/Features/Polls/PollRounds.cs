using CoP.Domain.Discussions;
using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Polls;

/// <summary>
/// Has those reminded who have not answered, and forgets guests of polls that are long over. It keeps nothing in memory: what was told once is there as an occasion.
/// </summary>
public sealed class PollRounds(CopDb db, AvailabilitySight sight, TimeProvider clock)
{
    /// <summary>How long after the deadline it is known who was invited as a guest.</summary>
    public static readonly Duration GuestsKept = Duration.FromDays(30);

    public async Task Go()
    {
        var now = clock.Now();
        var soon = now + Poll.RemindBefore;
        foreach (var id in await db.Polls.Where(p => p.State == PollState.Open && p.ClosesAt > now && p.ClosesAt <= soon).Select(p => p.Id).ToListAsync())
            await db.Write(async () =>
            {
                if (await db.Polls.ForUpdate(id, polls => polls.AsSplitQuery()) is not { } poll || PollReminder.DueNow(poll, clock.Now()) is not { } reminder) return;
                var key = new Id<Occasion>(reminder.Key);
                if (await db.Occasions.AnyAsync(o => o.Id == key)) return;
                var asked = await sight.Find(id, poll);
                db.Tell(Occasion.Once(reminder.Key, asked is null ? LetterKind.PollReminder : asked.Group is null ? LetterKind.CommitteePollReminder : LetterKind.GroupPollReminder, id.Value, clock.Now()));
                if (asked is null) return;
                foreach (var guest in asked.Guests.Where(g => !poll.HasAnswered(g.Id.AsVoter()))) db.Tell(Occasion.Of(LetterKind.GuestPollReminder, guest.Id.Value, 1, clock.Now()));
                foreach (var member in asked.Members.Where(m => !poll.HasAnswered(m.Id.AsVoter()))) db.Notify(member.Id, NoticeKind.PollReminder, id, clock.Now());
            });
        var over = now - GuestsKept;
        foreach (var id in await db.PollGuests.Where(g => g.Email != "" && db.Polls.Any(p => p.Id == g.PollId && p.ClosesAt < over)).Select(g => g.Id).ToListAsync())
            await db.Write(async () => (await db.PollGuests.ForUpdate(id))?.Forget());
    }
}
