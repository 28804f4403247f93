using System.Net;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Facilitation;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.CoReflection;

public abstract class RolesTests(Site site)
{
    [Fact]
    public async Task Who_facilitates_is_seen_on_the_pages_of_the_group_and_of_the_session()
    {
        var (ana, ben, _, id) = await Three();
        var page = await ben.Get($"/groups/{id}");
        Assert.Equal([$"Facilitates: {ana.Member.Name}", "You facilitate"], page.All("[aria-labelledby=roles] .row-title").Take(2).Select(r => r.TextContent));
        Assert.Contains($"Facilitates: {ana.Member.Name}", (await ben.Get(Circles.Session(id))).Text("[aria-labelledby=roles]"), StringComparison.Ordinal);
        Assert.Contains("You facilitate", (await ben.Get(Circles.Session(id, 1))).Text("[aria-labelledby=roles]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_this_time_an_offer_and_notes_are_a_button_each()
    {
        var (ana, ben, cleo, id) = await Three();
        var page = await (await ana.Get(Circles.Session(id))).Submit("form[action$='/facilitation']");
        Assert.Equal(Circles.Session(id), page.Address);
        Assert.DoesNotContain("You facilitate", page.Text("[aria-labelledby=roles]"), StringComparison.Ordinal);
        // Beyond what is spoken for, one offers.
        await (await cleo.Get(Circles.Session(id, 4))).Submit("form[action$='/facilitation']");
        Assert.Contains($"Facilitates: {cleo.Member.Name}", (await ana.Get(Circles.Session(id, 4))).Text("[aria-labelledby=roles]"), StringComparison.Ordinal);
        (await ben.Post(Circles.Session(id, 4) + "/facilitation")).Is(HttpStatusCode.Conflict);
        page = await (await ben.Get($"/groups/{id}/roles")).Submit("form[action$='/note-keeping']");
        Assert.Contains("You keep notes", page.Text(), StringComparison.Ordinal);
        (await ana.Post(Circles.Session(id) + "/note-keeping", ("_method", "DELETE"))).Is(HttpStatusCode.Conflict);
        page = await page.Submit("form[action$='/note-keeping']:has([value=DELETE])");
        Assert.DoesNotContain("You keep notes", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_change_places_when_the_other_says_yes_and_are_told()
    {
        var (ana, ben, _, id) = await Three();
        var page = await (await ana.Get($"/groups/{id}/roles")).Submit("form[action$='/swaps']", ("theirs", new SessionKey(Circles.Tuesday.Start.PlusWeeks(1)).ToString()));
        Assert.Contains($"You asked {ben.Member.Name}", page.Text("main"), StringComparison.Ordinal);
        page = await (await ben.Get("/notices")).Follow("main a[href$='/roles']");
        Assert.Contains("March 4", page.Text("main"), StringComparison.Ordinal);
        page = await page.Submit("main .notice form:not(:has([value=DELETE]))");
        Assert.Contains("You have changed places", page.Text(), StringComparison.Ordinal);
        Assert.Equal(["You facilitate", $"Facilitates: {ana.Member.Name}"], (await ben.Get($"/groups/{id}")).All("[aria-labelledby=roles] .row-title").Take(2).Select(r => r.TextContent));
        (await ana.Post($"/groups/{id}/roles/swaps", ("mine", "nonsense"))).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Who_takes_no_turns_or_leaves_has_no_session_and_the_others_keep_theirs()
    {
        var (ana, ben, cleo, id) = await Three();
        await Rounds();
        await (await ben.Get($"/groups/{id}/roles")).Submit("form[action$='/rotation']");
        Assert.Equal([ana.Member.Id, ana.Member.Id, cleo.Member.Id], await Coming(id));
        await cleo.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        await Rounds();
        Assert.Equal([ana.Member.Id, ana.Member.Id, ana.Member.Id], await Coming(id));
        Assert.False(await site.Read(db => db.Facilitations.Where(f => f.GroupId == id).SelectMany(f => f.Turns).AnyAsync(t => t.MemberId == cleo.Member.Id)));
        await ana.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        await ben.Post($"/groups/{id}/membership", ("_method", "DELETE"));
        Assert.False(await site.Read(db => db.Facilitations.AnyAsync(f => f.GroupId == id)));
    }

    [Fact]
    public async Task Convening_is_given_back_while_another_convenes()
    {
        var (ana, ben, _, id) = await Three();
        Assert.Contains("the only one who convenes", (await ana.Get($"/groups/{id}/roles")).Text(), StringComparison.Ordinal);
        (await ana.Post($"/groups/{id}/roles/convening", ("_method", "DELETE"))).Is(HttpStatusCode.Conflict);
        (await ben.Post($"/groups/{id}/roles/convening", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        await ana.Post($"/groups/{id}/conveners/{ben.Member.Id}");
        await (await ana.Get($"/groups/{id}/roles")).Submit("form[action$='/convening']");
        Assert.Equal([ben.Member.Id], (await site.Group(id)).Members.Where(m => m.Convenes).Select(m => m.MemberId));
    }

    [Fact]
    public async Task Nobody_outside_the_group_sees_or_changes_who_does_what()
    {
        var (_, _, _, id) = await Three();
        var stranger = await site.SignIn(Kind.Supporter);
        (await stranger.Get($"/groups/{id}/roles")).Is(HttpStatusCode.NotFound);
        foreach (var (address, method) in new[]
        {
            ($"/groups/{id}/roles/rotation", "POST"), ($"/groups/{id}/roles/rotation", "DELETE"), ($"/groups/{id}/roles/swaps", "POST"), (Circles.Session(id) + "/facilitation", "POST"),
            (Circles.Session(id) + "/facilitation", "DELETE"), (Circles.Session(id) + "/note-keeping", "POST"), (Circles.Session(id) + "/note-keeping", "DELETE"), ($"/groups/{id}/roles/convening", "DELETE"),
        })
            (await stranger.Post(address, ("_method", method))).Is(HttpStatusCode.NotFound);
        Assert.False((await stranger.Get($"/groups/{id}")).Has("[aria-labelledby=roles]"));
    }

    async Task<(Visitor Ana, Visitor Ben, Visitor Cleo, Id<Group> Id)> Three()
    {
        var (ana, ben, cleo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var id = await site.Circle(ana);
        // One after the other, as people come.
        foreach (var (i, who) in new[] { ben, cleo }.Index())
        {
            var viewer = await site.ViewerOf(who);
            await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Join(viewer, site.Now + Duration.FromSeconds(i + 1)));
        }
        return (ana, ben, cleo, id);
    }

    async Task<List<Id<CoP.Domain.Members.Member>?>> Coming(Id<Group> id)
    {
        var facilitation = await site.Read(db => db.FacilitationOf(id));
        return [.. Enumerable.Range(0, 3).Select(week => facilitation.Who(Circles.Tuesday.Start.PlusWeeks(week), SessionDutyKind.Facilitates))];
    }

    async Task Rounds()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FacilitationRounds>().Go();
    }
}

public sealed class RolesTestsOnSqlite(SqliteSite site) : RolesTests(site), IClassFixture<SqliteSite>;

public sealed class RolesTestsOnPostgres(PostgresSite site) : RolesTests(site), IClassFixture<PostgresSite>;
