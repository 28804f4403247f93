using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Groups;
using CoP.Web.Hosting;
using CoP.Web.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Entry;

/// <summary>Coming in, asking to, and going.</summary>
public sealed class EntryController(CopDb db, GroupPages pages, CurrentMember me, TimeProvider clock, Rules rules, IStringLocalizer<CoReflectionText> texts) : Controller
{
    /// <summary>Who will see one's name, before the button.</summary>
    [HttpGet("/groups/{id}/join")]
    public async Task<IActionResult> Join(Id<Group> id) => await pages.Find(id, me.Viewer) switch
    {
        null => NotFound(),
        { Face.Mine: MembershipState.Member or MembershipState.Asked } => Redirect($"/groups/{id}"),
        var page => View(page),
    };

    [HttpPost("/groups/{id}/membership")]
    public async Task<IActionResult> Create(Id<Group> id)
    {
        if (!await db.Groups.VisibleTo(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        try
        {
            // The group's row is held: of two who want the last place, one gets it.
            var state = await db.Write(async () => (await db.Groups.ForUpdate(id, g => g.Whole()))!.Join(me.Viewer, clock.Now()).State);
            this.Say(texts[state == MembershipState.Member ? "join.done" : "join.asked"]);
        }
        catch (RuleBrokenException broken) when (broken.Key != "group.already")
        {
            if (await pages.Find(id, me.Viewer) is not { } page) return NotFound();
            ModelState.AddModelError("", rules.Explain(broken));
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
            var group = (await db.Groups.ForUpdate(id, g => g.Whole()))!;
            group.Leave(me.Id, clock.Now());
            // The notes and the agreement are the group's alone: where nobody is left, they are nobody's.
            if (group.ClosedAt is not null)
            {
                await db.SessionNotebooks.Where(n => n.GroupId == id).ExecuteDeleteAsync();
                await db.WorkingAgreements.Where(a => a.GroupId == id).ExecuteDeleteAsync();
                await db.Facilitations.Where(f => f.GroupId == id).ExecuteDeleteAsync();
            }
            // The group's discussions are no longer theirs to follow.
            db.Changed(LiveTopics.Member(me.Id), 0);
        });
        this.Say(texts[mine.State == MembershipState.Member ? "leave.done" : "leave.asked.done"]);
        return Redirect("/groups");
    }

    [HttpPost("/groups/{id}/requests/{member}")]
    public Task<IActionResult> Accept(Id<Group> id, Id<Member> member) =>
        Answer(id, group => group.Accept(member, me.Id, clock.Now()), "request.accepted");

    [HttpDelete("/groups/{id}/requests/{member}")]
    public Task<IActionResult> Decline(Id<Group> id, Id<Member> member) =>
        Answer(id, group => group.Decline(member, me.Id, clock.Now()), "request.declined");

    [HttpPost("/groups/{id}/conveners/{member}")]
    public Task<IActionResult> Share(Id<Group> id, Id<Member> member) =>
        Answer(id, group => group.ShareConvening(member, me.Id), "convene.shared");

    async Task<IActionResult> Answer(Id<Group> id, Action<Group> answer, string said)
    {
        if (!await db.Groups.ConvenedBy(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        await db.Write(async () => answer((await db.Groups.ForUpdate(id, g => g.Whole()))!));
        this.Say(texts[said]);
        return Redirect($"/groups/{id}");
    }

    Task<LeavePage?> Mine(Id<Group> id) => db.Groups.Where(g => g.Id == id)
        .SelectMany(g => g.Memberships.Where(m => m.MemberId == me.Id), (g, m) => new LeavePage(id, g.Name, m.State, g.Memberships.Count(other => other.State == MembershipState.Member)))
        .SingleOrDefaultAsync();
}

public sealed record LeavePage(Id<Group> Id, string Name, MembershipState State, int Members);
