using System.Net;
using System.Text.Json;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions;

public abstract class HelpingTests(Site site)
{
    [Fact]
    public async Task The_asker_says_how_it_went()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        Assert.Equal("Open", (await ben.Get(thread.Address())).Text(".page-head .pill:not(.kind, .pill--audience)"));
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", "We tried it, and **it** went well."));
        Assert.Single(page.All("[formaction$='/outcome']"));
        page = await page.Submit("[formaction$='/outcome']");
        Assert.Contains("We tried it, and it went well.", page.Text(".page-head .marked"), StringComparison.Ordinal);
        var theirs = await ben.Get(thread.Address());
        Assert.Contains("How it went", theirs.Text(".page-head"), StringComparison.Ordinal);
        Assert.False(theirs.Has("[formaction$='/outcome']"));
        Assert.Contains("How it went", (await ben.Get(await site.ListOf(thread))).Text(".rows"), StringComparison.Ordinal);
        // The link leads to the reply.
        var reply = await site.Post(thread, 2);
        Assert.EndsWith($"#p-{reply.Id}", (await theirs.Follow(".marked a")).Uri.ToString(), StringComparison.Ordinal);
        (await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/outcome")).Is(HttpStatusCode.Conflict);
        (await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/outcome")).Is(HttpStatusCode.Conflict);

        page = await page.Submit("[formaction$='/outcome']");
        Assert.False(page.Has(".page-head .marked"));
        Assert.False((await site.Post(thread, 2)).TellsOutcome);
    }

    [Fact]
    public async Task What_helped_is_listed_near_the_top_of_a_long_thread_and_goes_when_it_is_taken_back()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 65, replier: ben.Member);
        foreach (var place in new[] { 2, 64 }) await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, place)).Id}/helped");
        var page = await ana.Get(thread.Address());
        Assert.Contains("2 replies helped", page.Text(".page-head .marked summary"), StringComparison.Ordinal);
        Assert.Contains("Reply number 64.", page.Text(".page-head .marked"), StringComparison.Ordinal);
        Assert.Contains("Helped", page.Text(".page-head .pill--ok"), StringComparison.Ordinal);
        Assert.Contains("Helped", (await ben.Get(await site.ListOf(thread))).Text(".row .pill--ok"), StringComparison.Ordinal);
        // An edit shows there too, and what is taken back is gone from it.
        var before = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync());
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 2)).Id}", ("_method", "PUT"), ("Body", "Said better."), ("Language", "en"));
        Assert.Contains("Said better.", (await Changes(ana, thread, before)).GetProperty("head").GetString(), StringComparison.Ordinal);
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 2)).Id}", ("_method", "DELETE"));
        page = await ana.Get(thread.Address());
        Assert.Contains("1 reply helped", page.Text(".page-head .marked summary"), StringComparison.Ordinal);
        Assert.DoesNotContain("Said better.", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_is_said_once_and_counted_without_a_name()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee));
        var thread = await site.AddThread(ana.Member);
        var page = await (await ben.Get(thread.Address())).Submit(".post--opening [formaction$='/ThankYou']");
        Assert.Equal("Thank you · 1", page.Text(".word[aria-pressed=true]"));
        var opening = $"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}";
        await ben.Post($"{opening}/reactions/ThankYou");
        await carla.Post($"{opening}/reactions/ThankYou");
        await carla.Post($"{opening}/reactions/MeToo");
        Assert.Equal(new ReactionCounts(2, 1, 0), (await site.Post(thread, 0)).Reactions);
        // Everybody sees how many, the author without buttons, and nobody sees who.
        var own = await ana.Get(thread.Address());
        Assert.Equal("Thank you · 2 Me too · 1", own.Text(".words"));
        Assert.False(own.Has("button.word"));
        Assert.DoesNotContain(ben.Member.Name, own.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(carla.Member.Name, own.Body, StringComparison.Ordinal);
        page = await (await ben.Get(thread.Address())).Submit(".word[aria-pressed=true]");
        Assert.False(page.Has(".word[aria-pressed=true]"));
        Assert.Equal(new ReactionCounts(1, 1, 0), (await site.Post(thread, 0)).Reactions);
        (await ben.Post(opening, ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        (await ben.Post($"{opening}/reactions/ThankYou", ("_method", "DELETE"))).Is(HttpStatusCode.OK);
        Assert.Equal(new ReactionCounts(1, 1, 0), (await site.Post(thread, 0)).Reactions);
    }

    [Fact]
    public async Task Many_words_at_once_are_counted_right()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.SignIn(Kind.Supporter)));
        var thread = await site.AddThread(ana.Member);
        var address = $"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/reactions/MeToo";
        await Task.WhenAll(others.SelectMany(o => new[] { o.Post(address), o.Post(address), o.Post(address) }));
        Assert.Equal(4, (await site.Post(thread, 0)).Reactions.MeToo);
        Assert.Equal(4, await site.Read(db => db.Reactions.CountAsync(r => r.ThreadId == thread.Id)));
    }

    [Fact]
    public async Task No_words_to_ones_own_post_nor_to_what_is_gone_or_out_of_sight()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        var opening = $"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}";
        var reply = $"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}";
        (await ana.Post($"{opening}/reactions/MeToo")).Is(HttpStatusCode.Conflict);
        (await ben.Post($"{opening}/reactions/Envy")).Is(HttpStatusCode.NotFound);
        (await ben.Post($"{opening}/reactions/7")).Is(HttpStatusCode.NotFound);
        await ana.Post($"{reply}/reactions/MeToo");
        await ben.Post(reply, ("_method", "DELETE"));
        Assert.Equal(0, await site.Read(db => db.Reactions.CountAsync(r => r.ThreadId == thread.Id)));
        (await ana.Post($"{reply}/reactions/MeToo")).Is(HttpStatusCode.NotFound);

        var hidden = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        (await ben.Post($"{hidden.Address()}/replies/{(await site.Post(hidden, 0)).Id}/reactions/MeToo")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await site.Read(db => db.Reactions.CountAsync(r => r.ThreadId == hidden.Id)));
    }

    [Fact]
    public async Task Words_reach_open_pages_and_say_nothing_of_the_reader()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 0)).Id}/reactions/ThinkingOfYou");
        var changes = (await Changes(ben, thread, 1)).GetProperty("replies")[0].GetProperty("html").GetString()!;
        Assert.Contains("Thinking of you · 1", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-pressed=\"true", changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_shows_what_it_answers_until_that_is_taken_back()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        await ben.Post($"{thread.Address()}/replies", ("Body", "> Somebody else's words\n\nMy *own* words & <more>."));
        await ana.Post($"{thread.Address()}/replies", ("Body", "Thanks!"), ("InReplyTo", "1"));
        await ana.Post($"{thread.Address()}/replies", ("Body", "To all."), ("InReplyTo", "0"));
        var page = await ben.Get(thread.Address());
        Assert.Single(page.All(".post--answer"));
        Assert.Equal("My own words & <more>.", page.Text(".post--answer .answered-words"));
        Assert.Contains(ben.Member.Name, page.Text(".post--answer .answered"), StringComparison.Ordinal);
        var parent = await site.Post(thread, 1);
        await ben.Post($"{thread.Address()}/replies/{parent.Id}", ("_method", "PUT"), ("Body", "Other words."), ("Language", "es"));
        page = await ana.Get(thread.Address());
        Assert.Equal("Other words.", page.Text(".post--answer .answered-words"));
        Assert.Equal("es", page.One(".post--answer .answered-words").GetAttribute("lang"));
        await ben.Post($"{thread.Address()}/replies/{parent.Id}", ("_method", "DELETE"));
        page = await ana.Get(thread.Address());
        Assert.False(page.Has(".post--answer, .answered-words"));
        Assert.DoesNotContain("Other words", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_told_in_a_reply_gets_a_discussion_of_its_own()
    {
        var (ana, ben, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, title: "How do others do it?");
        await ben.Post($"{thread.Address()}/replies", ("Body", "> Tell me\n\nWe walk together."));
        var reply = await site.Post(thread, 1);
        var before = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync());
        var form = await (await ben.Get(thread.Address())).Follow("a[href*='from=']");
        Assert.Equal("We walk together.", form.One("textarea[name=Body]").TextContent.Trim());
        Assert.Equal("Success", form.One("[name=Kind][checked]").GetAttribute("value"));
        Assert.False(form.Has("[name=Audience][checked]"));
        Assert.Contains("Your reply was for: All members", form.Text(".notice--info"), StringComparison.Ordinal);
        var grown = await form.Submit("form.form", ("Title", "Walking together"), ("Audience", "PeerSupporters"), ("Preview", null));
        Assert.Equal("Walking together", grown.Is(HttpStatusCode.OK).Text("h1"));
        Assert.Contains("How do others do it?", grown.Text(".grown"), StringComparison.Ordinal);
        Assert.Contains("Walking together", (await ana.Get(thread.Address())).Text(".grown"), StringComparison.Ordinal);
        // Who may not see the new one is not told of it.
        Assert.DoesNotContain("Walking together", (await carla.Get(thread.Address())).Body, StringComparison.Ordinal);
        Assert.False((await carla.Get(thread.Address())).Has(".grown"));

        // Pages that are open hear of it, and each gets what they may see.
        Assert.Contains("\"sides\":true", (await ana.Get($"/threads/{thread.Id}/changes?since={before}")).Body, StringComparison.Ordinal);
        Assert.Contains("Walking together", (await ana.Get($"/threads/{thread.Id}/sides")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Walking together", (await carla.Get($"/threads/{thread.Id}/sides")).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        before = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync());
        Assert.DoesNotContain("sides", (await ana.Get($"/threads/{thread.Id}/changes?since={before}")).Body, StringComparison.Ordinal);

        // Taken back on either side, no words are left on the other.
        await ben.Post($"{thread.Address()}/replies/{reply.Id}", ("_method", "DELETE"));
        Assert.Contains("\"sides\":true", (await ana.Get($"/threads/{thread.Id}/changes?since={before}")).Body, StringComparison.Ordinal);
        Assert.False((await ana.Get(thread.Address())).Has(".grown"));
        Assert.False((await ben.Get(grown.Address)).Has(".grown"));
    }

    [Fact]
    public async Task Who_sees_only_the_new_one_is_not_told_where_it_grew()
    {
        var (ana, carla) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, replies: 1, title: "Among us");
        var grown = await Grow(ana, thread, "Told to all", "AllMembers");
        Assert.Contains("Among us", (await ana.Get(grown)).Body, StringComparison.Ordinal);
        var page = await carla.Get(grown);
        Assert.DoesNotContain("Among us", page.Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        // The new one taken back: nothing of it at the old one, nor on pages that are open there.
        var id = grown.Split('/')[2];
        var before = await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync());
        await ana.Post($"/threads/{id}/replies/{await site.Read(db => db.Threads.Where(t => t.GrewFromThread == thread.Id).Select(t => db.Posts.Single(p => p.ThreadId == t.Id).Id).SingleAsync())}", ("_method", "DELETE"));
        Assert.Contains("\"sides\":true", (await ana.Get($"/threads/{thread.Id}/changes?since={before}")).Body, StringComparison.Ordinal);
        page = await ana.Get(thread.Address());
        Assert.False(page.Has(".grown"));
        Assert.DoesNotContain("Told to all", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_grows_out_of_anothers_reply_an_opening_or_an_anonymous_one()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await Crowd();
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        await ana.Post($"{thread.Address()}/replies", ("Body", "Nobody knows me."), ("Anonymous", "true"));
        foreach (var place in new[] { 0, 1, 2 })
        {
            var post = await site.Post(thread, place);
            (await ana.Get($"/threads/new?from={post.Id}")).Is(HttpStatusCode.NotFound);
            (await ana.Post("/threads", ("Space", await Slug(thread)), ("Kind", "Success"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "Grown"), ("Body", "Text"), ("GrewFrom", post.Id.ToString()))).Is(HttpStatusCode.BadRequest);
        }
        // Nor anonymously out of a named one: the link would name the author.
        var own = await site.Post(thread, 1);
        var page = await ben.Post("/threads", ("Space", await Slug(thread)), ("Kind", "Success"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "Grown"), ("Body", "Text"), ("GrewFrom", own.Id.ToString()), ("Anonymous", "true"));
        Assert.Contains("would show who wrote anonymously", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await site.Read(db => db.Threads.CountAsync(t => t.GrewFromThread == thread.Id)));
    }

    [Fact]
    public async Task Who_wrote_anonymously_thanks_without_being_named()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await Crowd();
        var thread = await site.AddThread(ben.Member);
        await ana.Post($"{thread.Address()}/replies", ("Body", "Nobody knows me."), ("Anonymous", "true"));
        var page = await (await ana.Get(thread.Address())).Submit(".post--opening [formaction$='/ThankYou']");
        Assert.True(page.Has(".post--opening .word[aria-pressed=true]"));
        Assert.False(page.Has(".post--mine button.word"));
        Assert.Equal(1, await site.Read(db => db.Reactions.CountAsync(r => r.ThreadId == thread.Id && r.By != ana.Member.Id.Value)));
    }

    /// <summary>Enough people to be anonymous among, and counted as they are now.</summary>
    async Task Crowd()
    {
        for (var i = 0; i < Audience.LeastForAnonymity; i++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    async Task<string> Grow(Visitor visitor, CoP.Domain.Discussions.Thread thread, string title, string audience)
    {
        var form = await visitor.Get($"/threads/new?from={(await site.Post(thread, 1)).Id}");
        return (await form.Submit("form.form", ("Title", title), ("Audience", audience), ("Preview", null))).Is(HttpStatusCode.OK).Address;
    }

    async Task<string> Slug(CoP.Domain.Discussions.Thread thread) => (await site.ListOf(thread)).Split('/')[2];

    static async Task<JsonElement> Changes(Visitor visitor, CoP.Domain.Discussions.Thread thread, long since) =>
        JsonDocument.Parse((await visitor.Get($"{thread.Address()}/changes?since={since}")).Is(HttpStatusCode.OK).Body).RootElement;
}

public sealed class HelpingTestsOnSqlite(SqliteSite site) : HelpingTests(site), IClassFixture<SqliteSite>;

public sealed class HelpingTestsOnPostgres(PostgresSite site) : HelpingTests(site), IClassFixture<PostgresSite>;

public sealed class FirstWordsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("<p>So it goes</p>\n", "So it goes")]
    [InlineData("<p>One</p>\n<p>two<br />\nthree</p>\n", "One two three")]
    [InlineData("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", "a b")]
    [InlineData("<p>in<em>side</em> &amp; &lt;out&gt;</p>", "inside & <out>")]
    [InlineData("<blockquote>\n<p>theirs</p>\n</blockquote>\n<p>mine</p>", "mine")]
    [InlineData("<blockquote>\n<p>theirs only</p>\n</blockquote>", null)]
    [InlineData("<p>cut in a ta<a hr", "cut in a ta")]
    [InlineData("<p>cut in an ent&am", "cut in an ent")]
    public void The_first_words_are_those_of_the_author(string? html, string? words) => Assert.Equal(words, FirstWords.Of(html));

    [Fact]
    public void Long_ones_end_at_a_word() => Assert.Equal(string.Concat(Enumerable.Repeat("word ", 17)) + "word…", FirstWords.Of($"<p>{string.Concat(Enumerable.Repeat("word ", 40))}</p>"));

    [Fact]
    public void A_letter_of_two_characters_is_not_cut_in_half()
    {
        var words = FirstWords.Of($"<p>a{string.Concat(Enumerable.Repeat("🌱", 90))}</p>")!;
        Assert.EndsWith("🌱…", words, StringComparison.Ordinal);
    }
}
