using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using CoP.Web.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.OutOfSight;

/// <summary>Somebody who could be kept out, or is.</summary>
public sealed record Person(Id<Member> Id, string Name, WorkRole Role);

public sealed record OutOfSightPage(IReadOnlyList<Person> People, string? Agency, bool HidesFromAgency, string? Sought, IReadOnlyList<Person> Found);

public sealed class SoughtInput
{
    [Required, StringLength(Member.NameLimit)] public string Name { get; set; } = "";
}

/// <summary>Who must not see the discussions that I begin. Nobody else is ever shown this, or can tell.</summary>
public sealed class OutOfSightController(CopDb db, CurrentMember me, Anonymity anonymity, IStringLocalizer<DiscussionsText> texts) : Controller
{
    const int Most = 12;

    [HttpGet("/preferences/out-of-sight")]
    public async Task<IActionResult> Show() => View("Show", await Page());

    /// <summary>Adds who bears the name; where several could be meant, asks which.</summary>
    [HttpPost("/preferences/out-of-sight")]
    public async Task<IActionResult> Seek(SoughtInput input)
    {
        if (!ModelState.IsValid) return await Again(input.Name);
        var found = await Named(input.Name.Trim());
        if (found.Count == 1) return await Add(found[0].Id);
        if (found.Count == 0) ModelState.AddModelError(nameof(input.Name), texts["outOfSight.nobody"]);
        return await Again(input.Name, found);
    }

    [HttpPost("/preferences/out-of-sight/{person}")]
    public async Task<IActionResult> Add(Id<Member> person)
    {
        if (await db.Members.Where(m => m.Id == person && m.State != MemberState.Closed).Select(m => m.Name).SingleOrDefaultAsync() is not { } name) return NotFound();
        await Change(person, async () =>
        {
            if (await db.Exclusions.FindAsync(me.Id, person) is not null) return;
            if (await db.Exclusions.CountAsync(e => e.MemberId == me.Id) >= Exclusion.Limit) throw new RuleBrokenException("exclusion.many", Exclusion.Limit);
            db.Exclusions.Add(new Exclusion(me.Id, person));
        });
        return Said("outOfSight.added", name);
    }

    [HttpDelete("/preferences/out-of-sight/{person}")]
    public async Task<IActionResult> Remove(Id<Member> person)
    {
        if (await db.Exclusions.FindAsync(me.Id, person) is not { } exclusion) return NotFound();
        await Change(person, () =>
        {
            db.Exclusions.Remove(exclusion);
            return Task.CompletedTask;
        });
        return Said("outOfSight.removed", await db.Members.Where(m => m.Id == person).Select(m => m.Name).SingleAsync());
    }

    [HttpPost("/preferences/out-of-sight/agency")]
    public Task<IActionResult> HideFromAgency() => SetAgency(true, "outOfSight.agency.hidden");

    [HttpDelete("/preferences/out-of-sight/agency")]
    public Task<IActionResult> ShowToAgency() => SetAgency(false, "outOfSight.agency.shown");

    async Task<IActionResult> SetAgency(bool hide, string said)
    {
        if (me.Viewer.AgencyId is not { } agency) return NotFound();
        await Change(null, async () =>
        {
            (await db.Members.ForUpdate(me.Id))!.HideFromAgency(hide);
            foreach (var other in await db.Members.Where(m => m.AgencyId == agency && m.Id != me.Id).Select(m => m.Id).ToListAsync()) db.Changed(LiveTopics.Member(other), 0);
        });
        return Said(said);
    }

    async Task Change(Id<Member>? person, Func<Task> change) => await db.Write(async () =>
    {
        await db.Lock("Members", me.Id.Value);
        await change();
        await db.SaveChangesAsync();
        await anonymity.VeilAgain(db, me.Id);
        // Their open pages ask again, and find what they may see now.
        if (person is { } other) db.Changed(LiveTopics.Member(other), 0);
    });

    RedirectResult Said(string text, params object[] with)
    {
        this.Say(texts[text, with]);
        return Redirect("/preferences/out-of-sight");
    }

    async Task<IActionResult> Again(string? sought, IReadOnlyList<Person>? found = null)
    {
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Show", await Page(sought, found));
    }

    async Task<OutOfSightPage> Page(string? sought = null, IReadOnlyList<Person>? found = null) => new(
        await db.Exclusions.Where(e => e.MemberId == me.Id).Join(db.Members, e => e.ExcludedId, m => m.Id, (e, m) => m).OrderBy(m => m.Name).Select(m => new Person(m.Id, m.Name, m.Role)).ToListAsync(),
        await db.Agencies.Where(a => a.Id == me.Viewer.AgencyId).Select(a => a.Name).SingleOrDefaultAsync(),
        await db.Members.Where(m => m.Id == me.Id).Select(m => m.HidesFromAgency).SingleAsync(),
        sought, found ?? []);

    /// <summary>Who is called exactly so; else whose name begins so.</summary>
    async Task<List<Person>> Named(string name)
    {
        var others = db.Members.Where(m => m.Id != me.Id && m.State != MemberState.Closed);
        var folded = name.ToUpperInvariant();
        var exact = await People(others.Where(m => m.Name.ToUpper() == folded));
        return exact.Count > 0 ? exact : await People(others.Where(m => m.Name.ToUpper().StartsWith(folded)));
    }

    static Task<List<Person>> People(IQueryable<Member> members) => members.OrderBy(m => m.Name).ThenBy(m => m.Id).Take(Most).Select(m => new Person(m.Id, m.Name, m.Role)).ToListAsync();
}
