using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Hosting;
using CoP.Web.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Audiences;

public sealed class AudienceInput
{
    /// <summary>As <see cref="ThreadInput.NameOf"/> writes it; nothing is preselected.</summary>
    [Required] public string? Audience { get; set; }
}

/// <param name="Narrower">What can be had at once.</param>
/// <param name="Other">What needs the consent of those who wrote.</param>
/// <param name="Writers">How many those are.</param>
public sealed record AudiencePage(ThreadHead Thread, int Members, IReadOnlyList<CircleChoice> Narrower, IReadOnlyList<CircleChoice> Other, int Writers);

/// <summary>The author of a discussion changes who may see it: fewer at once, others when all who wrote in it agree.</summary>
public sealed class AudienceController(
    CopDb db, CurrentMember me, Anonymity anonymity, ThreadReading reading, NewThreadForm forms, CircleSizes circles, TimeProvider clock, Rules rules, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpGet("/threads/{id}/audience")]
    public async Task<IActionResult> Edit(Id<Thread> id) => await Form(id) is { } form ? Shown(form, new AudienceInput()) : NotFound();

    [HttpPost("/threads/{id}/audience")]
    public async Task<IActionResult> Change(Id<Thread> id, AudienceInput input)
    {
        if (await Form(id) is not { } form) return NotFound();
        try
        {
            if (ModelState.IsValid && await Become(id, ThreadInput.AudienceOf(input.Audience) ?? throw new RuleBrokenException("audience.outside")) is { } said)
            {
                this.Say(texts[said]);
                return Redirect(form.Thread.Address);
            }
        }
        catch (RuleBrokenException broken)
        {
            ModelState.AddModelError(nameof(input.Audience), rules.Explain(broken));
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Shown(form, input);
    }

    ViewResult Shown(AudiencePage form, AudienceInput input)
    {
        ViewData["Page"] = form;
        return View("Edit", input);
    }

    /// <summary>What to tell the author; null when there is no such thread for them any more.</summary>
    Task<string?> Become(Id<Thread> id, Audience to) => db.Write(async () =>
    {
        if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread) return null;
        var by = await anonymity.WriterIn(db, id, me.Id);
        if (!to.Admits(me.Viewer, await db.Groups.InsideFor(me.Viewer).Select(g => g.Id).ToListAsync())) throw new RuleBrokenException("audience.outside");
        if (await db.Aliases.AnyAsync(a => a.ThreadId == id)) await circles.RequireCrowd(to);
        var (last, now) = (await db.LastWidening(id), clock.Now());
        var said = "audience.said";
        if (to.IsWithin(thread.Audience))
        {
            thread.Narrow(to, by, last is { IsOpen: true } ? last : null, now);
        }
        else
        {
            var widening = thread.Widen(to, by, await db.OthersIn(anonymity, thread), last, now);
            db.Widenings.Add(widening);
            if (widening.IsOpen)
            {
                await db.Ask(anonymity, thread, widening, now);
                said = "widening.said";
            }
        }
        db.AudienceChanged(thread);
        return said;
    });

    async Task<AudiencePage?> Form(Id<Thread> id)
    {
        if (await reading.Head(id) is not { IsTakenBack: false, Withheld: not Withheld.Removed } thread) return null;
        var reader = await reading.Writer(thread);
        if (!thread.IsAskedBy(reader)) return null;
        var choices = new List<CircleChoice>();
        foreach (var choice in (await forms.For(new ThreadInput())).Circles)
            if (choice.Audience != thread.Audience && (!thread.HasAliases || await circles.IsCrowd(choice.Audience))) choices.Add(choice);
        // Names, not people: that two of them are one is not told.
        var names = await db.Posts.Where(p => p.ThreadId == id && p.TakenBackAt == null).Select(p => new { p.AuthorId, p.AliasId }).Distinct().ToListAsync();
        var writers = names.Count(n => !reader.Is(n.AuthorId, n.AliasId));
        return new AudiencePage(
            thread, await circles.Of(thread.Audience), choices.FindAll(c => c.Audience.IsWithin(thread.Audience)),
            choices.FindAll(c => !c.Audience.IsWithin(thread.Audience) && c.Audience.Kind != AudienceKind.Group), writers);
    }
}
