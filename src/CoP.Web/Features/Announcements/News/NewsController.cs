using CoP.Domain.Announcements;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Announcements.News;

/// <summary>What the committee tells, for every member.</summary>
public sealed class NewsController(CopDb db, CurrentMember me, AnnouncementPages pages, IStringLocalizer<AnnouncementsText> texts) : Controller
{
    [HttpGet("/announcements")]
    public async Task<IActionResult> Index() => View(await pages.All());

    /// <summary>The member has seen enough of it on their home page.</summary>
    [HttpPost("/announcements/{announcement}/dismissal")]
    public async Task<IActionResult> PutAway(Id<Announcement> announcement)
    {
        var there = await db.Write(async () =>
        {
            if (await db.Announcements.ForUpdate(announcement) is null) return false;
            if (!await db.Set<PutAway>().AnyAsync(p => p.AnnouncementId == announcement && p.MemberId == me.Id)) db.Add(new PutAway(announcement, me.Id));
            return true;
        });
        if (!there) return NotFound();
        this.Say(texts["putaway.said"]);
        return Redirect("/");
    }

    [HttpDelete("/announcements/{announcement}/dismissal")]
    public async Task<IActionResult> Show(Id<Announcement> announcement)
    {
        if (!await db.Announcements.AnyAsync(a => a.Id == announcement)) return NotFound();
        await db.Write(() => db.Set<PutAway>().Where(p => p.AnnouncementId == announcement && p.MemberId == me.Id).ExecuteDeleteAsync());
        this.Say(texts["shown.said"]);
        return Redirect("/announcements");
    }
}
