using CoP.Web.Features.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Notices.Notices;

/// <summary>What a member was told, the newest first.</summary>
public sealed class NoticesController(MyNotices notices, IStringLocalizer<NoticesText> texts) : Controller
{
    [HttpGet("/notices")]
    public async Task<IActionResult> Index(string? before) => View(await notices.List(before));

    /// <summary>For the bell on a page that is open.</summary>
    [HttpGet("/notices/count")]
    public async Task<IActionResult> Count() => Json(await notices.Unread());

    [HttpPost("/notices/read")]
    public async Task<IActionResult> Read(long? until)
    {
        if (until is not { } ticks || ticks < 0 || ticks > Instant.MaxValue.ToUnixTimeTicks()) return BadRequest();
        await notices.ReadAll(Instant.FromUnixTimeTicks(ticks));
        this.Say(texts["read.said"]);
        return Redirect("/notices");
    }
}
