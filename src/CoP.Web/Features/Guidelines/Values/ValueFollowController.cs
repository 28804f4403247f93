using CoP.Domain.Guidelines;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Guidelines.Values;

/// <summary>Being told when a post cites a core value, or no longer.</summary>
public sealed class ValueFollowController(CopDb db, CurrentMember me, IStringLocalizer<GuidelinesText> texts) : Controller
{
    [HttpPost("/guidelines/values/{name}/follow")]
    public Task<IActionResult> Start(string name) => Change(name, follows: true);

    [HttpDelete("/guidelines/values/{name}/follow")]
    public Task<IActionResult> Stop(string name) => Change(name, follows: false);

    async Task<IActionResult> Change(string name, bool follows)
    {
        if (CoreValue.Find(name) is not { } value) return NotFound();
        await db.Write(async () =>
        {
            // Stands for a row that may not be there yet.
            await db.Lock("Members", me.Id.Value);
            var before = await db.Set<ValueFollow>().FindAsync(value.Slug, me.Id);
            if (follows && before is null) db.Add(new ValueFollow(me.Id, value));
            if (!follows && before is not null) db.Remove(before);
        });
        this.Say(texts[follows ? "followed.said" : "unfollowed.said"]);
        return Redirect(ValueLinks.Address(value));
    }
}
