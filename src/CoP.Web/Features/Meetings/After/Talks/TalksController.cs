using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.Talks;

public sealed class TalksController(OpenTalk open, Rules rules, IStringLocalizer<AfterText> texts) : Controller
{
    [HttpPost("/meetings/{id}/discussion")]
    public async Task<IActionResult> Open(Id<QuarterlyMeeting> id)
    {
        try
        {
            if (await open.Of(id) is not { } address) return NotFound();
            this.Say(texts["talk.said"]);
            return Redirect(address);
        }
        catch (RuleBrokenException broken)
        {
            // A standstill, a pause, too much written: said on the page that one came from.
            this.Say(rules.Explain(broken));
            return Redirect($"/meetings/{id}");
        }
    }
}
