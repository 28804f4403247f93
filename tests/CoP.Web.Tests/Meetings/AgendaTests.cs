using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class AgendaTests(Site site)
{
    static readonly Duration Week = Duration.FromDays(7);

    [Fact]
    public async Task Members_propose_and_support_without_names()
    {
        var near = await site.Near(Week);
        var (ana, ben, cy) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor), await site.SignIn(Kind.Supporter));
        var item = await ana.Propose(site, near.Id, "Time for notes", ("Mine.Words", "How do <b>others</b>\nfind it?"), ("Mine.Minutes", "15"));
        var path = OnTheDay.Item(near.Id, item);
        foreach (var member in (Visitor[])[ben, cy, cy]) await member.Post(path + "/support");
        var page = await ben.Agenda(near.Id);
        Assert.Contains("2 people would like this too", page.Text($"#i-{item}"), StringComparison.Ordinal);
        Assert.Contains("Proposed by a member", page.Text($"#i-{item}"), StringComparison.Ordinal);
        Assert.Equal("How do <b>others</b>\nfind it?", page.One($"#i-{item} .plain").TextContent);
        Assert.All((Visitor[])[ana, cy], member => Assert.DoesNotContain(member.Member.Name, page.Body, StringComparison.Ordinal));
        Assert.Equal("true", page.One($"#i-{item} .actions button").GetAttribute("aria-pressed"));

        page = await page.Submit($"#i-{item} .actions form");
        Assert.Contains("1 person would like this too", page.Text($"#i-{item}"), StringComparison.Ordinal);
        Assert.Contains("Yours", (await ana.Agenda(near.Id)).Text($"#i-{item}"), StringComparison.Ordinal);
        // One's own is not supported; a click on an old page says so.
        (await ana.Post(path + "/support")).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task No_row_ties_a_member_to_what_they_proposed_or_support()
    {
        var near = await site.Near(Week);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var item = await ana.Propose(site, near.Id, "Mine to say");
        await ben.Post(OnTheDay.Item(near.Id, item) + "/support");
        await site.Read(async db =>
        {
            var row = await db.AgendaItems.AsNoTracking().SingleAsync(i => i.Id == item);
            Assert.Null(row.NamedId);
            Assert.NotEqual(ana.Member.Id.Value, row.Proposer);
            // The id tells the day and not the moment.
            Assert.True(row.Id < Id<AgendaItem>.New(Anonymous.DayOf(site.Now) + Duration.FromMilliseconds(2)));
            var support = await db.AgendaSupports.AsNoTracking().SingleAsync(s => s.ItemId == item);
            Assert.NotEqual(ben.Member.Id.Value, support.Token);
            Assert.NotEqual(row.Proposer, support.Token);
            return true;
        });
        var named = await ben.Propose(site, near.Id, "I stand for this", ("Mine.Named", "true"));
        Assert.Contains($"Proposed by {ben.Member.Name}", (await ana.Agenda(near.Id)).Text($"#i-{named}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mine.Title", "", "Mine_Title")]
    [InlineData("Mine.Title", "long", "Mine_Title")]
    [InlineData("Mine.Words", "bell\u0007", "Mine_Words")]
    [InlineData("Mine.Minutes", "0", "Mine_Minutes")]
    [InlineData("Mine.Minutes", "soon", "Mine_Minutes")]
    [InlineData("Mine.Language", "fr", "Mine_Language")]
    public async Task What_cannot_be_taken_comes_back_as_typed(string field, string value, string control)
    {
        var near = await site.Near(Week);
        var ana = await site.SignIn(Kind.Supporter);
        if (value == "long") value = new string('x', AgendaItem.TitleLimit + 1);
        var form = await ana.Get($"/meetings/{near.Id}/agenda/new");
        var back = await ana.Post($"/meetings/{near.Id}/agenda", [.. new (string, string)[] { ("Mine.Title", "Fine"), ("Mine.Words", "Kept, too."), ("Mine.Minutes", "10"), ("Mine.Language", "en") }.Where(f => f.Item1 != field), (field, value)]);
        back.Is(HttpStatusCode.BadRequest);
        Assert.True(back.Has($"#{control}-error"), back.Text());
        if (field != "Mine.Words") Assert.Equal("Kept, too.", back.One("#Mine_Words").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.AgendaItems.CountAsync(i => i.MeetingId == near.Id && i.Kind == AgendaKind.Proposed)));
        form.Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_proposes_a_few_things_changes_them_and_takes_them_back()
    {
        var near = await site.Near(Week);
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        Id<AgendaItem> item = default;
        for (var i = 0; i < MeetingAgenda.OwnLimit; i++) item = await ana.Propose(site, near.Id, $"Number {i}");
        var more = await ana.Post($"/meetings/{near.Id}/agenda", ("Mine.Title", "One more"), ("Mine.Language", "en"));
        Assert.Contains("Please take one back first", more.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        var path = OnTheDay.Item(near.Id, item);
        (await ben.Post(path, ("_method", "PUT"), ("Mine.Title", "Not yours"), ("Mine.Language", "en"))).Is(HttpStatusCode.NotFound);
        (await ben.Post(path, ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        Assert.False((await ben.Get(path)).Has("section[aria-labelledby=own], details.confirm"));
        var page = await (await ana.Get(path)).Submit("section[aria-labelledby=own] form", ("Mine.Title", "Better said"));
        Assert.Equal("Better said", page.Text("h1"));
        await page.Submit("details.confirm form");
        Assert.DoesNotContain("Better said", (await ana.Agenda(near.Id)).Text(), StringComparison.Ordinal);
        await ana.Propose(site, near.Id, "Room again");
    }

    [Fact]
    public async Task Only_who_may_see_a_discussion_sees_that_an_item_came_out_of_it()
    {
        var near = await site.Near(Week);
        var (ana, ben, boss) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, title: "What my supervisor does not see");
        var page = await ben.Get(thread.Address());
        page = await page.Follow("main a[href$='/bring']");
        // Others' words are not put into the form: it goes to more people than the discussion.
        Assert.True(string.IsNullOrEmpty(page.One("#Mine_Title").GetAttribute("value")));
        Assert.Contains("What my supervisor does not see", page.Text(), StringComparison.Ordinal);
        await page.Submit("main form.form", ("Mine.Title", "Hours that suit"));
        var item = await site.Read(db => db.AgendaItems.SingleAsync(i => i.Title == "Hours that suit"));
        Assert.Equal(thread.Id, item.ThreadId);

        foreach (var path in (string[])[$"/meetings/{near.Id}/agenda", OnTheDay.Item(near.Id, item.Id), $"/meetings/{near.Id}", $"/meetings/{near.Id}/day", $"/meetings/{near.Id}/agenda/run-sheet"])
            foreach (var outside in (Visitor[])[boss, near.Director, near.Peer])
            {
                var shown = (await outside.Get(path)).Is(HttpStatusCode.OK).Body;
                Assert.DoesNotContain("What my supervisor does not see", shown, StringComparison.Ordinal);
                Assert.DoesNotContain(thread.Id.ToString(), shown, StringComparison.Ordinal);
                Assert.DoesNotContain("Out of the discussion", shown, StringComparison.Ordinal);
            }
        Assert.Contains("What my supervisor does not see", (await ana.Agenda(near.Id)).Text($"#i-{item.Id}"), StringComparison.Ordinal);
        Assert.Contains("Hours that suit", (await ana.Get(thread.Address())).Text("[aria-labelledby=brought]"), StringComparison.Ordinal);
        // Who does not see the discussion brings nothing out of it, and does not learn that it is there.
        (await boss.Get(thread.Address() + "/bring")).Is(HttpStatusCode.NotFound);
        (await boss.Get($"/meetings/{near.Id}/agenda/new?thread={thread.Id}")).Is(HttpStatusCode.NotFound);
        (await boss.Post($"/meetings/{near.Id}/agenda", ("Mine.Title", "Guess"), ("Mine.Language", "en"), ("Mine.Thread", thread.Id.ToString()))).Is(HttpStatusCode.NotFound);
        // What is taken back there is gone here.
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}", ("_method", "DELETE"));
        Assert.DoesNotContain("Out of the discussion", (await ben.Agenda(near.Id)).Text($"#i-{item.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_stands_behind_another_name_in_a_discussion_does_not_put_their_own_beside_it()
    {
        var near = await site.Near(Week);
        for (var i = 0; i < Audience.LeastForAnonymity; i++) await site.Add(Kind.Supporter);
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread((await site.SignIn(Kind.Supporter)).Member);
        (await ana.Post($"{thread.Address()}/replies", ("Body", "Nobody is to know."), ("Language", "en"), ("Anonymous", "true"), ("AsItIs", "true"))).Is(HttpStatusCode.OK);
        Assert.Equal(1, await site.Read(db => db.Aliases.CountAsync(a => a.ThreadId == thread.Id)));
        Assert.False((await ana.Get($"/meetings/{near.Id}/agenda/new?thread={thread.Id}")).Has("[name='Mine.Named']"));
        await ana.Post($"/meetings/{near.Id}/agenda", ("Mine.Title", "Forced name"), ("Mine.Language", "en"), ("Mine.Thread", thread.Id.ToString()), ("Mine.Named", "true"));
        Assert.Null(await site.Read(db => db.AgendaItems.Where(i => i.Title == "Forced name").Select(i => i.NamedId).SingleAsync()));
        Assert.True((await ana.Get($"/meetings/{near.Id}/agenda/new")).Has("[name='Mine.Named']"));
    }

    [Fact]
    public async Task Facilitators_and_committee_put_it_together_and_nobody_else_does()
    {
        var near = await site.Near(Week);
        var (ana, committee, facilitator) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee), await site.SignIn(Kind.Facilitator));
        var item = await ana.Propose(site, near.Id, "Long talk", ("Mine.Minutes", "40"));
        var path = OnTheDay.Item(near.Id, item);
        foreach (var other in (Visitor[])[ana, facilitator])
        {
            foreach (var address in (string[])[path + "/acceptance", path + "/setting-aside", path + "/place", $"/meetings/{near.Id}/agenda/order", $"/meetings/{near.Id}/agenda/current", $"/meetings/{near.Id}/report-back"])
                (await other.Post(address, ("Accept.Minutes", "10"), ("Aside.Reason", "No"), ("version", "0"), ("order", ""))).Is(HttpStatusCode.NotFound);
            Assert.False((await other.Agenda(near.Id)).Has("#agenda-order, form[action$='/place']"));
        }

        var page = await (await near.Peer.Get(path)).Submit("section[aria-labelledby=take] form");
        Assert.Equal(["Welcome", "Breakout groups by role", "Long talk", "Report-back"], page.Titles());
        Assert.Contains("100 of 90 minutes. That is 10 minutes too many.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("after the end", page.Text("[data-list=accepted] li:last-child"), StringComparison.Ordinal);
        page = await (await committee.Get(path)).Submit("section[aria-labelledby=take] form", ("Accept.Minutes", "30"));
        Assert.Contains("90 of 90 minutes.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("too many", page.Text(), StringComparison.Ordinal);
        page = await (await near.Director.Get(path)).Submit("section[aria-labelledby=leave] form", ("Aside.Reason", "There is a training on it in May."));
        Assert.Equal(["Welcome", "Breakout groups by role", "Report-back"], page.Titles());
        Assert.Contains("There is a training on it in May.", (await ana.Agenda(near.Id)).Text($"#i-{item}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_are_put_in_order_by_buttons_and_as_a_whole()
    {
        var near = await site.Near(Week);
        var page = await near.Peer.Agenda(near.Id);
        page = await page.Submit("[data-list=accepted] li:nth-child(3) form:has([name=up][value=true])");
        Assert.Equal(["Welcome", "Report-back", "Breakout groups by role"], page.Titles());
        page = await page.Submit("[data-list=accepted] li:first-child form:has([name=up][value=true])");
        Assert.Equal(["Welcome", "Report-back", "Breakout groups by role"], page.Titles());
        var keys = page.All("[data-list=accepted] li").Select(li => li.GetAttribute("data-key")!).Reverse();
        page = await page.Submit("#agenda-order", ("order", string.Join(' ', keys)));
        Assert.Equal(["Breakout groups by role", "Report-back", "Welcome"], page.Titles());
        (await near.Peer.Post($"/meetings/{near.Id}/agenda/order", ("version", page.One("#agenda-order [name=version]").GetAttribute("value")!), ("order", "no ids at all"))).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_sees_what_changed_and_chooses()
    {
        var near = await site.Near(Week);
        var ana = await site.SignIn(Kind.Supporter);
        var item = await ana.Propose(site, near.Id, "For two");
        var (one, other) = (await near.Peer.Get(OnTheDay.Item(near.Id, item)), await near.Director.Get(OnTheDay.Item(near.Id, item)));
        var list = await near.Director.Agenda(near.Id);
        await one.Submit("section[aria-labelledby=take] form", ("Accept.Minutes", "20"));
        var refused = await other.Submit("section[aria-labelledby=leave] form", ("Aside.Reason", "Typed with care."));
        refused.Is(HttpStatusCode.Conflict);
        Assert.Contains("Someone else changed the agenda meanwhile", refused.Text(), StringComparison.Ordinal);
        Assert.Contains("20 minutes", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("Typed with care.", refused.One("#Aside_Reason").GetAttribute("value"));
        var moved = await list.Submit("[data-list=accepted] li:nth-child(2) form");
        moved.Is(HttpStatusCode.Conflict);
        Assert.Equal(["Welcome", "Breakout groups by role", "For two", "Report-back"], moved.Titles());
        // Saved again, it is what they want.
        Assert.Contains("Typed with care.", (await refused.Submit("section[aria-labelledby=leave] form")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_orders_at_once_one_is_taken()
    {
        var near = await site.Near(Week);
        var page = await near.Peer.Agenda(near.Id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => page.Submit("[data-list=accepted] li:nth-child(2) form:has([name=up][value=true])")));
        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal(1, await site.Read(db => db.Agendas.Where(a => a.MeetingId == near.Id).Select(a => a.Version).SingleAsync()));
    }

    [Fact]
    public async Task The_run_sheet_has_clock_times_and_no_way_in()
    {
        var near = await site.Near(Week);
        var sheet = (await (await near.Peer.Agenda(near.Id)).Follow("a[href$='/run-sheet']")).Is(HttpStatusCode.OK);
        Assert.Equal(["11:00 AM–11:10 AM", "11:10 AM–11:45 AM", "11:45 AM–12:00 PM"], sheet.All("tbody td.nowrap").Select(td => td.TextContent.Trim().Replace('\u202f', ' ')));
        Assert.Contains(near.Peer.Member.Name, sheet.Text(), StringComparison.Ordinal);
        Assert.Contains("What is going well?", sheet.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(OnTheDay.Link, sheet.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_members_cannot_see_has_no_agenda_for_them()
    {
        var near = await site.Near(Week);
        await site.Write(db => db.Meetings.Where(m => m.Id == near.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MeetingState.Scheduled).SetProperty(x => x.AnnouncedAt, (Instant?)null)));
        var ana = await site.SignIn(Kind.Supporter);
        foreach (var path in (string[])["/agenda", "/agenda/new", "/agenda/run-sheet", "/day", "/breakouts/peer-supporters", "/breakouts/peer-supporters/notes", "/report-back", $"/agenda/items/{AgendaItem.IdOf(near.Id, AgendaKind.Welcome)}"])
            (await ana.Get($"/meetings/{near.Id}{path}")).Is(HttpStatusCode.NotFound);
        (await near.Peer.Agenda(near.Id)).Is(HttpStatusCode.OK);
        (await ana.Get((await site.AddThread(ana.Member)).Address() + "/bring")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Spanish_says_the_same()
    {
        var near = await site.Near(Week);
        var eva = await site.SignIn(Kind.Supporter, m => m with { Language = "es" });
        var item = await eva.Propose(site, near.Id, "Apoyo entre turnos");
        var page = await eva.Agenda(near.Id);
        Assert.Equal(["Bienvenida", "Grupos pequeños por función", "Puesta en común"], page.Titles());
        Assert.Equal("es", page.One($"#i-{item} h3").GetAttribute("lang"));
    }
}

public sealed class AgendaTestsOnSqlite(SqliteSite site) : AgendaTests(site), IClassFixture<SqliteSite>;

public sealed class AgendaTestsOnPostgres(PostgresSite site) : AgendaTests(site), IClassFixture<PostgresSite>;
