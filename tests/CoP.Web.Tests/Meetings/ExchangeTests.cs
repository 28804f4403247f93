using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CoP.Web.Tests.Meetings;

public abstract class ExchangeTests(Site site)
{
    [Fact]
    public async Task Two_areas_swap_turns_when_those_who_speak_for_them_agree()
    {
        var (one, other) = await site.Sides() is [var a, var b] ? (a, b) : default;
        var preview = await one.Contact.Choose("Swap", one.Turn, other.Turn);
        Assert.Contains($"{other.Area.Name()} would host {one.Turn.Short()}, in place of {one.Area.Name()}", preview.Text(), StringComparison.Ordinal);
        Assert.Equal(10, preview.All("table.rotation tbody tr").Count);
        Assert.Equal(2, preview.All("table.rotation td.changed").Count);
        Assert.Contains(other.Contact.Member.Name, preview.Text(), StringComparison.Ordinal);
        Assert.Empty(await site.Read(db => db.TurnProposals.Where(p => p.Quarter == one.Turn && p.EndedAt == null).ToListAsync()));

        var page = (await preview.Submit("main form[method=post]", ("Input.Why", "Our <offices> move"))).Is(HttpStatusCode.OK);
        var id = page.Proposal();
        Assert.Contains("Our <offices> move", page.Text(), StringComparison.Ordinal);
        Assert.Equal(one.Area, await site.HostOf(one.Turn));

        var asked = Assert.Single(await Mail(other.Contact.Member, id));
        Assert.Equal("A question about turns to host", asked.Subject);
        Assert.DoesNotContain("offices", asked.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{one.Turn.Short()}: {one.Area.Name()}", asked.TextBody, StringComparison.Ordinal);
        Assert.Contains(Exchanging.Address(id), asked.TextBody, StringComparison.Ordinal);
        Assert.Contains("waits for your answer", (await other.Contact.Get("/meetings/rotation")).Text(), StringComparison.Ordinal);
        // Whoever speaks for an area now is asked what it was asked before, too: only this proposal is looked at.
        Assert.Contains("Waits for your answer", await Row(other.Contact, id), StringComparison.Ordinal);
        Assert.DoesNotContain("Waits for your answer", await Row(one.Contact, id), StringComparison.Ordinal);

        Assert.Contains("Your agreement is saved", (await other.Contact.Agree(id)).Text(), StringComparison.Ordinal);
        Assert.Equal((other.Area, one.Area), (await site.HostOf(one.Turn), await site.HostOf(other.Turn)));
        Assert.Contains("Both areas agreed", (await Mail(one.Contact.Member, id))[^1].TextBody, StringComparison.Ordinal);
        Assert.Single(await Mail(other.Contact.Member, id));
        var history = (await (await site.SignIn(Kind.Supporter)).Get("/meetings/rotation/history")).All("ol.history > li").Select(Page.Words).First();
        Assert.Contains($"{one.Area.Name()} and {other.Area.Name()} swapped {one.Turn.Short()} and {other.Turn.Short()}", history, StringComparison.Ordinal);
        Assert.Contains($"Proposed by {one.Contact.Member.Name}", history, StringComparison.Ordinal);
        Assert.Contains($"agreed by {other.Contact.Member.Name} for {other.Area.Name()}", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passed_turn_is_asked_of_one_area_after_the_other()
    {
        var sides = await site.Sides(3);
        var preview = await sides[0].Contact.Choose("Pass", sides[0].Turn);
        Assert.Contains($"{sides[1].Area.Name()} would host {sides[0].Turn.Short()}", preview.Text(), StringComparison.Ordinal);
        var id = (await preview.Submit("main form[method=post]", ("Input.Why", "Nobody has time"))).Is(HttpStatusCode.OK).Proposal();
        Assert.Equal("A question about turns to host", Assert.Single(await Mail(sides[1].Contact.Member, id)).Subject);
        Assert.Empty(await Mail(sides[2].Contact.Member, id));
        Assert.Equal(HttpStatusCode.NotFound, (await sides[2].Contact.Get(Exchanging.Address(id))).Status);

        await sides[1].Contact.Decline(id);
        Assert.Empty(await Mail(sides[0].Contact.Member, id));
        Assert.Single(await Mail(sides[2].Contact.Member, id));
        await sides[2].Contact.Agree(id);
        Assert.Equal((sides[2].Area, sides[0].Area, sides[1].Area), (await site.HostOf(sides[0].Turn), await site.HostOf(sides[2].Turn), await site.HostOf(sides[1].Turn)));
        // Whoever declined on the way hears how it ended, too.
        Assert.Equal(2, (await Mail(sides[1].Contact.Member, id)).Count);
    }

    [Fact]
    public async Task A_swap_that_is_declined_changes_nothing_and_says_so()
    {
        var sides = await site.Sides();
        var id = (await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn)).Proposal();
        await sides[1].Contact.Decline(id);
        Assert.Contains("was declined", (await Mail(sides[0].Contact.Member, id))[^1].TextBody, StringComparison.Ordinal);
        Assert.Equal(sides[0].Area, await site.HostOf(sides[0].Turn));
        Assert.Equal(HttpStatusCode.BadRequest, (await sides[1].Contact.Post(Exchanging.Address(id) + "/agreement")).Status);
        // The turns are free again.
        (await sides[1].Contact.Propose("Swap", sides[1].Turn, sides[0].Turn)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proposal_can_be_withdrawn_and_those_who_were_asked_are_told()
    {
        var sides = await site.Sides();
        var page = await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn);
        Assert.Equal(HttpStatusCode.NotFound, (await sides[1].Contact.Post(page.Address, ("_method", "DELETE"))).Status);
        await page.Submit("details form");
        Assert.Equal(ProposalState.Withdrawn, (await State(page.Proposal())).State);
        Assert.Contains("was withdrawn", (await Mail(sides[1].Contact.Member, page.Proposal()))[^1].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_committee_proposes_needs_both_areas()
    {
        var sides = await site.Sides();
        var committee = await site.Committee();
        var id = (await committee.Propose("Swap", sides[0].Turn, sides[1].Turn)).Is(HttpStatusCode.OK).Proposal();
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post(Exchanging.Address(id) + "/agreement")).Status);
        await sides[1].Contact.Agree(id);
        Assert.Equal(sides[0].Area, await site.HostOf(sides[0].Turn));
        await sides[0].Contact.Agree(id);
        Assert.Equal(sides[1].Area, await site.HostOf(sides[0].Turn));
        Assert.Contains("Both areas agreed", (await Mail(committee.Member, id))[^1].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_proposals_about_one_turn_do_not_stand_side_by_side()
    {
        var sides = await site.Sides(3);
        var (first, second) = (await sides[0].Contact.Choose("Swap", sides[0].Turn, sides[1].Turn), await sides[2].Contact.Choose("Swap", sides[2].Turn, sides[1].Turn));
        (await first.Submit("main form[method=post]", ("Input.Why", "First"))).Is(HttpStatusCode.OK);
        var refused = (await second.Submit("main form[method=post]", ("Input.Why", "Second"))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("is still open. Please wait until it has been answered.", refused.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{sides[1].Turn}\"", refused.One("#Input_Other").OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_who_propose_one_turn_at_the_same_moment_one_gets_through()
    {
        var sides = await site.Sides();
        var people = new[] { sides[0].Contact, await site.Committee(), await site.Committee(), await site.Committee() };
        var forms = await Task.WhenAll(people.Select(p => p.Choose("Swap", sides[0].Turn, sides[1].Turn)));
        var pages = await Task.WhenAll(forms.Select(f => f.Submit("main form[method=post]", ("Input.Why", "At once"))));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], pages.Select(p => p.Status).Order());
        Assert.Equal(1, await site.Read(db => db.TurnProposals.CountAsync(p => p.Quarter == sides[0].Turn && p.State == ProposalState.Open)));
    }

    [Fact]
    public async Task An_agreement_that_is_sent_twice_exchanges_once()
    {
        var sides = await site.Sides();
        var id = (await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn)).Proposal();
        var form = await sides[1].Contact.Get(Exchanging.Address(id));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => form.Submit("form[action$='/agreement']")));
        Assert.Equal(1, await site.Read(db => db.LedgerEntries.CountAsync(e => e.ProposalId == id)));
        Assert.Equal(sides[1].Area, await site.HostOf(sides[0].Turn));
    }

    [Fact]
    public async Task A_turn_that_becomes_a_meeting_ends_the_proposal_about_it()
    {
        var sides = await site.Sides();
        var id = (await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn)).Proposal();
        var answer = await sides[1].Contact.Get(Exchanging.Address(id));
        var committee = await site.Committee();
        Assert.Contains("A proposal to exchange this turn is open", (await committee.Form(sides[1].Turn)).Text(), StringComparison.Ordinal);
        await committee.Schedule(sides[1].Turn);
        Assert.Equal(ProposalState.Overtaken, (await State(id)).State);
        (await answer.Submit("form[action$='/agreement']")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("can no longer be exchanged", (await Mail(sides[0].Contact.Member, id))[^1].TextBody, StringComparison.Ordinal);
        var refused = await sides[0].Contact.Get($"/meetings/rotation/proposals/new?Input.Kind=Swap&Input.Turn={sides[0].Turn}&Input.Other={sides[1].Turn}");
        Assert.Contains("already has a meeting", refused.Text(), StringComparison.Ordinal);
        Assert.False(refused.Has("main form[method=post]"));
    }

    [Fact]
    public async Task Agreeing_and_giving_the_turn_a_date_at_once_leave_a_meeting_of_the_area_that_has_the_turn()
    {
        for (var i = 0; i < 3; i++)
        {
            var sides = await site.Sides();
            var id = (await sides[0].Contact.Propose("Swap", sides[0].Turn, sides[1].Turn)).Proposal();
            var (answer, form) = (await sides[1].Contact.Get(Exchanging.Address(id)), await (await site.Committee()).Form(sides[0].Turn));
            await Task.WhenAll(answer.Submit("form[action$='/agreement']"), form.Submit("main form", ("Input.Date", sides[0].Turn.Day().Iso()), ("Input.Time", "13:00")));
            var meeting = await site.Read(db => db.Meetings.SingleAsync(m => m.Quarter == sides[0].Turn));
            Assert.Equal(await site.HostOf(sides[0].Turn), meeting.Host);
        }
    }

    [Fact]
    public async Task Whoever_is_newly_named_is_asked_what_waits()
    {
        var turns = await site.Free(2);
        var (one, other) = (await site.HostOf(turns[0]), await site.HostOf(turns[1]));
        var committee = await site.Committee();
        await site.Contact(one);
        await (await committee.Get("/steering/rotation")).Submit($"form[action$='/{other}']", ("Member", ""));
        var page = await committee.Propose("Swap", turns[0], turns[1]);
        Assert.Contains($"{other.Name()} has nobody who speaks for its turns yet", page.Text(), StringComparison.Ordinal);
        var named = await site.Contact(other, "es");
        var letter = Assert.Single(await Mail(named.Member, page.Proposal()));
        Assert.Equal("Una pregunta sobre turnos para organizar", letter.Subject);
        await named.Agree(page.Proposal());
        Assert.Equal(ProposalState.Open, (await State(page.Proposal())).State);
    }

    [Theory]
    [InlineData("Input.Why", "", "Please give a reason")]
    [InlineData("Input.Why", "300+", "Please give a reason")]
    [InlineData("Input.Turn", "2020-Q1", null)]
    [InlineData("Input.Turn", "soon", null)]
    [InlineData("Input.Other", "", "Please choose the turn to get")]
    [InlineData("Input.Other", "9999-Q4", "next ten years")]
    [InlineData("Input.Kind", "Steal", null)]
    [InlineData("Input.Kind", "7", null)]
    public async Task A_proposal_that_cannot_be_is_sent_back_with_what_was_typed(string field, string value, string? says)
    {
        var sides = await site.Sides();
        var form = await sides[0].Contact.Choose("Swap", sides[0].Turn, sides[1].Turn);
        (string Name, string? Value)[] fields = field == "Input.Why" ? [(field, value == "300+" ? new string('x', 301) : value)] : [("Input.Why", "Kept words"), (field, value)];
        var page = (await form.Submit("main form[method=post]", fields)).Is(HttpStatusCode.BadRequest);
        if (says is not null) Assert.Contains(says, page.Text(), StringComparison.Ordinal);
        Assert.True(page.Has(".notice--error"));
        Assert.Equal(0, await site.Read(db => db.TurnProposals.CountAsync(p => p.ProposedById == sides[0].Contact.Member.Id)));
    }

    [Fact]
    public async Task Who_may_do_what()
    {
        var sides = await site.Sides(3);
        var (one, other, third) = (sides[0], sides[1], sides[2]);
        var id = (await one.Contact.Propose("Swap", one.Turn, other.Turn)).Proposal();
        var people = new List<(string Name, Visitor Visitor, bool Sees, bool Committee, bool Speaks)>
        {
            ("proposer", one.Contact, true, false, true), ("asked", other.Contact, true, false, true), ("another's", third.Contact, false, false, true),
        };
        foreach (var kind in Kind.All) people.Add((kind.Name, await site.SignIn(kind, m => m with { Areas = (Areas)31 }), kind == Kind.Committee, kind == Kind.Committee, false));
        List<string> wrong = [];
        foreach (var (name, visitor, sees, committee, speaks) in people)
        {
            async Task Expect(string method, string address, bool allowed, params (string, string)[] fields)
            {
                var page = method == "GET" ? await visitor.Get(address) : await visitor.Post(address, method == "DELETE" ? [("_method", "DELETE"), .. fields] : fields);
                if ((page.Status != HttpStatusCode.NotFound) != allowed || (int)page.Status >= 500) wrong.Add($"{name} {method} {address}: {(int)page.Status}");
            }
            await Expect("GET", "/meetings/rotation", true);
            await Expect("GET", "/meetings/rotation.csv", true);
            await Expect("GET", "/meetings/rotation.ics", true);
            await Expect("GET", "/meetings/rotation/history", true);
            await Expect("GET", "/meetings/rotation/proposals", committee || speaks);
            await Expect("GET", "/meetings/rotation/proposals/new", committee || speaks);
            await Expect("POST", "/meetings/rotation/proposals", committee || speaks);
            await Expect("GET", Exchanging.Address(id), sees);
            // Who sees a proposal and is not asked is told so; the committee does not speak for an area.
            if (name != "asked") await Expect("POST", Exchanging.Address(id) + "/agreement", sees && speaks);
            if (name != "asked") await Expect("POST", Exchanging.Address(id) + "/refusal", sees && speaks);
            if (!committee && name != "proposer") await Expect("DELETE", Exchanging.Address(id), false);
            foreach (var address in new[] { "/steering/rotation", "/steering/rotation/order", "/steering/rotation/waiver", "/steering/rotation/self-organising" }) await Expect("GET", address, committee);
            foreach (var address in new[] { "/steering/rotation/order", "/steering/rotation/waiver", "/steering/rotation/self-organising" }) await Expect("POST", address, committee);
            if (!committee) await Expect("POST", "/steering/rotation/contacts/Central", false, ("Member", visitor.Member.Id.ToString()));
        }
        Findings.None(wrong);
        Assert.Equal(ProposalState.Open, (await State(id)).State);
        Assert.Equal(2, await site.Read(db => db.TurnContacts.CountAsync(c => c.MemberId == one.Contact.Member.Id || c.MemberId == other.Contact.Member.Id)));
    }

    [Fact]
    public async Task An_area_asks_that_a_turn_of_its_own_counts_which_was_not_held()
    {
        var ledger = await site.Ledger();
        var quarter = new Quarter(2030, 3);
        var contact = await site.Contact(ledger.Rotation.HostOf(quarter));
        var stranger = await site.Contact(ledger.Rotation.HostOf(quarter + 1));
        var address = $"/meetings/rotation/turns/{quarter}/count";
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(address, ("Input.Why", "Mine"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignIn(Kind.Supporter)).Get(address)).Status);
        var form = await (await contact.Get("/meetings/rotation/proposals")).Follow($"a[href='{address}']");
        (await form.Submit("main form", ("Input.Why", ""))).Is(HttpStatusCode.BadRequest);
        var history = (await form.Submit("main form", ("Input.Why", "All was prepared"))).Is(HttpStatusCode.OK);
        Assert.Contains("counts, though no meeting was held", history.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await contact.Get(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await contact.Get("/meetings/rotation/turns/2031-Q2/count")).Status);
        Assert.Contains("2030-Q3,2030-07-01,2030-09-30", (await contact.Get("/meetings/rotation.csv")).Body, StringComparison.Ordinal);
        Assert.Contains("\"not held, counts\"", (await contact.Get("/meetings/rotation.csv")).Body, StringComparison.Ordinal);
    }

    /// <summary>What a member was sent about one proposal; others of the same areas may be open beside it.</summary>
    async Task<List<MimeMessage>> Mail(Joined member, Id<TurnProposal> id) => (await site.Mail(member)).FindAll(m => m.TextBody!.Contains(Exchanging.Address(id), StringComparison.Ordinal));

    static async Task<string> Row(Visitor visitor, Id<TurnProposal> id) =>
        Page.Words((await visitor.Get("/meetings/rotation/proposals")).All("li.row").Single(r => r.QuerySelector($"a[href='{Exchanging.Address(id)}']") is not null));

    Task<TurnProposal> State(Id<TurnProposal> id) => site.Read(db => db.TurnProposals.AsNoTracking().SingleAsync(p => p.Id == id));
}

public sealed class ExchangeTestsOnSqlite(SqlitePostSite site) : ExchangeTests(site), IClassFixture<SqlitePostSite>;

public sealed class ExchangeTestsOnPostgres(PostgresPostSite site) : ExchangeTests(site), IClassFixture<PostgresPostSite>;
