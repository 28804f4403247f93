using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.Settings;

public sealed class SettingsInput
{
    public bool FirstPostsWait { get; set; }

    /// <summary>The slug of a space; <c>*</c> for the whole site.</summary>
    public string? Space { get; set; }

    [StringLength(Standstill.WordsLimit)] public string? English { get; set; }
    [StringLength(Standstill.WordsLimit)] public string? Spanish { get; set; }

    [BindNever, ValidateNever]
    public IReadOnlyList<StandstillRow> Standstills { get; set; } = [];

    [BindNever, ValidateNever]
    public IReadOnlyList<Choice> Spaces { get; set; } = [];

    [BindNever, ValidateNever]
    public bool IsCommittee { get; set; }
}

/// <summary>What is at a standstill; without a space it is the whole site.</summary>
public sealed record StandstillRow(Id<Standstill> Id, TwoLanguages? Space, TwoLanguages Words, Instant Since);

/// <summary>How the community wants to be moderated: whether first posts wait, and what takes nothing new for now.</summary>
[Authorize(Policies.Steward)]
public sealed class SettingsController(CopDb db, CurrentMember me, HouseRules house, TimeProvider clock, Rules rules, IStringLocalizer<ModerationText> texts) : Controller
{
    const string WholeSite = "*";

    [HttpGet("/moderation/settings")]
    public async Task<IActionResult> Show() => View("Show", await Fill(new SettingsInput()));

    [HttpPost("/moderation/settings"), Authorize(Policies.Committee)]
    public async Task<IActionResult> Save([Bind(nameof(SettingsInput.FirstPostsWait))] SettingsInput input)
    {
        await db.Write(async () =>
        {
            var kept = (await db.Houses.ForUpdate(House.Only))!;
            if (kept.FirstPostsWait == input.FirstPostsWait) return;
            Record(AuditKind.FirstPostsWait, kept.FirstPostsWait ? "Yes" : "No", input.FirstPostsWait ? "Yes" : "No");
            kept.LetFirstPostsWait(input.FirstPostsWait);
        });
        house.Forget();
        this.Say(texts["settings.saved"]);
        return Redirect("/moderation/settings");
    }

    [HttpPost("/moderation/standstills")]
    public async Task<IActionResult> Begin([Bind(nameof(SettingsInput.Space), nameof(SettingsInput.English), nameof(SettingsInput.Spanish))] SettingsInput input)
    {
        if (string.IsNullOrEmpty(input.Space)) ModelState.AddModelError(nameof(input.Space), texts["standstill.where.missing"]);
        if (ModelState.IsValid)
        {
            try
            {
                await db.Write(() => Begin(input.Space!, new TwoLanguages(input.English ?? "", input.Spanish ?? "")));
                house.Forget();
                this.Say(texts["standstill.began"]);
                return Redirect("/moderation/settings");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key == "space.unknown" ? nameof(input.Space) : string.IsNullOrWhiteSpace(input.English) ? nameof(input.English) : nameof(input.Spanish), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", await Fill(input));
    }

    async Task Begin(string slug, TwoLanguages words)
    {
        // One row stands for the list, so that two who decide the same at once make one.
        await db.Houses.ForUpdate(House.Only);
        Id<Space>? space = slug == WholeSite ? null
            : await db.Spaces.Where(s => s.Slug == slug).Select(s => (Id<Space>?)s.Id).SingleOrDefaultAsync() ?? throw new RuleBrokenException("space.unknown");
        var now = clock.Now();
        db.Standstills.RemoveRange(await db.Standstills.Where(s => s.SpaceId == space).ToListAsync());
        await db.SaveChangesAsync();
        db.Standstills.Add(new Standstill(space, words, me.Id, now));
        Record(AuditKind.StandstillBegan, null, slug);
    }

    [HttpDelete("/moderation/standstills/{id}")]
    public async Task<IActionResult> End(Id<Standstill> id)
    {
        var was = await db.Write(async () =>
        {
            if (await db.Standstills.ForUpdate(id) is not { } found) return false;
            db.Standstills.Remove(found);
            Record(AuditKind.StandstillEnded, null, found.SpaceId is { } space ? await db.Spaces.Where(s => s.Id == space).Select(s => s.Slug).SingleAsync() : WholeSite);
            return true;
        });
        if (!was) return NotFound();
        house.Forget();
        this.Say(texts["standstill.ended"]);
        return Redirect("/moderation/settings");
    }

    void Record(AuditKind what, string? before, string? after) =>
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(clock.Now()), clock.Now(), what, me.Id, before: before, after: after));

    async Task<SettingsInput> Fill(SettingsInput input)
    {
        input.FirstPostsWait = await db.Houses.AnyAsync(h => h.FirstPostsWait);
        var spaces = await db.Spaces.OrderBy(s => s.Order).AsNoTracking().ToListAsync();
        input.Spaces = [new Choice(WholeSite, texts["standstill.site"]), .. spaces.Select(s => new Choice(s.Slug, s.Name.In(Languages.Current)))];
        var names = spaces.ToDictionary(s => s.Id, s => s.Name);
        input.Standstills = [.. (await db.Standstills.AsNoTracking().OrderBy(s => s.Since).ToListAsync()).Select(s => new StandstillRow(s.Id, s.SpaceId is { } id ? names[id] : null, s.Words, s.Since))];
        input.IsCommittee = me.Is(Duties.Committee);
        return input;
    }
}
