using System.Net;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Moderation;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Notices;

public abstract class NoticeTests(Site site)
{
    [Fact]
    public async Task Who_is_answered_reads_of_it_and_by_reading_the_thread_has_read_it()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        Assert.Equal((0, []), await site.Notices(ana));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Here I am."));
        var (count, notices) = await site.Notices(ana);
        Assert.Equal((1, $"{ben.Member.Name} replied"), (count, Assert.Single(notices)));
        Assert.Equal((0, []), await site.Notices(ben));
        // Also without script, on every page.
        Assert.Equal("1 unread notice", (await ana.Get("/")).Text("#bell .visually-hidden"));
        var page = await (await ana.Get("/notices")).Follow(".notice-list a");
        Assert.Contains("Here I am.", page.Text(), StringComparison.Ordinal);
        Assert.Equal("0", page.One("#bell").GetAttribute("data-count"));
        var (after, still) = await site.Notices(ana);
        Assert.Equal((0, 1), (after, still.Length));
    }

    [Fact]
    public async Task What_is_replaced_while_somebody_reads_it_is_no_error()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        await ben.Post($"{thread.Address()}/replies", ("Body", "Are you there?"));
        Assert.Equal(1, (await site.Notices(ana)).Count);
        Task<Page>? reading = null;
        await site.Write(async db =>
        {
            await db.Notices.Where(n => n.Recipient == ana.Member.Id.Value).ExecuteDeleteAsync();
            reading = ana.Get(thread.Address());
            // On SQLite one of the two waits before it begins.
            if (site.Kind == DatabaseKind.Postgres)
                await Site.Until(async () => await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()""").SingleAsync() > 0, "the reader waits");
        });
        (await reading!).Is(HttpStatusCode.OK);
        Assert.Equal((0, []), await site.Notices(ana));
    }

    [Fact]
    public async Task A_concern_waits_in_the_bells_of_moderators_until_they_look_or_it_is_decided()
    {
        var (ana, mo, max, about) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator), await site.SignIn(Kind.Moderator));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ana.Member);
        var post = await site.Post(thread, 1);
        await (await site.SignIn(Kind.Supporter)).Raise(thread, post, about: about.Member);
        const string waits = "A concern about a post waits for the moderators";
        foreach (var moderator in new[] { mo, max })
        {
            var (count, notices) = await site.Notices(moderator);
            Assert.Equal((1, waits), (count, Assert.Single(notices)));
        }
        Assert.Equal((0, []), await site.Notices(about));
        Assert.Equal((0, []), await site.Notices(ana));
        // All of them have the row: one that were missing would tell who wrote it, had they been anonymous.
        Assert.True(await site.Read(db => db.Notices.AnyAsync(n => n.Recipient == about.Member.Id.Value && n.PostId == post.Id)));

        // To read the discussion settles nothing; to look at the case does.
        await max.Get(thread.Address());
        Assert.Equal("1", (await max.Get("/")).One("#bell").GetAttribute("data-count"));
        var page = await (await max.Get("/notices")).Follow(".notice-list a");
        Assert.StartsWith("/moderation/", page.Is(HttpStatusCode.OK).Address, StringComparison.Ordinal);
        Assert.Equal("0", (await max.Get("/")).One("#bell").GetAttribute("data-count"));
        Assert.Equal("1", (await mo.Get("/")).One("#bell").GetAttribute("data-count"));
        await max.Decides(await site.Read(db => db.Cases.Where(c => c.PostId == post.Id).Select(c => c.Id).SingleAsync()), "leaving");
        Assert.Equal((0, []), await site.Notices(mo));
        Assert.Equal(0, await site.Read(db => db.Notices.CountAsync(n => n.PostId == post.Id && n.Kind == NoticeKind.ConcernWaiting)));
    }

    [Fact]
    public async Task One_post_is_told_once_however_many_reasons_there_are_and_however_often_it_is_made_up()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await ana.Goes(thread, FollowLevel.Watch);
        await ben.Post($"{thread.Address()}/replies", ("Body", "An answer."), ("InReplyTo", "0"));
        var reply = await site.Post(thread, 1);
        await site.Ring();
        await site.Write(db => db.Tell(Occasion.Of(LetterKind.NoticeOfPost, reply.Id.Value, 1, site.Now)));
        Assert.Equal(1, (await site.Notices(ana)).Count);
        Assert.Equal(1, await site.Read(db => db.Notices.CountAsync(n => n.PostId == reply.Id && n.Recipient == ana.Member.Id.Value)));
    }

    [Fact]
    public async Task Levels_decide_who_hears_of_what()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        var slug = await site.Read(db => db.Spaces.Where(s => s.Id == thread.SpaceId).Select(s => s.Slug).SingleAsync());
        var watcher = await site.SignIn(Kind.Supporter);
        var follower = await site.SignIn(Kind.Supporter);
        var ofSpace = await site.SignIn(Kind.Supporter);
        var ofThreads = await site.SignIn(Kind.Supporter);
        await watcher.Goes(thread, FollowLevel.Watch);
        await follower.Goes(thread, FollowLevel.Follow);
        Assert.Equal($"/discussions/{slug}", (await (await ofSpace.Get($"/discussions/{slug}")).Submit(".level form", ("Level", "Watch"))).Address);
        await ofThreads.Post($"/discussions/{slug}/level", ("_method", "PUT"), ("Level", "Follow"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "A reply."));
        Assert.Equal(1, (await site.Notices(watcher)).Count);
        Assert.Equal(0, (await site.Notices(follower)).Count);
        Assert.Equal(1, (await site.Notices(ofSpace)).Count);
        Assert.Equal(0, (await site.Notices(ofThreads)).Count);

        await ben.Post("/threads", ("Space", slug), ("Kind", "Question"), ("Audience", "AllMembers"), ("Language", "en"), ("Title", "Another thing"), ("Body", "Text."));
        foreach (var told in (Visitor[])[ofSpace, ofThreads])
            Assert.Contains($"{ben.Member.Name} began a discussion in a space you follow", (await site.Notices(told)).Notices);
        Assert.Equal(1, (await site.Notices(watcher)).Count);
    }

    [Fact]
    public async Task A_level_is_chosen_on_the_page_and_counts_before_the_one_of_the_space()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(await site.Add(Kind.Supervisor));
        var page = await ana.Get(thread.Address());
        Assert.Equal("Normal", page.One(".level input[checked]").GetAttribute("value"));
        page = await page.Submit(".level form", ("Level", "Mute"));
        Assert.Equal("Mute", page.One(".level input[checked]").GetAttribute("value"));
        Assert.Contains("muted", page.Text(".says"), StringComparison.Ordinal);
        (await ana.Post($"{thread.Address()}/level", ("_method", "PUT"), ("Level", "Shout"))).Is(HttpStatusCode.BadRequest);
        (await ana.Post($"{thread.Address()}/level", ("_method", "PUT"), ("Level", "9"))).Is(HttpStatusCode.BadRequest);
        (await ana.Post("/discussions/nowhere/level", ("_method", "PUT"), ("Level", "Mute"))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_may_no_longer_be_seen_or_is_muted_or_taken_back_is_neither_shown_nor_counted()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var kept = await site.AddThread(ana.Member, AudienceKind.PeerSupporters, title: "Only among us");
        var open = await site.AddThread(ana.Member, title: "For everybody");
        foreach (var thread in (Thread[])[kept, open]) await ben.Post($"{thread.Address()}/replies", ("Body", "Words."));
        Assert.Equal(2, (await site.Notices(ana)).Count);

        await site.Write(db => db.Follows.Add(new Follow(ana.Member.Id, open.Id, site.Now, FollowLevel.Mute)));
        Assert.Equal(1, (await site.Notices(ana)).Count);
        await site.Write(async db => (await db.Follows.SingleAsync(f => f.MemberId == ana.Member.Id && f.ThreadId == open.Id)).Choose(FollowLevel.Follow, site.Now));
        Assert.Equal(2, (await site.Notices(ana)).Count);
        await ben.Post($"{open.Address()}/replies/{(await site.Post(open, 1)).Id}", ("_method", "DELETE"));
        Assert.Equal(1, (await site.Notices(ana)).Count);

        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, default)));
        Assert.Equal((0, []), await site.Notices(ana));
        Assert.DoesNotContain("Only among us", (await ana.Get("/notices")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_a_thread_is_not_told_of_it()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        var outside = await site.Add(Kind.Supervisor);
        await site.Write(db => db.Follows.Add(new Follow(outside.Id, thread.Id, site.Now, FollowLevel.Watch)));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Words."));
        await site.Ring();
        Assert.False(await site.Read(db => db.Notices.AnyAsync(n => n.Recipient == outside.Id.Value)));
    }

    [Fact]
    public async Task Whose_reply_helped_is_told_until_it_did_not()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        var reply = await site.Post(thread, 1);
        await ana.Post($"{thread.Address()}/replies/{reply.Id}/helped");
        Assert.Equal([$"{ana.Member.Name} says that your reply helped"], (await site.Notices(ben)).Notices);
        await ana.Post($"{thread.Address()}/replies/{reply.Id}/helped", ("_method", "DELETE"));
        Assert.Equal((0, []), await site.Notices(ben));
        await ana.Post($"{thread.Address()}/replies/{reply.Id}/helped");
        Assert.Equal(1, (await site.Notices(ben)).Count);
    }

    [Fact]
    public async Task All_are_marked_as_read_but_none_that_came_after_the_page()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await ben.Post($"{thread.Address()}/replies", ("Body", "One."));
        await site.Ring();
        var page = await ana.Get("/notices");
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Two."));
        await site.Ring();
        page = await page.Submit("[action='/notices/read']");
        Assert.Equal("1", page.One("#bell").GetAttribute("data-count"));
        page = await page.Submit("[action='/notices/read']");
        Assert.Equal("0", page.One("#bell").GetAttribute("data-count"));
        Assert.False(page.Has("[action='/notices/read']"));
        foreach (var bad in (string[])["", "-1", "x", "99999999999999999999", "9223372036854775807"]) (await ana.Post("/notices/read", ("Until", bad))).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nobody_marks_or_reads_anothers_notices()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        await ben.Post($"{thread.Address()}/replies", ("Body", "One."));
        await site.Ring();
        await ben.Post("/notices/read", ("Until", site.Now.ToUnixTimeTicks().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await ben.Get(thread.Address());
        Assert.Equal(1, (await site.Notices(ana)).Count);
    }

    [Fact]
    public async Task Older_notices_stand_on_further_pages_each_once()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 40, replier: ben.Member);
        await site.Write(async db =>
        {
            foreach (var post in await db.Posts.Where(p => p.ThreadId == thread.Id && p.Sequence > 0).ToListAsync()) db.Tell(Occasion.Of(LetterKind.NoticeOfPost, post.Id.Value, 0, site.Now));
        });
        await site.Ring();
        var page = await ana.Get("/notices");
        Assert.Equal("40", page.One("#bell").GetAttribute("data-count"));
        var seen = page.All(".notice-list a").Select(a => a.GetAttribute("href")).ToList();
        page = await page.Follow(".pager a");
        seen.AddRange(page.All(".notice-list a").Select(a => a.GetAttribute("href")));
        Assert.Equal((40, 40, false), (seen.Count, seen.Distinct().Count(), page.Has(".pager a")));
        (await ana.Get("/notices?before=rubbish")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_mentioned_hears_of_it_even_where_they_muted_until_the_words_no_longer_name_them()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter, m => m with { Name = $"Ben {Guid.NewGuid():N}"[..20] }));
        var thread = await site.AddThread(ana.Member);
        await ben.Goes(thread, FollowLevel.Mute);
        await ana.Post($"{thread.Address()}/replies", ("Body", $"What does @[{ben.Member.Name}] say?"));
        Assert.Equal([$"{ana.Member.Name} mentioned you"], (await site.Notices(ben)).Notices);
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "PUT"), ("Body", "Never mind."), ("Language", "en"));
        Assert.Equal((0, []), await site.Notices(ben));
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "PUT"), ("Body", $"Or does @[{ben.Member.Name}] mind?"), ("Language", "en"));
        Assert.Equal(1, (await site.Notices(ben)).Count);
    }

    [Fact]
    public async Task Who_is_named_in_an_edit_is_told_and_nobody_else_once_more()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter, m => m with { Name = $"Ben {Guid.NewGuid():N}"[..20] }));
        var (thread, watcher) = (await site.AddThread(ana.Member), await site.SignIn(Kind.Supporter));
        await ana.Post($"{thread.Address()}/replies", ("Body", "Words."));
        await site.Ring();
        await watcher.Goes(thread, FollowLevel.Watch);
        await ana.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "PUT"), ("Body", $"Ask @[{ben.Member.Name}]."), ("Language", "en"));
        Assert.Equal([$"{ana.Member.Name} mentioned you"], (await site.Notices(ben)).Notices);
        Assert.Equal((0, []), await site.Notices(watcher));
    }

    [Fact]
    public async Task Who_is_quoted_hears_of_it()
    {
        var (ana, ben, eva) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1, replier: ben.Member);
        var post = await site.Post(thread, 1);
        await eva.Post($"{thread.Address()}/replies", ("Body", $"> [{ben.Member.Name}]({thread.Address()}/replies/{post.Id}):\n> Reply number 1.\n\nYes."));
        Assert.Equal([$"{eva.Member.Name} quoted you"], (await site.Notices(ben)).Notices);
    }

    [Fact]
    public async Task Who_follows_a_value_hears_when_it_is_cited_where_they_may_read_it()
    {
        var (ana, ben, outside) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var page = await (await ben.Get("/guidelines/values/hopeful")).Submit("[action$='/follow']");
        Assert.Contains("notice when someone cites", page.Text(".says"), StringComparison.Ordinal);
        await outside.Post("/guidelines/values/hopeful/follow");
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        await ana.Post($"{thread.Address()}/replies", ("Body", "It is about being [[hopeful]]."));
        Assert.Equal([$"{ana.Member.Name} cited a value that you follow"], (await site.Notices(ben)).Notices);
        Assert.Equal((0, []), await site.Notices(outside));
        await page.Submit("[action$='/follow']");
        await ana.Post($"{thread.Address()}/replies", ("Body", "Again: [[hopeful]]."));
        Assert.Single((await site.Notices(ben)).Notices);
        (await ana.Post("/guidelines/values/nothing/follow")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_anonymous_asker_is_told_as_everybody_is_and_no_row_names_them()
    {
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        // Circles are counted anew.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var space = await site.AddSpace();
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var asked = await (await ana.Get($"/threads/new?space={space.Slug}")).Submit("form.form",
            ("Kind", "Question"), ("Title", "Whom do I ask?"), ("Body", "I would rather not say who I am."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null));
        asked.Is(HttpStatusCode.OK);
        var thread = await site.Read(db => db.Threads.AsNoTracking().SingleAsync(t => t.SpaceId == space.Id));
        Assert.NotNull(thread.AliasId);
        Assert.Equal("Follow", asked.One(".level input[checked]").GetAttribute("value"));

        await ben.Post($"{thread.Address()}/replies", ("Body", "Ask me."));
        var (count, notices) = await site.Notices(ana);
        Assert.Equal((1, $"{ben.Member.Name} replied"), (count, Assert.Single(notices)));
        Assert.False(await site.Read(db => db.Notices.AnyAsync(n => n.Recipient == ana.Member.Id.Value)));

        // Her own words under her own name are hidden from her, though the row of the alias is there as any other.
        await ana.Post($"{thread.Address()}/replies", ("Body", "By my own name."));
        Assert.Single((await site.Notices(ana)).Notices);
        Assert.Equal(2, await site.Read(db => db.Notices.CountAsync(n => n.ThreadId == thread.Id && n.Recipient == thread.AliasId!.Value.Value)));

        var page = await ana.Get(thread.Address());
        page = await page.Submit(".level form", ("Level", "Mute"));
        Assert.Equal("Mute", page.One(".level input[checked]").GetAttribute("value"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Are you there?"));
        Assert.Equal((0, []), await site.Notices(ana));
    }
}

public sealed class NoticeTestsOnSqlite(SqliteSite site) : NoticeTests(site), IClassFixture<SqliteSite>;

public sealed class NoticeTestsOnPostgres(PostgresSite site) : NoticeTests(site), IClassFixture<PostgresSite>;
