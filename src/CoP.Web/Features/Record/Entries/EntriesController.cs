using System.ComponentModel.DataAnnotations;
using CoP.Domain.Records;
using CoP.Web.Features.Common;
using CoP.Web.Features.Members.Security;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Record.Entries;

/// <summary>What a member came to, put down or put right by hand.</summary>
[OwnEyes]
public sealed class EntriesController(MyRecord mine, Format format, Rules rules, IStringLocalizer<RecordText> texts) : Controller
{
    [HttpGet("/record/entries/new")]
    public IActionResult New() => View(new EntryInput());

    [HttpPost("/record/entries")]
    public Task<IActionResult> Create(EntryInput input) => Take("New", input, record => record.CameElsewhere(input.Day!.Value, input.Minutes!.Value, input.Title, format.Today) is not null);

    [HttpGet("/record/entries/{id}/edit")]
    public async Task<IActionResult> Edit(Id<Attended> id) => (await mine.Read()).Find(id) is { } entry ? View(EntryInput.Of(entry)) : NotFound();

    [HttpPost("/record/entries/{id}")]
    public async Task<IActionResult> Save(Id<Attended> id, EntryInput input) =>
        (await mine.Read()).Find(id) is null ? NotFound() : await Take("Edit", input, record => record.Correct(id, input.Day!.Value, input.Minutes!.Value, input.Title, format.Today));

    [HttpDelete("/record/entries/{id}")]
    public async Task<IActionResult> Remove(Id<Attended> id)
    {
        if (!await mine.Change(record => record.Remove(id))) return NotFound();
        this.Say(texts["said.removed"]);
        return Redirect("/record");
    }

    async Task<IActionResult> Take(string form, EntryInput input, Func<MemberRecord, bool> verb)
    {
        if (ModelState.IsValid)
        {
            try
            {
                if (!await mine.Change(verb)) return NotFound();
                this.Say(texts["said.saved"]);
                return Redirect("/record");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(EntryInput.FieldOf(broken), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(form, input);
    }
}

public sealed class EntryInput
{
    [Required, StringLength(Attended.TitleLimit)]
    public string? Title { get; set; }

    [Required]
    public LocalDate? Day { get; set; }

    [Required, Range(Attended.Shortest, Attended.Longest)]
    public int? Minutes { get; set; }

    public static EntryInput Of(Attended entry) => new() { Title = entry.Title, Day = entry.Day, Minutes = entry.Minutes };

    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "record.day" => nameof(Day),
        "record.length" => nameof(Minutes),
        "record.title" => nameof(Title),
        _ => "",
    };
}
