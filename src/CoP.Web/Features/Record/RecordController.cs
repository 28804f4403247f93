using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Record;

/// <summary>A member's own record. Nobody else's exists here.</summary>
[OwnEyes]
public sealed class RecordController(MyRecord mine, RecordPages pages, IStringLocalizer<RecordText> texts) : Controller
{
    [HttpGet("/record")]
    public async Task<IActionResult> Index(int page = 1) => View(await pages.Front(page));

    [HttpDelete("/record")]
    public async Task<IActionResult> Erase()
    {
        await mine.Erase();
        this.Say(texts["said.erased"]);
        return Redirect("/record");
    }

    /// <summary>Where the record of meetings was, before there was one for everything.</summary>
    [HttpGet("/meetings/mine")]
    public IActionResult Moved() => RedirectPermanent("/record");
}
