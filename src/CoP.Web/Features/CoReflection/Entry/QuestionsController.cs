using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Entry;

/// <summary>Questions that a group puts to its members: to one alone, whether somebody whom they keep away may come in; to all, whether it still meets.</summary>
public sealed class QuestionsController(CopDb db, GroupEntrance entrance, CurrentMember me, IStringLocalizer<FindingText> texts) : Controller
{
    [HttpPost("/groups/{id}/consents/{member}")]
    public Task<IActionResult> Consent(Id<Group> id, Id<Member> member) => Answer(id, member, true);

    [HttpDelete("/groups/{id}/consents/{member}")]
    public Task<IActionResult> Refuse(Id<Group> id, Id<Member> member) => Answer(id, member, false);

    /// <summary>The group still meets; or one that was put away wakes.</summary>
    [HttpPost("/groups/{id}/awake")]
    public async Task<IActionResult> Wake(Id<Group> id)
    {
        if (!await db.Groups.InsideFor(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        await entrance.Change(id, (group, _, now) => group.Wake(me.Id, now));
        this.Say(texts["awake.done"]);
        return Redirect($"/groups/{id}");
    }

    async Task<IActionResult> Answer(Id<Group> id, Id<Member> member, bool yes)
    {
        if (!await db.Consents.AnyAsync(c => c.GroupId == id && c.MemberId == me.Id && c.NewcomerId == member && c.Answer == null) || !await db.Groups.InsideFor(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        await entrance.Change(id, (group, people, now) => group.AnswerAbout(member, me.Id, yes, people, now));
        this.Say(texts[yes ? "consent.yes.done" : "consent.no.done"]);
        return Redirect($"/groups/{id}");
    }
}
