using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Audiences;

public sealed class WideningAnswer
{
    [Required] public bool? Agree { get; set; }
}

/// <summary>
/// The proposal that others see a discussion too, for those whose posts stand in it and the one who asks them. It is there
/// for them also when the discussion is no longer theirs to read.
/// </summary>
public sealed class WideningController(CopDb db, CurrentMember me, Anonymity anonymity, AudienceReading reading, MyNotices notices, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/threads/{id}/widening")]
    public async Task<IActionResult> Show(Id<Thread> id)
    {
        if (await reading.Question(id) is not { } question) return NotFound();
        await notices.Seen(id, []);
        return View(question);
    }

    [HttpPost("/threads/{id}/widening")]
    public Task<IActionResult> Answer(Id<Thread> id, WideningAnswer answer) => Change(id, async (thread, widening, _) =>
    {
        var (others, token) = (await db.OthersIn(anonymity, thread), db.Seals.VoiceOf(id, me.Id));
        if (answer.Agree is not { } agrees || !others.Contains(token)) return null;
        if (agrees) thread.Agree(widening, token, others, clock.Now());
        else thread.Refuse(widening, token, others, clock.Now());
        return agrees ? "widening.agreed.said" : "widening.refused.said";
    });

    [HttpDelete("/threads/{id}/widening")]
    public Task<IActionResult> Withdraw(Id<Thread> id) => Change(id, (thread, widening, by) =>
    {
        if (!by.Began(thread)) return Task.FromResult<string?>(null);
        thread.Withdraw(widening, by, clock.Now());
        return Task.FromResult<string?>("widening.withdrawn.said");
    });

    async Task<IActionResult> Change(Id<Thread> id, Func<Thread, Widening, Writer, Task<string?>> verb)
    {
        var done = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id) is not { } thread || await db.LastWidening(id) is not { IsOpen: true } widening) return null;
            if (await verb(thread, widening, await anonymity.WriterIn(db, id, me.Id)) is not { } said) return null;
            db.AudienceChanged(thread);
            return new { Said = said, Title = thread.ShownTitle(clock.Now()) };
        });
        if (done is null) return NotFound();
        this.Say(texts[done.Said]);
        return Redirect(await db.Threads.VisibleTo(db, me.Viewer).AnyAsync(t => t.Id == id) ? ThreadAddress.Of(id, done.Title) : "/discussions");
    }
}
