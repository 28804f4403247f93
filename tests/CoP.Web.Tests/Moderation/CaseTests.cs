using System.Net;
using System.Text.Json;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Moderation;
using CoP.Web.Mail;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.Moderation;

public abstract class CaseTests(Site site)
{
    const string Words = "harborlight";

    [Fact]
    public async Task A_concern_reaches_the_moderators_without_the_name_of_who_raised_it()
    {
        var (ana, ben, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor), await site.SignIn(Kind.Moderator));
        var thread = await Said(ana.Member);
        var post = await site.Post(thread, 1);

        var page = await (await ben.Get(thread.Address())).Follow($"#p-{post.Id} a[href$='/concern']");
        Assert.Contains(Words, page.Text(), StringComparison.Ordinal);
        page = await page.Submit("form.form", ("Reason", "IdentifiesAPerson"), ("Words", "I know who it is."));
        Assert.Contains("have been told", page.Text(".says"), StringComparison.Ordinal);

        var queue = await mo.Get("/moderation");
        var id = await CaseOf(post);
        Assert.True(await mo.HasCase(id));
        page = await mo.Get($"/moderation/{id}");
        Assert.Contains(Words, page.Text(".prose"), StringComparison.Ordinal);
        Assert.Contains("I know who it is.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(ben.Member.Name, page.Body + queue.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ben.Member.Id.ToString(), page.Body + queue.Body, StringComparison.Ordinal);

        page = await ben.Raise(thread, post);
        Assert.Contains("already told", page.Is(HttpStatusCode.BadRequest).Text(".notice--error"), StringComparison.Ordinal);
        (await ana.Raise(thread, post)).Is(HttpStatusCode.BadRequest);
        (await ana.Get("/moderation")).Is(HttpStatusCode.NotFound);
        (await (await site.SignIn(Kind.Committee)).Get($"/moderation/{id}")).Is(HttpStatusCode.NotFound);
        Assert.Equal(1, await site.Read(db => db.Concerns.CountAsync(c => c.CaseId == id)));
    }

    [Fact]
    public async Task Whoever_cannot_see_a_post_raises_no_concern_about_it()
    {
        var thread = await site.AddThread(await site.Add(Kind.Supporter), AudienceKind.PeerSupporters);
        var eve = await site.SignIn(Kind.Supervisor);
        (await eve.Raise(thread, await site.Post(thread, 0))).Is(HttpStatusCode.NotFound);
        (await eve.Get($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/concern")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await site.Read(db => db.Cases.CountAsync(c => c.ThreadId == thread.Id)));
    }

    [Fact]
    public async Task A_hidden_post_gives_no_text_to_anyone_for_a_day_and_then_is_there_again()
    {
        var (ana, ben, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator));
        var thread = await Said(ana.Member);
        var post = await site.Post(thread, 1);
        Assert.Contains(Words, (await ben.Get(thread.Address())).Body, StringComparison.Ordinal);
        var id = await site.Raised(thread, 1);
        Assert.Contains("hidden for a day", (await mo.Decides(id, "hiding")).Text(".says"), StringComparison.Ordinal);

        foreach (var who in new[] { ben, mo })
        {
            Assert.DoesNotContain(Words, (await who.Get(thread.Address())).Body, StringComparison.Ordinal);
            Assert.DoesNotContain(Words, (await who.Get($"{thread.Address()}/changes?since=1")).Body, StringComparison.Ordinal);
            Assert.Contains("while moderators look", (await who.Get(thread.Address())).Text($"#p-{post.Id}"), StringComparison.Ordinal);
        }
        foreach (var address in new[] { $"{thread.Address()}/print", $"{thread.Address()}?quote=1", "/notices", await site.ListOf(thread) })
            Assert.DoesNotContain(Words, (await ben.Get(address)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        (await ben.Get($"{thread.Address()}/replies/{post.Id}/history")).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain(thread.Id.ToString(), (await ben.Get($"/search?q={Words}")).Body, StringComparison.Ordinal);
        Assert.Contains(Words, (await mo.Get($"/moderation/{id}")).Text(".prose"), StringComparison.Ordinal);
        (await ben.Raise(thread, post)).Is(HttpStatusCode.NotFound);
        (await ben.Get($"{thread.Address()}/replies/{post.Id}/moderation")).Is(HttpStatusCode.NotFound);
        Assert.True((await ana.Get("/notices")).Has($"a[href='{thread.Address()}/replies/{post.Id}/moderation']"));
        var own = await (await ana.Get(thread.Address())).Follow($"#p-{post.Id} a[href$='/moderation']");
        Assert.Contains(Words, own.Text(".prose"), StringComparison.Ordinal);
        Assert.Contains("Because.", own.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(mo.Member.Name, own.Body, StringComparison.Ordinal);
        Assert.Contains("hidden once already", (await mo.Decides(id, "hiding")).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);

        site.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Contains(Words, (await ben.Get(thread.Address())).Body, StringComparison.Ordinal);
        var before = await Version(thread);
        await Site.Until(async () =>
        {
            await using var scope = site.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<EndHidings>().Due();
            return (await site.Post(thread, 1)).HiddenUntil is null;
        }, "open pages are told");
        Assert.InRange(await Version(thread), before, before + 1);
        var changes = JsonDocument.Parse((await ben.Get($"{thread.Address()}/changes?since={await Version(thread) - 1}")).Body).RootElement;
        Assert.Contains(Words, Assert.Single(changes.GetProperty("replies").EnumerateArray()).GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_different_moderators_remove_and_one_alone_does_not()
    {
        var (ana, ben, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var thread = await Said(ana.Member);
        var (post, id) = (await site.Post(thread, 1), await site.Raised(thread, 1));
        await mo.Decides(id, "removal", "It hurts someone.");
        Assert.Contains("asked for this already", (await mo.Decides(id, "removal")).Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Contains(Words, (await ben.Get(thread.Address())).Body, StringComparison.Ordinal);
        (await ana.Get($"{thread.Address()}/replies/{post.Id}/moderation")).Is(HttpStatusCode.NotFound);

        var page = await max.Get($"/moderation/{id}");
        Assert.Equal("It hurts someone.", page.One("form[action$='/removal'] textarea").TextContent.Trim());
        page = await page.Submit("form[action$='/removal']");
        Assert.Contains("removed", page.Is(HttpStatusCode.OK).Text(".says"), StringComparison.Ordinal);
        Assert.Contains("Removed by the moderators", (await ben.Get(thread.Address())).Text($"#p-{post.Id}"), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, (await ben.Get($"{thread.Address()}/changes?since=1")).Body, StringComparison.Ordinal);
        page = await ana.Get($"{thread.Address()}/replies/{post.Id}/moderation");
        Assert.Contains(Words, page.Text(".prose"), StringComparison.Ordinal);
        Assert.Contains("It hurts someone.", page.Text(), StringComparison.Ordinal);
        var edit = await ana.Post($"{thread.Address()}/replies/{post.Id}", ("_method", "PUT"), ("Body", "Other words."), ("Language", "en"));
        Assert.Equal("Other words.", edit.Is(HttpStatusCode.BadRequest).One("textarea").TextContent.Trim());

        // The author answers, and two put it back.
        await page.Submit("form.form", ("Words", "It was about myself."));
        Assert.True(await mo.HasCase(id));
        Assert.Contains("It was about myself.", (await mo.Get($"/moderation/{id}")).Text(), StringComparison.Ordinal);
        await max.Decides(id, "restoring", "Then it stays.");
        Assert.DoesNotContain(Words, (await ben.Get(thread.Address())).Body, StringComparison.Ordinal);
        await mo.Decides(id, "restoring", "We were wrong.");
        Assert.Contains(Words, (await ben.Get(thread.Address())).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_quote_of_a_post_goes_when_it_is_removed()
    {
        var (ana, ben, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var thread = await Said(ana.Member);
        var (post, id) = (await site.Post(thread, 1), await site.Raised(thread, 1));
        await ben.Post($"{thread.Address()}/replies", ("Body", $"> [Somebody]({thread.Address()}/replies/{post.Id}):\n> {Words}\n\nI disagree."));
        Assert.Contains(Words, (await ben.Get(thread.Address())).Text(".post--mine .prose"), StringComparison.Ordinal);

        await mo.Decides(id, "removal");
        await max.Decides(id, "removal");
        var left = (await ben.Get(thread.Address())).Text(".post--mine .prose");
        Assert.DoesNotContain(Words, left, StringComparison.Ordinal);
        Assert.Contains("I disagree.", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_quote_of_a_hidden_post_is_hidden_with_it_and_there_again_after()
    {
        var (ana, ben, eva, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator));
        var (thread, elsewhere) = (await Said(ana.Member), await site.AddThread(eva.Member));
        var (post, id) = (await site.Post(thread, 1), await site.Raised(thread, 1));
        var quote = $"> [Somebody]({thread.Address()}/replies/{post.Id}):\n> {Words}\n\n";
        await ben.Post($"{thread.Address()}/replies", ("Body", quote + "I disagree."));
        await ben.Post($"{elsewhere.Address()}/replies", ("Body", quote + "Elsewhere."));
        await ben.Post($"{elsewhere.Address()}/replies/{(await site.Post(elsewhere, 1)).Id}", ("_method", "PUT"), ("Body", quote + "Elsewhere, and changed."), ("Language", "en"));
        string[] addresses =
        [
            thread.Address(), elsewhere.Address(), $"{thread.Address()}/changes?since=1", $"{elsewhere.Address()}/changes?since=1", $"{thread.Address()}/print",
            $"{thread.Address()}?quote=2", $"{elsewhere.Address()}/replies/{(await site.Post(elsewhere, 1)).Id}/history",
        ];
        foreach (var address in addresses) Assert.Contains(Words, (await eva.Get(address)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);

        await mo.Decides(id, "hiding");
        foreach (var address in addresses) Assert.DoesNotContain(Words, (await eva.Get(address)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        foreach (var talk in new[] { thread, elsewhere }) Assert.DoesNotContain(talk.Id.ToString(), (await eva.Get($"/search?q={Words}")).Body, StringComparison.Ordinal);
        Assert.Contains("(hidden)", (await eva.Get(elsewhere.Address())).Text(), StringComparison.Ordinal);
        // A text that is changed meanwhile brings it no earlier.
        await ben.Post($"{elsewhere.Address()}/replies/{(await site.Post(elsewhere, 1)).Id}", ("_method", "PUT"), ("Body", quote + "Changed again."), ("Language", "en"));
        Assert.DoesNotContain(Words, (await eva.Get(elsewhere.Address())).Body, StringComparison.Ordinal);

        site.Clock.Advance(TimeSpan.FromHours(24));
        await Site.Until(async () =>
        {
            await using var scope = site.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<EndHidings>().Due();
            return (await site.Post(thread, 1)).HiddenUntil is null;
        }, "it is shown again");
        foreach (var address in addresses) Assert.Contains(Words, (await eva.Get(address)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        Assert.Null((await site.Post(thread, 2)).EditedAt);
    }

    [Fact]
    public async Task A_removed_opening_takes_the_title_with_it_and_ends_the_discussion()
    {
        var (ana, ben, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var thread = await site.AddThread(ana.Member, replies: 1, title: $"About {Words}", replier: ben.Member);
        var id = await site.Raised(thread, 0);
        await mo.Decides(id, "hiding");
        var list = await ben.Get(await site.ListOf(thread));
        Assert.DoesNotContain(Words, list.Body, StringComparison.Ordinal);
        Assert.Contains("hidden for now", list.Text(".row-title"), StringComparison.Ordinal);
        Assert.True((await ben.Get(thread.Address())).Has("#reply-form"));

        await mo.Decides(id, "removal");
        await max.Decides(id, "removal");
        foreach (var address in new[] { thread.Address(), await site.ListOf(thread), "/discussions", "/", $"{thread.Address()}/changes?since=0" })
            Assert.DoesNotContain(Words, (await ben.Get(address)).Body, StringComparison.Ordinal);
        var page = await ben.Get(thread.Address());
        Assert.False(page.Has("#reply-form"));
        Assert.Contains("Reply number 1.", page.Text(), StringComparison.Ordinal);
        (await ben.Post($"{thread.Address()}/replies", ("Body", "Still?"))).Is(HttpStatusCode.BadRequest);
        // Nor by way of the address that a change leads to.
        Assert.DoesNotContain(Words, (await ben.Post($"{thread.Address()}/follow")).Address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_removals_at_once_the_second_counts_only_if_it_is_another_moderators(bool different)
    {
        var (mo, max) = (await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        for (var i = 0; i < 3; i++)
        {
            var id = await site.Raised(await Said(await site.Add(Kind.Supporter)), 1);
            var first = await mo.Get($"/moderation/{id}");
            var second = different ? await max.Get($"/moderation/{id}") : first;
            var fields = new (string, string?)[] { ("Reason", "Spam"), ("Words", "It sells.") };
            await Task.WhenAll(first.Submit("form[action$='/removal']", fields), second.Submit("form[action$='/removal']", fields));
            var (state, kinds) = await site.Read(async db => (
                await db.Cases.Where(c => c.Id == id).Select(c => c.State).SingleAsync(), await db.CaseSteps.Where(s => s.CaseId == id).OrderBy(s => s.Number).Select(s => s.Kind).ToListAsync()));
            Assert.Equal(different ? CaseState.Removed : CaseState.Open, state);
            Assert.Equal(different ? [CaseStepKind.RemovalAsked, CaseStepKind.Removed] : [CaseStepKind.RemovalAsked], kinds);
        }
    }

    [Fact]
    public async Task Two_who_are_the_first_to_be_concerned_at_once_make_one_case()
    {
        var (ben, eve) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await Said(await site.Add(Kind.Supporter));
        var post = await site.Post(thread, 1);
        var pages = await Task.WhenAll(ben.Raise(thread, post), eve.Raise(thread, post), ben.Raise(thread, post));
        Assert.Equal(2, pages.Count(p => p.Status == HttpStatusCode.OK));
        Assert.Equal(2, await site.Read(db => db.Concerns.CountAsync(c => db.Cases.Single(x => x.PostId == post.Id).Id == c.CaseId)));
    }

    [Fact]
    public async Task A_case_about_a_moderator_does_not_exist_for_them()
    {
        var (mo, max) = (await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var ana = await site.Add(Kind.Supporter);

        // Their own post.
        var own = await site.Raised(await Said(mo.Member), 1);
        // A reply to what they wrote: to their opening, and to a reply of theirs.
        var opening = await site.AddThread(mo.Member, replies: 1, replier: ana);
        var toOpening = await site.Raised(opening, 1);
        var answered = await site.AddThread(ana, replies: 1, replier: mo.Member);
        (await (await site.SignIn(Kind.Supporter)).Post($"{answered.Address()}/replies", ("Body", "To you."), ("InReplyTo", "1"))).Is(HttpStatusCode.OK);
        var toReply = await site.Raised(answered, 2);
        // One in which they are named.
        var thread = await Said(ana);
        var post = await site.Post(thread, 1);
        await (await site.SignIn(Kind.Supporter)).Raise(thread, post, "It is about Mo.", mo.Member);
        var named = await CaseOf(post);

        foreach (var id in new[] { own, toOpening, toReply, named })
        {
            Assert.False(await mo.HasCase(id));
            (await mo.Decides(id, "hiding")).Is(HttpStatusCode.NotFound);
            Assert.True(await max.HasCase(id));
        }
        Assert.Equal(0, await site.Read(db => db.CaseSteps.CountAsync(s => s.ById == mo.Member.Id)));
    }

    [Fact]
    public async Task Nor_does_one_whose_author_or_asker_keeps_the_moderator_out()
    {
        var (mo, max) = (await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.Add(Kind.Supporter));
        await site.Write(db => db.Exclusions.Add(new Exclusion(ana.Member.Id, mo.Member.Id)));
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);

        var reply = await site.Raised(await site.AddThread(ben, replies: 1, replier: ana.Member), 1);
        var asked = await site.Raised(await site.AddThread(ana.Member, replies: 1, replier: ben), 1);
        var space = await site.AddSpace();
        var page = await ana.Post("/threads", ("Space", space.Slug), ("Kind", "Question"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "Who knows?"), ("Body", "I ask."), ("Anonymous", "true"));
        var anonymous = await site.Read(db => db.Threads.SingleAsync(t => t.SpaceId == space.Id));
        var hidden = await site.Raised(anonymous, 0);

        foreach (var id in new[] { reply, asked, hidden })
        {
            Assert.False(await mo.HasCase(id));
            Assert.True(await max.HasCase(id));
        }
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task A_moderator_outside_the_audience_sees_the_post_and_no_more()
    {
        var ana = await site.Add(Kind.Supervisor);
        var thread = await site.AddThread(ana, AudienceKind.Supervisors, replies: 1, title: $"Title of {Words}");
        var post = await site.Post(thread, 1);
        await (await site.SignIn(Kind.Supervisor)).Raise(thread, post);
        var mo = await site.SignIn(Kind.Moderator);
        var page = await mo.Get($"/moderation/{await CaseOf(post)}");
        Assert.Contains("Reply number 1.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(thread.Id.ToString(), page.Body, StringComparison.Ordinal);
        (await mo.Get(thread.Address())).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Author_and_whoever_raised_it_get_letters_that_say_little()
    {
        var (ana, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var ben = await site.SignIn(Kind.Supporter);
        var thread = await Said(ana.Member);
        var post = await site.Post(thread, 1);
        await ben.Raise(thread, post, "Look at this.");
        var id = await CaseOf(post);
        await mo.Decides(id, "hiding", "We look at it.");
        Assert.Empty(await site.Mail(ben.Member));
        await mo.Decides(id, "removal");
        await max.Decides(id, "removal");
        var letters = await site.Mail(ana.Member);
        Assert.Equal(2, letters.Count);
        Assert.All(letters, l => Assert.DoesNotContain(Words, l.ToString(), StringComparison.Ordinal));
        Assert.All(letters, l => Assert.DoesNotContain("Because", l.TextBody, StringComparison.Ordinal));
        Assert.Equal($"/threads/{thread.Id}/replies/{post.Id}/moderation", letters[0].Link("/threads/"));
        var told = Assert.Single(await site.Mail(ben.Member));
        Assert.DoesNotContain(thread.Id.ToString(), told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("emoved", told.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_concern_that_leads_to_nothing_is_answered_too()
    {
        var (ben, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator));
        var thread = await Said(await site.Add(Kind.Supporter));
        var post = await site.Post(thread, 1);
        await ben.Raise(thread, post);
        await mo.Decides(await CaseOf(post), "leaving", "All well.");
        Assert.Single(await site.Mail(ben.Member));
        Assert.Null(await site.Read(db => db.Cases.Where(c => c.PostId == post.Id).Select(c => c.WaitsSince).SingleAsync()));
        Assert.True((await mo.Get("/moderation?decided=true")).Has($"a[href='/moderation/{await CaseOf(post)}']"));
    }

    [Fact]
    public async Task Every_step_is_on_record_without_the_words_and_without_who_raised_it()
    {
        var (ana, ben, mo, max) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var thread = await Said(ana.Member);
        var post = await site.Post(thread, 1);
        await ben.Raise(thread, post, "Look.");
        var id = await CaseOf(post);
        await mo.Decides(id, "hiding");
        await mo.Decides(id, "removal");
        await max.Decides(id, "removal");
        await ana.Post($"{thread.Address()}/replies/{post.Id}/moderation", ("Words", "But why?"));
        await max.Decides(id, "leaving");
        var lines = await site.Read(db => db.AuditTrail.Where(a => a.After == id.ToString()).OrderBy(a => a.Id).Select(a => new { a.What, a.ActorId, a.SubjectId }).ToListAsync());
        Assert.Equal(
            [AuditKind.ConcernRaised, AuditKind.PostHidden, AuditKind.PostRemovalAsked, AuditKind.PostRemoved, AuditKind.CaseAnswered, AuditKind.CaseLeft], lines.Select(l => l.What).OrderBy(k => Array.IndexOf(order, k)));
        Assert.DoesNotContain(lines, l => l.ActorId == ben.Member.Id || l.ActorId == ana.Member.Id || l.SubjectId is not null);
        (await (await site.SignIn(Kind.Committee)).Get("/steering/audit")).Is(HttpStatusCode.OK);
    }

    static readonly AuditKind[] order = [AuditKind.ConcernRaised, AuditKind.PostHidden, AuditKind.PostRemovalAsked, AuditKind.PostRemoved, AuditKind.CaseAnswered, AuditKind.CaseLeft];

    [Fact]
    public async Task A_paused_member_writes_nothing_and_keeps_what_they_typed()
    {
        var (ana, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator));
        var thread = await Said(ana.Member);
        var id = await site.Raised(thread, 1);
        (await mo.Post($"/moderation/{id}/pause", ("Days", "0"), ("Words", "Rest."))).Is(HttpStatusCode.BadRequest);
        (await mo.Post($"/moderation/{id}/pause", ("Days", "3"), ("Words", "Rest."))).Is(HttpStatusCode.OK);
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "One more thing."));
        Assert.Contains("paused your writing", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Equal("One more thing.", page.One("#reply-form textarea").TextContent.Trim());
        Assert.Equal(1, await site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread.Id && p.Sequence > 0)));
        // Taking back is nobody's to pause.
        Assert.True((await page.Submit("li.post:not(.post--opening) .confirm button")).Has(".post--gone"));
        site.Clock.Advance(TimeSpan.FromDays(3));
        (await ana.Post($"{thread.Address()}/replies", ("Body", "Rested."))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_is_paused_behind_an_alias_is_stopped_and_not_known()
    {
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        var (ana, ben, mo) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator));
        var thread = await site.AddThread(ben.Member);
        var other = await site.AddThread(ben.Member);
        (await ana.Post($"{thread.Address()}/replies", ("Body", "Anonymous words."), ("Anonymous", "true"))).Is(HttpStatusCode.OK);
        var id = await site.Raised(thread, 1);
        var page = await mo.Get($"/moderation/{id}");
        Assert.Contains("Member A", page.Text(), StringComparison.Ordinal);
        page = await page.Submit("form[action$='/pause']", ("Days", "3"), ("Words", "Rest."));
        Assert.Contains("does not write until", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Name, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Id.ToString(), page.Body, StringComparison.Ordinal);

        (await ana.Post($"{thread.Address()}/replies", ("Body", "Again."), ("Anonymous", "true"))).Is(HttpStatusCode.BadRequest);
        (await ana.Post($"{thread.Address()}/replies", ("Body", "Under my name."))).Is(HttpStatusCode.BadRequest);
        (await ana.Post($"{other.Address()}/replies", ("Body", "Elsewhere."), ("Anonymous", "true"))).Is(HttpStatusCode.BadRequest);
        (await ana.Post($"{other.Address()}/replies", ("Body", "Elsewhere, under my name."))).Is(HttpStatusCode.OK);
        (await ben.Post($"{thread.Address()}/replies", ("Body", "I am not paused."), ("Anonymous", "true"))).Is(HttpStatusCode.OK);

        // The author is told by mail and answers, and the database does not say who that is.
        Assert.Single(await site.Mail(ana.Member));
        var post = await site.Post(thread, 1);
        page = await ana.Get($"{thread.Address()}/replies/{post.Id}/moderation");
        Assert.Contains("Rest.", page.Text(), StringComparison.Ordinal);
        await page.Submit("form.form", ("Words", "I understand."));
        Assert.Equal(0, await site.Read(db => db.Pauses.CountAsync(p => p.MemberId == ana.Member.Id)));
        Assert.Equal(0, await site.Read(db => db.Letters.CountAsync(l => l.Recipient == ana.Member.Id.Value && db.Occasions.Any(o => o.Id == l.OccasionId && o.Kind == CoP.Web.Mail.LetterKind.PostModerated))));
        Assert.Equal(0, await site.Read(db => db.CaseSteps.CountAsync(s => s.ById == ana.Member.Id)));
        await mo.Post($"/moderation/{id}/pause", ("_method", "DELETE"), ("Words", "Welcome back."));
        (await ana.Post($"{thread.Address()}/replies", ("Body", "Thank you."), ("Anonymous", "true"))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_queue_goes_on_after_the_last_row_without_gap_or_double()
    {
        var thread = await site.AddThread(await site.Add(Kind.Supporter), replies: 60);
        var (ben, mo) = (await site.Add(Kind.Supporter), await site.SignIn(Kind.Moderator));
        await site.Write(async db =>
        {
            foreach (var post in await db.Posts.Where(p => p.ThreadId == thread.Id).ToListAsync())
            {
                var @case = new Case(post, site.Now);
                @case.Raise(ben.Id, ConcernReason.Spam, null, null, site.Now);
                db.Cases.Add(@case);
            }
        });
        var seen = new List<string?>();
        for (var page = await mo.Get("/moderation"); ; page = await page.Follow("nav.pager a"))
        {
            seen.AddRange(page.All(".row-title a").Select(a => a.GetAttribute("href")));
            if (!page.Has("nav.pager a")) break;
        }
        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        var all = await site.Read(db => db.Cases.Where(c => c.ThreadId == thread.Id).Select(c => c.Id).ToListAsync());
        Assert.Empty(all.Select(c => $"/moderation/{c}").Except(seen.OfType<string>(), StringComparer.Ordinal));
        (await mo.Get("/moderation?after=garbage")).Is(HttpStatusCode.OK);
    }

    async Task<Thread> Said(Joined author)
    {
        var thread = await site.AddThread(await site.Add(Kind.Supporter));
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PostReply>().To(thread.Id, await Talk.Viewer(site, author), $"Words of {Words}.", "en");
        return thread;
    }

    Task<Id<Case>> CaseOf(Post post) => site.Read(db => db.Cases.Where(c => c.PostId == post.Id).Select(c => c.Id).SingleAsync());

    Task<long> Version(Thread thread) => site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync());
}

public sealed class CaseTestsOnSqlite(SqlitePostSite site) : CaseTests(site), IClassFixture<SqlitePostSite>;

public sealed class CaseTestsOnPostgres(PostgresPostSite site) : CaseTests(site), IClassFixture<PostgresPostSite>;
