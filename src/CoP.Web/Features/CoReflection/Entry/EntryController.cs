using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Features.CoReflection.Groups;
using CoP.Web.Hosting;
using CoP.Web.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Entry;

/// <summary>Coming in, asking to, getting in line, and going.</summary>
public sealed class EntryController(
    CopDb db, GroupPages pages, GroupEntrance entrance, CurrentMember me, Rules rules, IStringLocalizer<CoReflectionText> texts, IStringLocalizer<FindingText> words) : Controller
{
    /// <summary>Who will see one's name, before the button.</summary>
    [HttpGet("/groups/{id}/join")]
    public async Task<IActionResult> Join(Id<Group> id) => await pages.Find(id, me.Viewer) switch
    {
        null => NotFound(),
        { Face.Mine: MembershipState.Member or MembershipState.Asked or MembershipState.Waiting } => Redirect($"/groups/{id}"),
        var page => View(page),
    };

    /// <param name="knowing">One has read that somebody whom one keeps away belongs to the group.</param>
    [HttpPost("/groups/{id}/membership")]
    public async Task<IActionResult> Create(Id<Group> id, bool knowing)
    {
        if (!await db.Groups.VisibleTo(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        try
        {
            // The group's row is held: of two who want the last place, one gets it, and the other is the first in line.
            var state = await entrance.Change(id, (group, people, now) => group.Join(me.Viewer, people, now, knowing).State, me.Id);
            this.Say(state switch
            {
                MembershipState.Member => texts["join.done"],
                MembershipState.Asked => texts["join.asked"],
                _ => words["line.joined"],
            });
        }
        catch (RuleBrokenException broken) when (broken.Key != "group.already")
        {
            if (await pages.Find(id, me.Viewer) is not { } page) return NotFound();
            ModelState.AddModelError("", rules.Explain(broken));
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Join", page);
        }
        catch (RuleBrokenException)
        {
            // Pressed twice: the first time did it.
        }
        return Redirect($"/groups/{id}");
    }

    [HttpGet("/groups/{id}/leave")]
    public async Task<IActionResult> Leave(Id<Group> id) => await Mine(id) is { } mine ? View(mine) : NotFound();

    /// <summary>One may always go, also from a group that one's role no longer lets one see.</summary>
    [HttpDelete("/groups/{id}/membership")]
    public async Task<IActionResult> Delete(Id<Group> id)
    {
        if (await Mine(id) is not { } mine) return NotFound();
        await db.Write(async () =>
        {
            var closed = await entrance.Change(id, (group, people, now) =>
            {
                group.Leave(me.Id, now);
                group.Settle(people, now);
                return group.ClosedAt is not null;
            });
            // The notes and the agreement are the group's alone: where nobody is left, they are nobody's.
            if (closed)
            {
                await db.SessionNotebooks.Where(n => n.GroupId == id).ExecuteDeleteAsync();
                await db.WorkingAgreements.Where(a => a.GroupId == id).ExecuteDeleteAsync();
                await db.Facilitations.Where(f => f.GroupId == id).ExecuteDeleteAsync();
            }
            // The group's discussions are no longer theirs to follow.
            db.Changed(LiveTopics.Member(me.Id), 0);
        });
        this.Say(mine.State switch
        {
            MembershipState.Member => texts["leave.done"],
            MembershipState.Asked => texts["leave.asked.done"],
            var state => words["leave.done." + state],
        });
        return Redirect("/groups");
    }

    Task<LeavePage?> Mine(Id<Group> id) => db.Groups.Where(g => g.Id == id && g.IsKnownTo(me.Id))
        .SelectMany(g => g.Memberships.Where(m => m.MemberId == me.Id), (g, m) => new LeavePage(id, g.Name, m.State, g.Memberships.Count(other => other.State == MembershipState.Member)))
        .SingleOrDefaultAsync();
}

public sealed record LeavePage(Id<Group> Id, string Name, MembershipState State, int Members);
