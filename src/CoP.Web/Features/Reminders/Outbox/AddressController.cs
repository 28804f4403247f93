using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Reminders.Outbox;

/// <summary>A member whose address was refused wants it tried again.</summary>
public sealed class AddressController(CopDb db, CurrentMember me, TimeProvider clock, IStringLocalizer<OutboxText> texts) : Controller
{
    // What was not sent for that, and is so fresh that it may still be of use; the letters themselves know whether it is.
    static readonly Duration fresh = Duration.FromDays(7);

    [HttpPost("/preferences/address/retry")]
    public async Task<IActionResult> Retry()
    {
        var (now, id) = (clock.Now(), me.Id);
        await db.Write(async () =>
        {
            await db.Lock("Members", id.Value);
            if (await db.AddressStandings.SingleOrDefaultAsync(s => s.MemberId == id) is not { RefusedAt: not null } standing) return;
            standing.TryAgain();
            var since = now - fresh;
            var kept = await db.Letters.Where(l => l.Recipient == id.Value && l.State == LetterState.Void && l.Outcome == nameof(VoidReason.AddressRefused) && l.FinishedAt > since).Select(l => l.Id).ToListAsync();
            foreach (var letter in kept) (await db.Letters.ForUpdate(letter))!.Revive(now);
            db.Tell(Occasion.Of(LetterKind.Test, Guid.NewGuid(), 0, now, id));
        });
        this.Say(texts["unreached.retried"]);
        return Redirect("/preferences");
    }
}
