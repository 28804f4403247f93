using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Records;

/// <summary>The meetings that a member was at, as they alone know it.</summary>
public sealed class RecordsController(CopDb db, CurrentMember me, IStringLocalizer<MeetingsText> texts) : Controller
{
    [HttpGet("/meetings/mine")]
    public async Task<IActionResult> Index()
    {
        var owner = db.Seals.OwnerOf(me.Id);
        var kept = (await db.AttendanceRecords.AsNoTracking().Where(r => r.Owner == owner).ToListAsync()).ConvertAll(db.Seals.Open);
        var meetings = await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).Where(m => kept.Contains(m.Id)).OrderByDescending(m => m.Slot.Start)
            .Select(m => new RecordRow(m.Id, m.Kind, m.Quarter, m.Topic, m.Slot)).ToListAsync();
        return View(meetings);
    }

    [HttpDelete("/meetings/mine/{id}")]
    public async Task<IActionResult> Remove(Id<QuarterlyMeeting> id)
    {
        var mark = db.Seals.Record(id, me.Id).Mark;
        var removed = await db.Write(async () =>
        {
            if (await db.AttendanceRecords.SingleOrDefaultAsync(r => r.Mark == mark) is not { } record) return false;
            db.AttendanceRecords.Remove(record);
            return true;
        });
        if (!removed) return NotFound();
        this.Say(texts["record.removed.said"]);
        return Redirect("/meetings/mine");
    }
}

public sealed record RecordRow(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, string? Topic, LocalSlot Slot);
