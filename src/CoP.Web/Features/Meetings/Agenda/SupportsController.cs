using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>"I would like that too": a count, and no names.</summary>
public sealed class SupportsController(CopDb db, CurrentMember me, ChangeAgenda change, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpPost("/meetings/{id}/agenda/items/{item}/support")]
    public Task<IActionResult> Support(Id<QuarterlyMeeting> id, Id<AgendaItem> item) => Put(id, item, supported: true);

    [HttpDelete("/meetings/{id}/agenda/items/{item}/support")]
    public Task<IActionResult> Withdraw(Id<QuarterlyMeeting> id, Id<AgendaItem> item) => Put(id, item, supported: false);

    async Task<IActionResult> Put(Id<QuarterlyMeeting> id, Id<AgendaItem> item, bool supported)
    {
        var done = await change.Of(id, ledOnly: false, async (meeting, agenda, now) =>
        {
            if (agenda.Items.FirstOrDefault(i => i.Id == item && i.Kind == AgendaKind.Proposed) is not { } found) return false;
            var token = db.Seals.SupporterOf(item, me.Id);
            var before = await db.AgendaSupports.SingleOrDefaultAsync(s => s.ItemId == item && s.Token == token);
            if (before is not null == supported) return true;
            agenda.Support(meeting, found, found.Proposer == db.Seals.ProposerOf(item, me.Id), now);
            if (before is null) db.AgendaSupports.Add(new AgendaSupport(item, token));
            else db.AgendaSupports.Remove(before);
            return true;
        });
        if (!done) return NotFound();
        this.Say(texts[supported ? "agenda.supported.said" : "agenda.unsupported.said"]);
        return Redirect($"/meetings/{id}/agenda#i-{item}");
    }
}
