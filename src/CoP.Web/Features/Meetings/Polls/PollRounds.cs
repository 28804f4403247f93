using CoP.Domain.Polls;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>Has those reminded who have not answered. It keeps nothing in memory: what was told once is there as an occasion.</summary>
public sealed class PollRounds(CopDb db, TimeProvider clock)
{
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
                db.Tell(Occasion.Once(reminder.Key, LetterKind.PollReminder, id.Value, clock.Now()));
            });
    }
}
