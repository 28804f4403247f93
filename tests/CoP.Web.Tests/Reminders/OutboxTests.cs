using System.Net;
using CoP.Domain.Reminders;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Reminders;

public abstract class OutboxTests(Site site)
{
    const string Page = "/steering/mail";

    Postbag Bag => (Postbag)site.Services.GetRequiredService<IMailTransport>();

    [Fact]
    public async Task Mail_that_did_not_arrive_is_for_the_committee_and_the_site_administrator_to_see_to_try_again_or_to_drop()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (again, dropped) = (await Failed(ana, "Recipient: 550 5.1.1 no such user", "Recipient 550"), await Failed(ben, "Content: 554 5.6.0 no", "Content 554"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignIn(Kind.Supporter)).Get(Page)).Status);
        foreach (var kind in (Kind[])[Kind.Committee, Kind.SiteAdministrator])
        {
            var page = await (await site.SignIn(kind)).Get(Page);
            foreach (var text in (string[])["550 5.1.1 no such user", ana.Name, "Recipient 550", "Content 554"]) Assert.Contains(text, page.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(ana.Email, page.Text(), StringComparison.Ordinal);
        }
        var committee = await site.SignIn(Kind.Committee);
        await committee.Post($"{Page}/{again}/retry");
        var after = await committee.Post($"{Page}/{dropped}/drop");
        Assert.DoesNotContain(ben.Name, after.Text("main"), StringComparison.Ordinal);
        await site.Post();
        Assert.Equal(LetterState.Void, await State(again));
        Assert.Equal(LetterState.Dropped, await State(dropped));
        // Of two who see to it, the second changes nothing.
        Assert.Contains("somebody else", (await committee.Post($"{Page}/{dropped}/retry")).Text(".says"), StringComparison.Ordinal);
        Assert.Equal(LetterState.Dropped, await State(dropped));

        Task<LetterState> State(CoP.Domain.Common.Id<Letter> id) => site.Read(db => db.Letters.Where(l => l.Id == id).Select(l => l.State).SingleAsync());
    }

    [Fact]
    public async Task The_queue_is_counted_and_a_test_letter_reaches_who_asked_for_it()
    {
        var committee = await site.SignIn(Kind.Committee, m => m with { Language = "es" });
        await site.Post();
        Bag.IsAway = true;
        Assert.Contains("correo de prueba va en camino", (await committee.Post(Page + "/test")).Text(".says"), StringComparison.Ordinal);
        await site.Services.GetRequiredService<PostRoom>().Work(TestContext.Current.CancellationToken);
        var page = await committee.Get(Page);
        Assert.Contains("espera desde", page.Text(), StringComparison.Ordinal);
        Bag.IsAway = false;
        var letter = Assert.Single(await site.Mail(committee.Member));
        Assert.Equal("Un correo de prueba", letter.Subject);
    }

    [Fact]
    public async Task What_was_sent_lately_is_read_page_by_page_without_saying_to_whom_or_what()
    {
        var ana = await site.Add(Kind.Supporter);
        await site.Write(db =>
        {
            for (var i = 0; i < 120; i++)
            {
                var occasion = Occasion.Of(LetterKind.SeatFound, Guid.NewGuid(), 1, site.Now);
                occasion.FannedOut(site.Now);
                var letter = new Letter(occasion, ana.Id.Value, site.Now);
                if (i % 3 == 0) letter.Void(VoidReason.AddressRefused, site.Now);
                else letter.Sent($"250 ok for {ana.Email}", site.Now);
                db.AddRange(occasion, letter);
            }
        });
        var administrator = await site.SignIn(Kind.SiteAdministrator);
        var (rows, page) = (0, await (await administrator.Get(Page)).Follow($"a[href='{Page}/sent']"));
        while (true)
        {
            foreach (var text in (string[])[ana.Email, ana.Name, "250"]) Assert.DoesNotContain(text, page.Text(), StringComparison.Ordinal);
            rows += page.All("tbody tr").Count;
            if (!page.Has("a[rel=next]")) break;
            page = await page.Follow("a[rel=next]");
        }
        Assert.Equal(await site.Read(db => db.Letters.CountAsync(l => l.FinishedAt != null)), rows);
    }

    [Fact]
    public async Task What_cannot_be_written_at_all_is_shown_and_can_be_tried_again_or_dropped()
    {
        Occasion[] broken = [Occasion.Of(LetterKind.PollChosen, Guid.NewGuid(), 1, site.Now), Occasion.Of(LetterKind.PollChosen, Guid.NewGuid(), 1, site.Now)];
        await site.Write(db =>
        {
            foreach (var occasion in broken)
            {
                for (var i = 0; i < Occasion.MostFailures; i++) occasion.Failed("InvalidOperationException", 0.5, site.Now);
                db.Add(occasion);
            }
        });
        await site.Post();
        var committee = await site.SignIn(Kind.Committee);
        Assert.Contains("InvalidOperationException", (await committee.Get(Page)).Text(), StringComparison.Ordinal);
        await committee.Post($"{Page}/occasions/{broken[0].Id}/retry");
        await committee.Post($"{Page}/occasions/{broken[1].Id}/drop");
        await site.Post();
        Assert.All(await site.Read(db => db.Occasions.Where(o => o.Id == broken[0].Id || o.Id == broken[1].Id).ToListAsync()), o => Assert.Equal((true, true), (o.SetAsideAt is null, o.FannedOutAt is not null)));
    }

    [Fact]
    public async Task An_address_that_was_refused_gets_nothing_but_sign_in_links_until_its_owner_wants_it_tried_again()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var email = ana.Member.Email;
        Assert.False((await ana.Get("/")).Has("#unreached"));
        Bag.Refused = email;
        await site.Announced(40);
        await site.Post();
        Bag.Refused = null;
        Assert.NotNull((await site.Read(db => db.AddressStandings.AsNoTracking().SingleAsync(s => s.MemberId == ana.Member.Id))).RefusedAt);

        // It would take mail now, and is left alone all the same.
        await site.Announced(50);
        Assert.Empty(await site.Mail(ana.Member));
        Assert.Equal(nameof(VoidReason.AddressRefused), await site.Read(db => db.Letters.Where(l => l.Recipient == ana.Member.Id.Value && l.State == LetterState.Void).Select(l => l.Outcome).SingleAsync()));
        await (await site.Visit().Get("/sign-in/link")).Submit("form", ("Email", email));
        Assert.Single(await site.Mail(ana.Member));
        // That a link went says nothing about the rest: whoever asks for one has not read that mail was refused.
        await site.Write(async db => (await db.AddressStandings.SingleAsync(s => s.MemberId == ana.Member.Id)).Refuses(email, ofUs: false, site.Now));

        var page = await ana.Get("/");
        Assert.Contains(email, page.Text("[aria-labelledby=unreached]"), StringComparison.Ordinal);
        page = await page.Submit("[aria-labelledby=unreached] form");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.False(page.Has("#unreached"));
        // The test letter, and what was kept back: the meeting is still ahead.
        Assert.Equal(3, (await site.Mail(ana.Member)).Count);
    }

    async Task<CoP.Domain.Common.Id<Letter>> Failed(Joined member, string reply, string failure)
    {
        Letter? letter = null;
        await site.Write(db =>
        {
            var occasion = Occasion.Of(LetterKind.MeetingMoved, Guid.NewGuid(), 1, site.Now);
            occasion.FannedOut(site.Now);
            letter = new Letter(occasion, member.Id.Value, site.Now);
            letter.Refused(reply, failure, site.Now);
            db.AddRange(occasion, letter);
        });
        return letter!.Id;
    }
}

public sealed class OutboxTestsOnSqlite(SqlitePostSite site) : OutboxTests(site), IClassFixture<SqlitePostSite>;

public sealed class OutboxTestsOnPostgres(PostgresPostSite site) : OutboxTests(site), IClassFixture<PostgresPostSite>;
