using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Records;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Record.Came;

/// <summary>"I came", said on the page of a session or a meeting: it goes into the member's own record and nowhere else.</summary>
[OwnEyes]
public sealed class CameController(CopDb db, MyRecord mine, CurrentMember me, TimeProvider clock, IStringLocalizer<RecordText> texts, IStringLocalizer<MeetingsText> meetings) : Controller
{
    [HttpPost("/groups/{id}/sessions/{key}/record")]
    public async Task<IActionResult> CameToSession(Id<Group> id, SessionKey key)
    {
        if (await Group(id, key) is not { } group) return NotFound();
        await mine.Change(record => record.Came(group, key.Original, clock.Now()));
        return Done("said.came", $"/groups/{id}/sessions/{key}");
    }

    [HttpDelete("/groups/{id}/sessions/{key}/record")]
    public async Task<IActionResult> NotToSession(Id<Group> id, SessionKey key)
    {
        if (await Group(id, key) is null || !await mine.Change(record => record.Find(id, key.Original) is { } entry && record.Remove(entry.Id))) return NotFound();
        return Done("said.removed", $"/groups/{id}/sessions/{key}");
    }

    [HttpPost("/meetings/{id}/record")]
    public async Task<IActionResult> CameToMeeting(Id<QuarterlyMeeting> id)
    {
        if (await Meeting(id) is not { } meeting) return NotFound();
        await mine.Change(record => record.Came(meeting, meetings.NameOf(meeting), clock.Now()));
        return Done("said.came", $"/meetings/{id}");
    }

    [HttpDelete("/meetings/{id}/record")]
    public async Task<IActionResult> NotToMeeting(Id<QuarterlyMeeting> id)
    {
        if (await Meeting(id) is null || !await mine.Change(record => record.Find(id) is { } entry && record.Remove(entry.Id))) return NotFound();
        return Done("said.removed", $"/meetings/{id}");
    }

    async Task<Group?> Group(Id<Group> id, SessionKey key) =>
        await db.Groups.AsNoTracking().InsideFor(me.Viewer).Whole().SingleOrDefaultAsync(g => g.Id == id) is { } group && group.Find(key.Original) is not null ? group : null;

    Task<QuarterlyMeeting?> Meeting(Id<QuarterlyMeeting> id) => db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id);

    RedirectResult Done(string said, string path)
    {
        this.Say(texts[said]);
        return Redirect(path + "#record");
    }
}
