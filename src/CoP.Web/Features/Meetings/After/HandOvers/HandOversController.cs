using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.After.HandOvers;

/// <summary>The hand-over from one area to the next: written by who led the meeting and the committee, taken by the next facilitators.</summary>
public sealed class HandOversController(CopDb db, CurrentMember me, TimeProvider clock, HandOverPages pages, NextArea next, Rules rules, IStringLocalizer<AfterText> texts) : Controller
{
    [HttpGet("/meetings/{id}/hand-over")]
    public async Task<IActionResult> Show(Id<QuarterlyMeeting> id) => await pages.Find(id) is { } page ? View(page) : NotFound();

    [HttpPost("/meetings/{id}/hand-over")]
    public async Task<IActionResult> Save(Id<QuarterlyMeeting> id, HandOverInput input)
    {
        try
        {
            return await Keep(id, (handOver, _) =>
            {
                handOver.Expect(input.Version);
                handOver.Write(input.AccessLessons, input.Note);
            }, "handover.saved");
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(broken.Key switch { "handover.lessons" => "Input.AccessLessons", "handover.note" => "Input.Note", _ => "" }, rules.Explain(broken));
            var changed = broken.Key == "handover.changed";
            if (changed) ModelState.Remove("Input.Version");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await pages.Find(id, input, changed) is { } page ? View("Show", page) : NotFound();
        }
    }

    /// <summary>Offers it to the next area; letters wait as long as that can be taken back.</summary>
    [HttpPost("/meetings/{id}/hand-over/offer")]
    public Task<IActionResult> Offer(Id<QuarterlyMeeting> id) => Keep(id, (handOver, now) =>
    {
        handOver.Offer(now);
        db.Tell(Occasion.Of(LetterKind.HandOverOffered, id.Value, handOver.Offers, now + HandOver.TakeBackWithin));
    }, "handover.offered.said");

    [HttpDelete("/meetings/{id}/hand-over/offer")]
    public Task<IActionResult> TakeBack(Id<QuarterlyMeeting> id) => Keep(id, (handOver, now) => handOver.TakeBack(now), "handover.takenback.said");

    /// <summary>The next facilitators say that they have it.</summary>
    [HttpPost("/meetings/{id}/hand-over/acknowledgement")]
    public async Task<IActionResult> Acknowledge(Id<QuarterlyMeeting> id)
    {
        var acknowledged = await db.Write(async () =>
        {
            if (await db.Meetings.ForUpdate(id, m => m.VisibleTo(me.Viewer)) is not { Kind: MeetingKind.Quarterly } meeting || !(await next.After(meeting)).Receivers.Contains(me.Id)) return false;
            if (await db.HandOvers.SingleOrDefaultAsync(h => h.MeetingId == id && h.OfferedAt != null) is not { } handOver) return false;
            handOver.Acknowledge(me.Id, clock.Now());
            return true;
        });
        return acknowledged ? Said(id, "handover.acknowledged.said") : NotFound();
    }

    async Task<IActionResult> Keep(Id<QuarterlyMeeting> id, Action<HandOver, Instant> verb, string said)
    {
        var kept = await db.Write(async () =>
        {
            if (await db.Meetings.ForUpdate(id, m => m.KeptBy(me.Viewer)) is not { Kind: MeetingKind.Quarterly } meeting) return false;
            var now = clock.Now();
            if (!MeetingMinutes.CanBegin(meeting, now)) return false;
            var handOver = await db.HandOvers.SingleOrDefaultAsync(h => h.MeetingId == id);
            if (handOver is null) db.HandOvers.Add(handOver = new HandOver(meeting, now));
            verb(handOver, now);
            return true;
        });
        return kept ? Said(id, said) : NotFound();
    }

    RedirectResult Said(Id<QuarterlyMeeting> id, string said)
    {
        this.Say(texts[said, (int)HandOver.TakeBackWithin.TotalMinutes]);
        return Redirect($"/meetings/{id}/hand-over");
    }
}
