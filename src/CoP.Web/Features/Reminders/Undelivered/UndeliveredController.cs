using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Reminders.Undelivered;

public sealed record UndeliveredRow(Id<Letter> Id, LetterKind Kind, string? Name, string? Reply, Instant At);

public sealed record UndeliveredPage(int Waiting, IReadOnlyList<UndeliveredRow> Rows);

/// <summary>Letters that did not arrive: that a mailbox is gone is for a person to see and to mend.</summary>
[Authorize(Policies.Committee)]
public sealed class UndeliveredController(CopDb db, Doorbell doorbell, TimeProvider clock, IStringLocalizer<RemindersText> texts) : Controller
{
    const int Shown = 100;

    [HttpGet("/steering/mail")]
    public async Task<IActionResult> List()
    {
        var letters = await (from l in db.Letters.Where(l => l.State == LetterState.Refused || l.State == LetterState.GivenUp)
                             join o in db.Occasions on l.OccasionId equals o.Id
                             orderby l.FinishedAt descending
                             select new { l.Id, o.Kind, l.Recipient, l.Outcome, At = l.FinishedAt!.Value }).Take(Shown).ToListAsync();
        var recipients = letters.ConvertAll(l => new Id<Member>(l.Recipient));
        var names = await db.Members.Where(m => recipients.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name);
        var rows = letters.ConvertAll(l => new UndeliveredRow(l.Id, l.Kind, names.GetValueOrDefault(new Id<Member>(l.Recipient)), l.Outcome, l.At));
        return View("List", new UndeliveredPage(await db.Letters.CountAsync(l => l.State == LetterState.Waiting), rows));
    }

    [HttpPost("/steering/mail/{id}/retry")]
    public async Task<IActionResult> Retry(Id<Letter> id)
    {
        var found = await db.Write(async () =>
        {
            var letter = await db.Letters.ForUpdate(id);
            letter?.Retry(clock.Now());
            return letter is not null;
        });
        if (!found) return NotFound();
        doorbell.Ring();
        this.Say(texts["failed.retried"]);
        return Redirect("/steering/mail");
    }
}
