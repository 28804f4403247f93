using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Entry;

/// <summary>What those who convene answer, and with whom they share convening.</summary>
public sealed class RequestsController(CopDb db, GroupEntrance entrance, CurrentMember me, IStringLocalizer<CoReflectionText> texts, IStringLocalizer<FindingText> words) : Controller
{
    [HttpPost("/groups/{id}/requests/{member}")]
    public Task<IActionResult> Accept(Id<Group> id, Id<Member> member) => Answer(id, (group, people, now) =>
    {
        group.Accept(member, me.Id, people, now);
        return group.Find(member) is { State: MembershipState.Member } ? texts["request.accepted"] : words["request.accepted.later"];
    });

    [HttpDelete("/groups/{id}/requests/{member}")]
    public Task<IActionResult> Decline(Id<Group> id, Id<Member> member) => Answer(id, (group, _, now) =>
    {
        group.Decline(member, me.Id, now);
        return texts["request.declined"];
    });

    [HttpPost("/groups/{id}/conveners/{member}")]
    public Task<IActionResult> Share(Id<Group> id, Id<Member> member) => Answer(id, (group, _, _) =>
    {
        group.ShareConvening(member, me.Id);
        return texts["convene.shared"];
    });

    async Task<IActionResult> Answer(Id<Group> id, Func<Group, PeopleAround, Instant, string> answer)
    {
        if (!await db.Groups.ConvenedBy(me.Viewer).AnyAsync(g => g.Id == id)) return NotFound();
        this.Say(await entrance.Change(id, answer));
        return Redirect($"/groups/{id}");
    }
}
