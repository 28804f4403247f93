using System.Net;
using System.Text.Json;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Discussions;

public abstract class ThreadTests(Site site)
{
    [Fact]
    public async Task A_member_asks_and_another_replies()
    {
        var space = await site.AddSpace();
        var ana = await site.SignIn(Kind.Supporter);
        var form = await ana.Get($"/threads/new?space={space.Slug}");
        Assert.Contains("people will see this", form.Text("form.form"), StringComparison.Ordinal);
        Assert.False(form.Has("[name=Audience][checked]"));
        var page = await form.Submit("form.form", ("Kind", "Question"), ("Title", "How do you start?"), ("Body", "With **tea**."), ("Audience", "AllMembers"), ("Preview", null));
        Assert.Equal("How do you start?", page.Is(HttpStatusCode.OK).Text("h1"));
        Assert.Equal("tea", page.Text(".prose strong"));

        var ben = await site.SignIn(Kind.Supervisor);
        page = await (await ben.Get(page.Address)).Submit("#reply-form", ("Body", "With *silence*."));
        Assert.Equal("silence", page.Text(".post:not(.post--opening) .prose em"));
        Assert.Contains("#p-", page.Uri.Fragment, StringComparison.Ordinal);

        var told = await site.Read(db => db.Occasions.Where(o => o.Kind == LetterKind.Reply).OrderBy(o => o.DueAt).LastAsync());
        Assert.Equal(site.Now + NodaTime.Duration.FromMinutes(5), told.DueAt);
        Assert.Equal(2, await site.Read(db => db.Follows.CountAsync(f => f.MemberId == ana.Member.Id || f.MemberId == ben.Member.Id)));
    }

    [Fact]
    public async Task Only_the_audience_of_today_sees_a_thread()
    {
        var kinds = Kind.All.Append(Kind.Supporter with { Name = "SupervisingSupporter" }).ToList();
        var visitors = new List<(Visitor Visitor, Viewer Viewer)>();
        foreach (var kind in kinds)
        {
            var visitor = await site.SignIn(kind, n => n with { Supervises = kind.Name == "SupervisingSupporter" });
            visitors.Add((visitor, await site.Viewer(visitor.Member)));
        }
        foreach (var audience in Enum.GetValues<AudienceKind>().Where(a => a != AudienceKind.Group))
        {
            var author = visitors.First(v => new Audience(audience).Admits(v.Viewer)).Visitor.Member;
            var thread = await site.AddThread(author, audience, replies: 1, title: $"Just for {audience}");
            var reply = await site.Post(thread, 1);
            var list = await site.ListOf(thread);
            foreach (var (visitor, viewer) in visitors)
            {
                var sees = new Audience(audience).Admits(viewer);
                foreach (var address in new[] { thread.Address(), $"{thread.Address()}/changes?since=0", $"{thread.Address()}/replies/{reply.Id}" })
                    (await visitor.Get(address)).Is(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound);
                Assert.Equal(sees, (await visitor.Get(list)).Body.Contains($"Just for {audience}", StringComparison.Ordinal));
                if (sees) continue;
                (await visitor.Post($"{thread.Address()}/replies", ("Body", "let me in"))).Is(HttpStatusCode.NotFound);
                (await visitor.Post($"{thread.Address()}/follow")).Is(HttpStatusCode.NotFound);
                (await visitor.Post($"{thread.Address()}/read", ("Sequence", "1"))).Is(HttpStatusCode.NotFound);
                (await visitor.Post($"{thread.Address()}/replies/{reply.Id}/helped")).Is(HttpStatusCode.NotFound);
            }
            Assert.Equal(1, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.ReplyCount).SingleAsync()));
        }
    }

    [Fact]
    public async Task Who_loses_a_role_loses_its_threads()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        (await ana.Get(thread.Address())).Is(HttpStatusCode.OK);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, default)));
        (await ana.Get(thread.Address())).Is(HttpStatusCode.NotFound);
        // What they wrote stays theirs to take back.
        var opening = await site.Post(thread, 0);
        (await ana.Post($"{thread.Address()}/replies/{opening.Id}", ("_method", "DELETE"))).Is(HttpStatusCode.OK);
        Assert.NotNull((await site.Post(thread, 0)).TakenBackAt);
    }

    [Fact]
    public async Task Nobody_opens_a_thread_that_they_could_not_read()
    {
        var space = await site.AddSpace();
        var ana = await site.SignIn(Kind.Supporter);
        var page = await ana.Post("/threads", ("Space", space.Slug), ("Kind", "Question"), ("Audience", "Committee"), ("Language", "en"), ("Title", "Hello there"), ("Body", "Text that I typed"));
        Assert.Contains("audience that you belong to", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        Assert.Equal("Text that I typed", page.One("textarea[name=Body]").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.Threads.CountAsync(t => t.SpaceId == space.Id)));
    }

    public static TheoryData<string, string> BadThreads => new()
    {
        { "Title", "" },
        { "Title", "   " },
        { "Title", new string('x', 141) },
        { "Title", "a bell \a rings" },
        { "Title", "two\nlines" },
        { "Title", "reads \u202Ebackwards" },
        { "Body", "" },
        { "Body", " \r\n \t " },
        { "Body", new string('x', 20_001) },
        { "Body", "a bell \a in it" },
        { "Body", string.Concat(Enumerable.Repeat("> ", 500)) + "deep" },
        { "Kind", "" },
        { "Kind", "99" },
        { "Kind", "Rant" },
        { "Audience", "" },
        { "Audience", "Group" },
        { "Audience", "77" },
        { "Language", "fr" },
        { "Language", "" },
        { "Space", "" },
        { "Space", "nowhere" },
        { "Space", "<script>" },
    };

    [Theory]
    [MemberData(nameof(BadThreads))]
    public async Task A_bad_form_changes_nothing_and_keeps_what_was_typed(string field, string value)
    {
        var space = await site.AddSpace();
        var ana = await site.SignIn(Kind.Supporter);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Space"] = space.Slug,
            ["Kind"] = "Question",
            ["Audience"] = "AllMembers",
            ["Language"] = "en",
            ["Title"] = "Kept title",
            ["Body"] = "Kept body",
            [field] = value,
        };
        var page = await ana.Post("/threads", fields.Select(f => (f.Key, f.Value)));
        page.Is(HttpStatusCode.BadRequest);
        Assert.True(page.Has(".notice--error li"), page.Text());
        Assert.True(page.Has(".field--error"), page.Text());
        if (field != "Title") Assert.Equal("Kept title", page.One("[name=Title]").GetAttribute("value"));
        if (field != "Body") Assert.Equal("Kept body", page.One("textarea[name=Body]").TextContent.Trim());
        Assert.Equal(0, await site.Read(db => db.Threads.CountAsync(t => t.AuthorId == ana.Member.Id)));
    }

    [Fact]
    public async Task A_nul_in_a_form_is_the_senders_mistake()
    {
        var ana = await site.SignIn(Kind.Supporter);
        (await ana.Post("/threads", ("Body", "a nul \0 in it"))).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Scripts_and_emoji_are_text()
    {
        var space = await site.AddSpace();
        var ana = await site.SignIn(Kind.Supporter);
        var page = await ana.Post("/threads", ("Space", space.Slug), ("Kind", "Success"), ("Audience", "AllMembers"), ("Language", "es"), ("Title", "<script>alert(1)</script> 🌱"),
            ("Body", "<img src=x onerror=alert(1)> 👩🏽‍🦽 [x](javascript:alert(1))"));
        Assert.Equal("<script>alert(1)</script> 🌱", page.Is(HttpStatusCode.OK).Text("h1"));
        Assert.Equal("es", page.One("h1").GetAttribute("lang"));
        Assert.Equal("<img src=x onerror=alert(1)> 👩🏽‍🦽 x", page.Text(".prose"));
        Assert.False(page.Has(".prose img, .prose a, main script"));
        (await ana.Get("/discussions")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Post($"{thread.Address()}/replies", [("Body", "hi")], token: false)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Post($"{thread.Address()}/replies", [("Body", "hi"), ("__RequestVerificationToken", "stale")], token: false)).Status);
        Assert.Equal(0, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.ReplyCount).SingleAsync()));
    }

    [Fact]
    public async Task A_form_sent_twice_posts_once()
    {
        var space = await site.AddSpace();
        var ana = await site.SignIn(Kind.Supporter);
        var form = await ana.Get("/threads/new");
        (string, string?)[] changes = [("Space", space.Slug), ("Kind", "Question"), ("Title", "Only once"), ("Body", "Once."), ("Audience", "AllMembers"), ("Preview", null)];
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => form.Submit("form.form", changes)));
        Assert.Single(pages.Select(p => p.Address).Distinct());
        var thread = await site.Read(db => db.Threads.AsNoTracking().SingleAsync(t => t.SpaceId == space.Id));

        var page = await ana.Get(thread.Address());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => page.Submit("#reply-form", ("Body", "Also once."))));
        await page.Submit("#reply-form", ("Body", "Also once."));
        Assert.Equal(1, await site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread.Id && p.Sequence > 0)));
        var reply = (await site.Post(thread, 1)).Id.Value;
        Assert.Equal(1, await site.Read(db => db.Occasions.CountAsync(o => o.Item == reply && o.Kind == LetterKind.Reply)));
    }

    [Fact]
    public async Task Many_replies_at_once_are_all_kept_in_order()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var form = await ana.Get(thread.Address());
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => form.Submit("#reply-form", ("Body", $"Number {i}"), ("FormKey", ""))));
        var posts = await site.Read(db => db.Posts.AsNoTracking().Where(p => p.ThreadId == thread.Id).OrderBy(p => p.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(0, 13), posts.Select(p => p.Sequence));
        Assert.Equal(Enumerable.Range(1, 13).Select(v => (long)v), posts.Select(p => p.Version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bell \a")]
    [InlineData("deep")]
    [InlineData("long")]
    public async Task A_bad_reply_changes_nothing_and_keeps_what_was_typed(string body)
    {
        body = body switch { "deep" => string.Concat(Enumerable.Repeat("> ", 400)) + "x", "long" => new string('y', 20_001), _ => body };
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", body));
        page.Is(HttpStatusCode.BadRequest);
        Assert.True(page.Has("#reply-form .field--error"));
        Assert.Equal(body.Trim(), page.One("textarea[name=Body]").TextContent.Trim());
        Assert.Equal(1L, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync()));
    }

    [Fact]
    public async Task A_reply_that_answers_another_threads_post_is_refused()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        (await ana.Post($"{thread.Address()}/replies", ("Body", "to nowhere"), ("InReplyTo", "5"))).Is(HttpStatusCode.BadRequest);
        var page = await ana.Post($"{thread.Address()}/replies", ("Body", "to the opening"), ("InReplyTo", "0"));
        Assert.Contains("In answer to " + ana.Member.Name, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_shows_and_says_so()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 1);
        var page = await (await ana.Get(thread.Address())).Follow(".post--opening a[href$='/edit']");
        page = await page.Submit("form.form", ("Title", "A better title"), ("Body", "Better."), ("Language", "es"));
        Assert.Equal("A better title", page.Is(HttpStatusCode.OK).Text("h1"));
        Assert.Contains("edited", page.Text(".post--opening .post-head"), StringComparison.Ordinal);
        Assert.Equal("es", page.One(".post--opening .prose").GetAttribute("lang"));
        page = await (await page.Follow(".post--opening a[href$='/edit']")).Submit("form.form", ("Title", ""), ("Body", "Kept."));
        Assert.Equal("Kept.", page.Is(HttpStatusCode.BadRequest).One("textarea").TextContent.Trim());
        Assert.Equal("Better.", (await site.Post(thread, 0)).Body.Source);
    }

    [Fact]
    public async Task Nobody_touches_anothers_post()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 1);
        var own = $"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}";
        var page = await ben.Get(thread.Address());
        Assert.False(page.Has("a[href$='/edit'], button[value=DELETE][formaction], [formaction$='/helped']"));
        (await ben.Get($"{own}/edit")).Is(HttpStatusCode.NotFound);
        (await ben.Post(own, ("_method", "PUT"), ("Body", "mine now"), ("Language", "en"))).Is(HttpStatusCode.NotFound);
        (await ben.Post(own, ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        (await ben.Post($"{thread.Address()}/closing")).Is(HttpStatusCode.Conflict);
        // A permitted thread in the address does not open another's post.
        var foreign = await site.AddThread(ben.Member);
        (await ana.Post($"{foreign.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        Assert.Equal(2L, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.Version).SingleAsync()));
    }

    [Fact]
    public async Task What_is_taken_back_is_nowhere_any_more()
    {
        var secret = $"secret{Guid.NewGuid():N}";
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, title: $"Title {secret}");
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", $"Body {secret}"));
        Assert.Contains(secret, page.Text(), StringComparison.Ordinal);
        page = await page.Submit(".post:not(.post--opening) .confirm button");
        Assert.True(page.Is(HttpStatusCode.OK).Has("li.post--gone"));
        page = await page.Submit(".post--opening .confirm button");
        Assert.DoesNotContain(secret, page.Body, StringComparison.Ordinal);
        Assert.False(page.Has("#reply-form"));
        Assert.DoesNotContain(secret, (await ana.Get(await site.ListOf(thread))).Body, StringComparison.Ordinal);
        Assert.Empty(await site.WhereIs(secret));
    }

    [Fact]
    public async Task The_asker_and_nobody_else_says_what_helped()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member, replies: 2, replier: ben.Member);
        var page = await (await ana.Get(thread.Address())).Submit("[formaction$='/helped']");
        Assert.Single(page.All(".post--helped"));
        page = await page.Submit("li.post:not(.post--helped) [formaction$='/helped']");
        Assert.Equal(2, page.All(".post--helped").Count);
        page = await page.Submit(".post--helped [formaction$='/helped']");
        Assert.Single(page.All(".post--helped"));
        (await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/helped")).Is(HttpStatusCode.Conflict);
        Assert.Single((await ben.Get(thread.Address())).All(".post--helped"));
    }

    [Fact]
    public async Task A_closed_thread_refuses_replies()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        var before = await ben.Get(thread.Address());
        var page = await (await ana.Get(thread.Address())).Submit("[action$='/closing']");
        Assert.False(page.Has("#reply-form"));
        page = await before.Submit("#reply-form", ("Body", "Too late?"));
        Assert.Contains("closed to new replies", page.Is(HttpStatusCode.BadRequest).Text(), StringComparison.Ordinal);
        page = await (await ana.Get(thread.Address())).Submit("[action$='/closing'] button");
        Assert.True(page.Has("#reply-form"));
    }

    [Fact]
    public async Task Following_stays_off_once_it_was_turned_off()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member);
        var page = await (await ben.Get(thread.Address())).Submit("[action$='/follow']");
        Assert.Equal("Follow", page.One(".level input[checked]").GetAttribute("value"));
        page = await page.Submit(".level form", ("Level", "Normal"));
        page = await page.Submit("#reply-form", ("Body", "Still not following."));
        Assert.Equal("Follow", page.Text("[action$='/follow'] button"));
        Assert.True(await site.Read(db => db.Follows.Where(f => f.MemberId == ben.Member.Id).Select(f => f.IsStopped).SingleAsync()));
    }

    [Fact]
    public async Task A_long_thread_opens_where_the_reader_left_off()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 95);
        var page = await ben.Get(thread.Address());
        Assert.Equal(31, page.All("li.post").Count);
        Assert.Contains("65 new", (await ben.Get(await site.ListOf(thread))).Text(), StringComparison.Ordinal);
        page = await page.Follow("a[rel=next]");
        Assert.Contains("Reply number 60.", page.Text(), StringComparison.Ordinal);
        // A look at the end reads nothing on the way.
        await ben.Get(thread.Address() + "?from=91");
        page = await ben.Get(thread.Address());
        Assert.True(page.Has("#new"));
        Assert.Contains("Reply number 61.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Tell me", page.Text(".post--opening"), StringComparison.Ordinal);
        page = await ben.Get($"{thread.Address()}/replies/{(await site.Post(thread, 5)).Id}");
        Assert.Contains("Reply number 5.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Reply number 31.", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?from=-5")]
    [InlineData("?from=99999999999")]
    [InlineData("?from=abc")]
    [InlineData("?answer=-1")]
    [InlineData("?answer=77")]
    [InlineData("/some-other-title?from=2147483647")]
    public async Task An_address_somebody_tampered_with_still_opens(string tail)
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 3);
        (await ana.Get(thread.Address() + tail)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/threads/nonsense")]
    [InlineData("/threads/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/threads/AAAAAAAAAAAAAAAAAAAAAA/changes")]
    [InlineData("/threads/AAAAAAAAAAAAAAAAAAAAAA/replies/x")]
    [InlineData("/discussions/no-such-space")]
    public async Task What_is_not_there_answers_404(string address) => (await (await site.SignIn(Kind.Supporter)).Get(address)).Is(HttpStatusCode.NotFound);

    [Fact]
    public async Task Lists_go_on_after_the_last_row_without_gap_or_double()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        await site.Write(db =>
        {
            // Many at the very same moment: only the id tells them apart.
            for (var i = 0; i < 60; i++)
                db.Add(new CoP.Domain.Discussions.Thread(space.Id, ana.Member.Id, ThreadKind.Resource, Audience.Everyone, "en", $"Thread {i:00}", CoP.Web.Features.Discussions.SafeMarkdown.Render("x"), site.Now + NodaTime.Duration.FromSeconds(i / 20)));
        });
        var titles = new List<string>();
        for (var page = await ana.Get($"/discussions/{space.Slug}"); ; page = await page.Follow("nav.pager a[rel=next]"))
        {
            titles.AddRange(page.All(".row-title").Select(Page.Words));
            if (!page.Has("nav.pager a[rel=next]")) break;
        }
        Assert.Equal(60, titles.Count);
        Assert.Equal(60, titles.Distinct(StringComparer.Ordinal).Count());
        Assert.All(titles.Take(20), title => Assert.InRange(int.Parse(title[^2..], System.Globalization.CultureInfo.InvariantCulture), 40, 59));
        (await ana.Get($"/discussions/{space.Slug}?before=garbage")).Is(HttpStatusCode.OK);
        (await ana.Get("/discussions?before=9223372036854775807.AAAAAAAAAAAAAAAAAAAAAA")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Changes_since_a_version_are_just_those()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, replies: 3, replier: ben.Member);
        var nothing = await Changes(ben, thread, 4);
        Assert.Equal((4L, 0), (nothing.GetProperty("version").GetInt64(), nothing.GetProperty("replies").GetArrayLength()));

        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}", ("_method", "PUT"), ("Body", "Edited one."), ("Language", "en"));
        Assert.False((await Changes(ana, thread, 4)).TryGetProperty("head", out _));
        await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, 2)).Id}", ("_method", "DELETE"));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Number four."));
        var changes = await Changes(ana, thread, 4);
        Assert.Equal([1, 2, 4], changes.GetProperty("replies").EnumerateArray().Select(r => r.GetProperty("seq").GetInt32()));
        Assert.Equal((await site.Post(thread, 2)).Id.ToString(), Assert.Single(changes.GetProperty("gone").EnumerateArray()).GetString());
        Assert.Contains("3 replies", changes.GetProperty("head").GetString(), StringComparison.Ordinal);
        // The asker is offered what only the asker may do; the author, what only the author may; the others neither.
        Assert.Contains("/helped", changes.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("/edit", changes.GetRawText(), StringComparison.Ordinal);
        var own = await Changes(ben, thread, 4);
        Assert.Contains("/edit", own.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("/helped", own.GetRawText(), StringComparison.Ordinal);
        var others = await Changes(await site.SignIn(Kind.Supporter), thread, 4);
        Assert.DoesNotContain("/edit", others.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("/helped", others.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("__RequestVerificationToken", own.GetRawText(), StringComparison.Ordinal);

        await ana.Post($"{thread.Address()}/closing");
        var closed = await Changes(ben, thread, changes.GetProperty("version").GetInt64());
        Assert.True(closed.GetProperty("closed").GetBoolean());
        Assert.Contains("closed it", closed.GetProperty("head").GetString(), StringComparison.Ordinal);
        Assert.True((await Changes(ben, thread, 999)).GetProperty("reload").GetBoolean());
    }

    [Fact]
    public async Task Changes_speak_the_readers_language_and_are_new_for_each_version()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var eva = await site.SignIn(Kind.Supporter, m => m with { Language = "es" });
        var thread = await site.AddThread(ana.Member);
        await ana.Post($"{thread.Address()}/replies", ("Body", "One."));
        Assert.Contains("Reply", (await Changes(await site.SignIn(Kind.Supporter), thread, 1)).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Responder", (await Changes(eva, thread, 1)).GetRawText(), StringComparison.Ordinal);
        await ana.Post($"{thread.Address()}/replies", ("Body", "Two."));
        Assert.Equal(2, (await Changes(eva, thread, 1)).GetProperty("replies").GetArrayLength());
    }

    [Fact]
    public async Task Far_behind_means_opening_the_page_anew()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member, replies: 70);
        Assert.True((await Changes(ana, thread, 1)).GetProperty("reload").GetBoolean());
    }

    [Fact]
    public async Task A_page_with_script_gets_its_answer_without_a_redirect()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var request = (await ana.Get(thread.Address())).Fill("#reply-form", ("Body", "By script."));
        request.Headers.Accept.ParseAdd("application/json");
        ana.Client.DefaultRequestHeaders.Accept.Clear();
        using var answer = JsonDocument.Parse((await ana.Send(request)).Is(HttpStatusCode.OK).Body);
        Assert.Equal(1, answer.RootElement.GetProperty("seq").GetInt32());
        Assert.NotEqual(Guid.Empty, answer.RootElement.GetProperty("formKey").GetGuid());
    }

    [Fact]
    public async Task A_preview_is_what_the_post_will_be()
    {
        var ana = await site.SignIn(Kind.Supporter);
        Assert.Equal("<p>So <em>it</em> goes</p>\n", (await ana.Post("/preview", ("Body", "So *it* goes"))).Body);
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Post("/preview", ("Body", ""))).Status);
        // Without script the form itself shows it.
        var page = await (await ana.Get("/threads/new")).Submit("[name=Preview]", ("Body", "So *it* goes"));
        Assert.Equal("it", page.Is(HttpStatusCode.OK).Text(".prose em"));
        Assert.False(page.Has(".notice--error"));
    }

    static async Task<JsonElement> Changes(Visitor visitor, CoP.Domain.Discussions.Thread thread, long since) =>
        JsonDocument.Parse((await visitor.Get($"{thread.Address()}/changes?since={since}")).Is(HttpStatusCode.OK).Body).RootElement;
}

public sealed class ThreadTestsOnSqlite(SqliteSite site) : ThreadTests(site), IClassFixture<SqliteSite>;

public sealed class ThreadTestsOnPostgres(PostgresSite site) : ThreadTests(site), IClassFixture<PostgresSite>;
