using System.Net;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Meetings;

public abstract class TurnDecisionTests(Site site)
{
    [Fact]
    public async Task The_order_changes_from_a_round_on_after_a_look_at_the_ten_years_around()
    {
        var committee = await site.Committee();
        var form = await committee.Get("/steering/rotation/order");
        var from = Quarter.Parse(form.All("#Input_From option").Select(o => o.GetAttribute("value")!).Last(v => v.Length > 0));
        var preview = await form.Submit("main form[method=get]", ("Input.From", from.ToString()), ("Input.First", "Central"), ("Input.Second", "Western"));
        Assert.True(preview.All("td.changed").Count >= 4);
        Assert.Equal(Area.Western, await site.HostOf(from));
        (await preview.Submit("main form[method=post]", ("Input.Why", ""))).Is(HttpStatusCode.BadRequest);
        var history = (await preview.Submit("main form[method=post]", ("Input.Why", "Western asked for it"))).Is(HttpStatusCode.OK);
        Assert.Contains($"New order from {from.Short()}: Central, Western, Northeast, Metro Boston, Southeast", history.Text(), StringComparison.Ordinal);
        Assert.Contains($"Decided by {committee.Member.Name}", history.Text(), StringComparison.Ordinal);
        Assert.Equal((Area.Central, Area.Western), (await site.HostOf(from), await site.HostOf(from + 1)));
        Assert.Contains($"From {from.Short()}", (await committee.Get("/meetings/rotation")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.From", "2031-Q3", "Please choose one of the quarters in the list")]
    [InlineData("Input.From", "2026-Q1", "still to come")]
    [InlineData("Input.From", "nonsense", null)]
    [InlineData("Input.From", "", null)]
    [InlineData("Input.Second", "Central", "each of the five areas")]
    [InlineData("Input.Fifth", "Cape Cod", null)]
    [InlineData("Input.Fifth", "99", null)]
    [InlineData("Input.Why", "a\nb", "Please give a reason")]
    public async Task An_order_that_cannot_be_is_sent_back(string field, string value, string? says)
    {
        var committee = await site.Committee();
        var from = (await site.Ledger()).OrderCanStartIn(new(Turning.Current, new Dictionary<Quarter, MeetingOnRecord>())).First();
        var entries = (await site.Ledger()).Entries.Count;
        List<(string Name, string Value)> fields =
        [
            ("Input.Seen", $"{entries}"), ("Input.From", from.ToString()), ("Input.First", "Central"), ("Input.Second", "Southeast"), ("Input.Third", "Western"),
            ("Input.Fourth", "Northeast"), ("Input.Fifth", "MetroBoston"), ("Input.Why", "Words to keep"),
        ];
        fields[fields.FindIndex(f => f.Name == field)] = (field, value);
        var page = (await committee.Post("/steering/rotation/order", fields)).Is(HttpStatusCode.BadRequest);
        if (says is not null) Assert.Contains(says, page.Text(), StringComparison.Ordinal);
        Assert.Equal(entries, (await site.Ledger()).Entries.Count);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_second_looks_again()
    {
        var (one, other) = (await site.Committee(), await site.Committee());
        var forms = await Task.WhenAll(new[] { one, other }.Select(c => c.Get("/steering/rotation/self-organising")));
        var pages = await Task.WhenAll(forms.Select((f, i) => f.Submit("main form", ("Input.From", $"2032-0{i + 1}-01"), ("Input.Why", "It is time"))));
        var refused = Assert.Single(pages, p => p.Status == HttpStatusCode.BadRequest);
        Assert.Contains("Someone decided something about turns meanwhile", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("It is time", refused.One("#Input_Why").GetAttribute("value"));
        // Seen now: it may be sent again, and takes the place of what has not begun.
        (await refused.Submit("main form")).Is(HttpStatusCode.OK);
        Assert.Equal(2, await site.Read(db => db.LedgerEntries.CountAsync(e => e.Kind == LedgerEntryKind.SelfOrganising)));
        Assert.Contains("organizes itself from", (await (await site.SignIn(Kind.Supporter)).Get("/meetings/rotation")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2031-03-02", "today or a later day")]
    [InlineData("2041-03-04", "within the next ten years")]
    [InlineData("", null)]
    [InlineData("31/12/2031", null)]
    public async Task A_day_that_cannot_be_is_sent_back(string day, string? says)
    {
        var page = (await (await (await site.Committee()).Get("/steering/rotation/self-organising")).Submit("main form", ("Input.From", day), ("Input.Why", "It is time"))).Is(HttpStatusCode.BadRequest);
        if (says is not null) Assert.Contains(says, page.Text(), StringComparison.Ordinal);
        Assert.Equal("It is time", page.One("#Input_Why").GetAttribute("value"));
    }

    [Fact]
    public async Task A_debt_that_no_exchange_gives_back_is_waived_once()
    {
        // A community of its own, in which a swapped turn was held and the other was not.
        await using var own = await Site.On(site.Kind);
        var committee = await own.SignIn(Kind.Committee);
        Assert.Contains("Nothing is owed", (await committee.Get("/steering/rotation/waiver")).Text(), StringComparison.Ordinal);
        var (one, other) = (new Quarter(2031, 2), new Quarter(2031, 3));
        await own.Exchange(committee.Member.Id, one, other);
        var id = await committee.Schedule(one);
        await committee.Announce(id);
        own.Clock.Advance(TimeSpan.FromDays(250));
        committee = await own.SignIn(Kind.Committee);
        var form = await committee.Get("/steering/rotation/waiver");
        Assert.Equal(["Central"], form.All("#Input_Debtor option[value]:not([value=''])").Select(o => o.TextContent));
        (await form.Submit("main form", ("Input.Debtor", "Western"), ("Input.Creditor", "Northeast"), ("Input.Why", "Enough"))).Is(HttpStatusCode.BadRequest);
        (await form.Submit("main form", ("Input.Debtor", "Central"), ("Input.Creditor", "Northeast"), ("Input.Why", "Enough"))).Is(HttpStatusCode.OK);
        Assert.All((await committee.Get("/meetings/rotation")).All(".balance > li"), item => Assert.Contains("owes no turn", item.TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing is owed", (await committee.Get("/steering/rotation/waiver")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_speaks_for_one_area_in_which_they_work()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter, m => m with { Areas = Areas.Central | Areas.Western });
        var page = await committee.Get("/steering/rotation");
        (await page.Submit("form[action$='/Central']", ("Member", member.Member.Id.ToString()))).Is(HttpStatusCode.OK);
        (await member.Get("/meetings/rotation/proposals")).Is(HttpStatusCode.OK);
        Assert.Contains("already speaks for another area", (await committee.Post("/steering/rotation/contacts/Western", ("Member", member.Member.Id.ToString()))).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Contains("works in this area", (await committee.Post("/steering/rotation/contacts/Southeast", ("Member", (await site.Add(Kind.Supporter)).Id.ToString()))).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Contains("works in this area", (await committee.Post("/steering/rotation/contacts/Southeast", ("Member", "nobody"))).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post("/steering/rotation/contacts/Cape", ("Member", ""))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Post("/steering/rotation/contacts/77", ("Member", ""))).Status);
        await (await committee.Get("/steering/rotation")).Submit("form[action$='/Central']", ("Member", ""));
        Assert.Equal(HttpStatusCode.NotFound, (await member.Get("/meetings/rotation/proposals")).Status);
        Assert.Equal(2, await site.Read(db => db.AuditTrail.CountAsync(e => e.What == AuditKind.TurnContact && e.SubjectId == member.Member.Id)));
        Assert.Contains("Speaks for the turns of an area: Central", (await committee.Get("/steering/audit")).Text(), StringComparison.Ordinal);
    }
}

public sealed class TurnDecisionTestsOnSqlite(SqliteSite site) : TurnDecisionTests(site), IClassFixture<SqliteSite>;

public sealed class TurnDecisionTestsOnPostgres(PostgresSite site) : TurnDecisionTests(site), IClassFixture<PostgresSite>;
