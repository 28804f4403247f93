using System.Net;
using CoP.Domain.Meetings;
using CoP.Web.Tests.Infrastructure;

namespace CoP.Web.Tests.Meetings;

public abstract class RotationPageTests(Site site)
{
    [Fact]
    public async Task The_rotation_shows_the_host_of_every_quarter_ten_years_back_and_ahead()
    {
        var page = (await (await site.SignIn(Kind.Supporter)).Get("/meetings/rotation")).Is(HttpStatusCode.OK);
        var rows = page.All("table.rotation tbody tr");
        Assert.Equal(Enumerable.Range(2021, 21).Select(y => $"{y}"), rows.Select(r => r.FirstElementChild!.TextContent));
        Assert.All(rows, row => Assert.Equal(4, row.QuerySelectorAll("td").Length));
        Assert.Contains("Western", rows[10].QuerySelectorAll("td")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Now", rows[10].QuerySelectorAll("td.now")[0].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Metro Boston", rows[10].QuerySelectorAll("td")[3].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(5, page.All(".balance > li").Count);
        Assert.All(page.All(".balance > li"), item => Assert.Contains("owes no turn", item.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_picture_has_a_square_for_each_turn_of_five_years_and_words_beside_it()
    {
        var page = await (await site.SignIn(Kind.Supporter)).Get("/meetings/rotation");
        Assert.Equal(20, page.All("svg.rotation-picture rect").Count);
        foreach (var area in Enum.GetValues<Area>())
            Assert.Equal(4, page.All($"svg.rotation-picture rect.area--{(area == Area.MetroBoston ? "metro-boston" : area.ToString().ToLowerInvariant())}").Count);
        foreach (var id in page.One("svg.rotation-picture").GetAttribute("aria-labelledby")!.Split(' ')) Assert.True(page.Has("#" + id));
    }

    [Fact]
    public async Task A_meeting_stands_in_its_quarter_once_members_know_of_it()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Schedule(Planned.NextQuarter());
        Assert.False((await member.Get("/meetings/rotation")).Has($"a[href='/meetings/{id}']"));
        Assert.Contains("being prepared for", (await committee.Get("/meetings/rotation")).Text(), StringComparison.Ordinal);
        await committee.Announce(id);
        Assert.Contains("announced for", Page.Words((await member.Get("/meetings/rotation")).One($"td:has(a[href='/meetings/{id}'])")), StringComparison.Ordinal);
    }
}

public sealed class RotationPageTestsOnSqlite(SqliteSite site) : RotationPageTests(site), IClassFixture<SqliteSite>;

public sealed class RotationPageTestsOnPostgres(PostgresSite site) : RotationPageTests(site), IClassFixture<PostgresSite>;
