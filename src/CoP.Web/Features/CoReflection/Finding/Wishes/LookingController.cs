using System.ComponentModel.DataAnnotations;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Finding.Wishes;

/// <summary>When one has time on one day of the week.</summary>
public sealed class DayInput
{
    /// <summary>Sent along, so that a day without time has its line, too.</summary>
    public IsoDayOfWeek Day { get; set; }

    public DayPart[] Parts { get; set; } = [];
}

/// <summary>What is typed by who looks for a group.</summary>
public sealed class LookingInput
{
    /// <summary>Monday first.</summary>
    public DayInput[] Days { get; set; } = [.. Week.Select(day => new DayInput { Day = day })];

    static IEnumerable<IsoDayOfWeek> Week => Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None);

    /// <summary><c>en</c>, <c>es</c>, or <c>any</c>.</summary>
    [Required]
    public string? Language { get; set; }

    [MinLength(1, ErrorMessage = "wrong.missing")]
    public MeetingMode[] Modes { get; set; } = [];

    public LookingFor For(string zoneId) => new(
        WeekTimes.Of(Days.Where(d => d.Day != IsoDayOfWeek.None && Enum.IsDefined(d.Day)).SelectMany(d => d.Parts.Where(Enum.IsDefined).Select(part => (d.Day, part)))), zoneId,
        Language == "any" ? null : Language, Modes.Aggregate(MeetingModes.None, (all, mode) => all | mode.AsSet()));

    public static LookingInput Of(Looking looking) => new()
    {
        Days = [.. Week.Select(day => new DayInput { Day = day, Parts = [.. Enum.GetValues<DayPart>().Where(part => looking.Times.Has(day, part))] })],
        Language = looking.Language ?? "any",
        Modes = [.. looking.Modes.Each()],
    };

    /// <summary>The field that a broken rule speaks of.</summary>
    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "group.language" => nameof(Language),
        "looking.modes" => nameof(Modes),
        _ => "Days[0].Parts",
    };
}

/// <param name="Since">Since when one looks; null for one who does not.</param>
public sealed record LookingPage(LookingInput Input, Instant? Since, string ZoneId);

public sealed class LookingPages(CopDb db, CurrentMember me)
{
    public async Task<LookingPage> Of(LookingInput? input)
    {
        var mine = await db.Lookings.AsNoTracking().SingleOrDefaultAsync(l => l.MemberId == me.Id);
        return new LookingPage(input ?? (mine is null ? new() { Language = me.Member.Language } : LookingInput.Of(mine)), mine?.Since, me.Member.ZoneId);
    }
}

/// <summary>One says that one looks for a group, and when one has time; until one ends it.</summary>
public sealed class LookingController(CopDb db, LookingPages pages, CurrentMember me, TimeProvider clock, Rules rules, IStringLocalizer<FindingText> texts) : Controller
{
    [HttpGet("/groups/looking")]
    public async Task<IActionResult> Show() => View(await pages.Of(null));

    [HttpPost("/groups/looking")]
    public async Task<IActionResult> Save(LookingInput input)
    {
        if (ModelState.IsValid)
        {
            try
            {
                await db.Write(async () =>
                {
                    // Held, so that two forms sent at once leave one wish.
                    await db.Lock("Members", me.Id.Value);
                    var wish = input.For(me.Member.ZoneId);
                    if (await db.Lookings.FindAsync(me.Id) is { } looking) looking.Say(wish);
                    else db.Lookings.Add(new Looking(me.Id, wish, clock.Now()));
                });
                this.Say(texts["looking.saved"]);
                return Redirect("/groups#suits");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(LookingInput.FieldOf(broken), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", await pages.Of(input));
    }

    [HttpDelete("/groups/looking")]
    public async Task<IActionResult> End()
    {
        await db.Write(async () =>
        {
            if (await db.Lookings.FindAsync(me.Id) is { } looking) db.Lookings.Remove(looking);
        });
        this.Say(texts["looking.ended"]);
        return Redirect("/groups");
    }
}
