using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Reminders.Outbox;

/// <summary>Mail on its way, and mail that did not arrive: that a mailbox is gone, or a server refuses us, is for a person to see and to mend.</summary>
[Authorize(Policies.Steward)]
public sealed class OutboxController(CopDb db, OutboxPages pages, CurrentMember me, Doorbell doorbell, TimeProvider clock, IStringLocalizer<OutboxText> texts) : Controller
{
    const string Path = "/steering/mail";

    [HttpGet(Path)]
    public async Task<IActionResult> Index(Id<Letter>? before) => View("Index", await pages.Outbox(before));

    [HttpGet(Path + "/sent")]
    public async Task<IActionResult> Sent(Id<Letter>? before) => View("Sent", await pages.Sent(before));

    [HttpPost(Path + "/test")]
    public async Task<IActionResult> Test()
    {
        var now = clock.Now();
        await db.Write(() =>
        {
            db.Tell(Occasion.Of(LetterKind.Test, Guid.NewGuid(), 0, now, me.Id));
            return Task.CompletedTask;
        });
        this.Say(texts["test.done"]);
        return Redirect(Path);
    }

    [HttpPost(Path + "/{id}/retry")]
    public Task<IActionResult> Retry(Id<Letter> id) => OfLetter(id, "retried", async letter =>
    {
        var who = new Id<Member>(letter.Recipient);
        // Whoever wants it tried again knows, or hopes, that the address is good.
        if (await db.AddressStandings.SingleOrDefaultAsync(s => s.MemberId == who) is { } standing) standing.TryAgain();
        return letter.Retry(clock.Now());
    });

    [HttpPost(Path + "/{id}/drop")]
    public Task<IActionResult> Drop(Id<Letter> id) => OfLetter(id, "dropped", async letter =>
    {
        if (!letter.Drop(clock.Now())) return false;
        if (!pages.IsOnRecord(await db.Occasions.Where(o => o.Id == letter.OccasionId).Select(o => o.Kind).SingleAsync())) db.Letters.Remove(letter);
        return true;
    });

    [HttpPost(Path + "/occasions/{id}/retry")]
    public Task<IActionResult> RetryOccasion(Id<Occasion> id) => OfOccasion(id, "retried", occasion => occasion.Retry(clock.Now()));

    [HttpPost(Path + "/occasions/{id}/drop")]
    public Task<IActionResult> DropOccasion(Id<Occasion> id) => OfOccasion(id, "dropped", occasion => occasion.Drop(clock.Now()));

    Task<IActionResult> OfLetter(Id<Letter> id, string said, Func<Letter, Task<bool>> what) =>
        Done(said, async () => await db.Letters.ForUpdate(id) is { } letter ? await what(letter) : null);

    Task<IActionResult> OfOccasion(Id<Occasion> id, string said, Func<Occasion, bool> what) =>
        Done(said, async () => await db.Occasions.ForUpdate(id) is { } occasion ? what(occasion) : null);

    async Task<IActionResult> Done(string said, Func<Task<bool?>> what)
    {
        if (await db.Write(what) is not { } done) return NotFound();
        doorbell.Ring();
        this.Say(texts[done ? said : "gone"]);
        return Redirect(Path);
    }
}
