using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>Whom one can mention, while one types.</summary>
[ResponseCache(NoStore = true)]
public sealed class PeopleController(CopDb db, CurrentMember me, ThreadReading reading, Mentionable mentionable, IStringLocalizer<CommonText> common) : Controller
{
    const int Shown = 8;

    [HttpGet("/threads/{id}/people")]
    public async Task<IActionResult> Of(Id<Thread> id, string? q) =>
        await reading.Head(id) is { } thread ? await Answer(await mentionable.In(id, thread.Audience, thread.AuthorId), q) : NotFound();

    /// <summary>For a discussion that is being begun; nobody as long as its audience is not chosen.</summary>
    [HttpGet("/people")]
    public async Task<IActionResult> For(string? audience, string? q)
    {
        if (ThreadInput.AudienceOf(audience) is not { } chosen) return Json(Array.Empty<object>());
        try
        {
            chosen.Require(me.Viewer, await db.Groups.InsideFor(me.Viewer).Select(g => g.Id).ToListAsync());
        }
        catch (RuleBrokenException)
        {
            return NotFound();
        }
        return await Answer(mentionable.For(chosen, me.Id), q);
    }

    async Task<IActionResult> Answer(IQueryable<Member> members, string? letters)
    {
        var people = await Mentionable.Matching(members, letters, me.Id, Shown);
        var names = people.Select(p => p.Name).ToList();
        var same = (await members.Where(m => names.Contains(m.Name)).GroupBy(m => m.Name).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        return Json(people.Select(p => new { name = p.Name, role = common["role." + p.Role].Value, text = MentionSyntax.Write(p.Name, same.Contains(p.Name) ? Mentionable.TailOf(p.Id) : null) }));
    }
}
