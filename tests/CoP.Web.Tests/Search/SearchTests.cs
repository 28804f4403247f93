using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data.Search;
using CoP.Web.Hosting;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Tests.CoReflection;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Search;

public abstract class SearchTests(Site site)
{
    [Fact]
    public async Task The_same_is_found_on_both_databases()
    {
        var (space, other) = (await site.AddSpace(), await site.AddSpace());
        var (first, second, third) = (Library.Word(), Library.Word(), Library.Word());
        var ana = await site.Add(Kind.Supporter, m => m with { Name = $"Ána {first}" });
        var ben = await site.Add(Kind.Supervisor, m => m with { Name = $"Ben {second}" });
        var day = Instant.FromUtc(2031, 1, 10, 17, 0);
        Instant At(int days) => day + Duration.FromDays(days);

        var a = await site.AddText(ana, "Peer support and money", "How do you talk about *handling* cash with a supervisor? [[open-minded]]", space: space, at: At(0));
        var b = await site.AddReply(a, ben, "We wrote a **working** agreement. Recovery is personal. [[voluntary]] [[open-minded]]", At(1));
        var c = await site.AddText(ben, "Recuperación entre pares", "El niño PEQUEÑO habló con su supervisora: una\n\nhora.", kind: ThreadKind.Success, space: space, at: At(2));
        var d = await site.AddText(ana, "Don’t know", "The agreement working, the the the [link](https://elsewhere.example/hidden)", kind: ThreadKind.Challenge, space: space, at: At(3));
        var e = await site.AddReply(a, ben, "Money talks, and 1,000 words do not.", At(4));
        var f = await site.AddText(ben, "Ask 'them' \\ & | ! all", "naïve Ωmega 日本 ½", kind: ThreadKind.Resource, space: other, at: At(5));
        await site.Write(async db =>
        {
            var thread = (await db.Threads.FindAsync(a.Id))!;
            thread.Helped((await db.Posts.FindAsync(e.Id))!, ana.Id, site.Now);
        });
        var names = new Dictionary<Id<Post>, string> { [a.Posts[0].Id] = "a", [b.Id] = "b", [c.Posts[0].Id] = "c", [d.Posts[0].Id] = "d", [e.Id] = "e", [f.Posts[0].Id] = "f" };
        (string Asked, string Found)[] cases =
        [
            ("money", "ea"), ("MONEY", "ea"), ("  money   ", "ea"), ("mone", ""), ("mon*", "ea"), ("mone*", "ea"), ("money*", "ea"), ("moneys*", ""),
            ("handling", "a"), ("handl*", "a"), ("supervisor", "a"), ("supervis*", "ca"), ("supervisora", "c"), ("supervisors", ""),
            ("recuperacion", "c"), ("RECUPERACIÓN", "c"), ("recuperacio\u0301n", "c"), ("nino", "c"), ("niño", "c"), ("pequeno", "c"), ("recov*", "b"), ("rec*", "cb"),
            ("working agreement", "db"), ("agreement working", "db"), ("\"working agreement\"", "b"), ("\"agreement working\"", "d"), ("“working agreement”", "b"), ("working-agreement", "b"),
            ("\"peer support\"", "a"), ("\"support peer\"", ""), ("\"peer supp\"*", "a"), ("\"peer suppo\"", ""), ("\"the the\"", "d"), ("\"the the the the\"", ""),
            // The title is one thing and the text another.
            ("\"money how\"", ""), ("peer cash", "a"), ("\"una hora\"", "c"),
            // Each reply stands for itself.
            ("peer recovery", ""), ("money agreement", ""),
            ("don't", "d"), ("don’t", "d"), ("\"don t\"", "d"), ("dont", ""), ("1000", ""), ("1,000", "e"), ("\"1 000\"", "e"), ("\"1 000 words\"", "e"),
            ("hidden", ""), ("elsewhere.example", ""), ("link", "d"), ("em", ""), ("strong", ""), ("kquestion", ""), ("question", ""), ("tmoney", ""), ("\"t money\"", ""),
            ("kind:question", "eba"), ("kind:success", "c"), ("kind:question kind:success", "ecba"), ("tipo:reto", "d"), ("kind:question money", "ea"), ("kind:scenario", ""),
            ($"by:\"Ana {first}\"", "da"), ($"by:{first}", "da"), ($"by:ána by:{second}", null!), ($"by:{first} by:{second}", "edcba"), ($"by:{first[..6]}*", "da"), ($"by:{first[..6]}", ""), ($"by:\"Ben {first}\"", ""), ($"by:{second} money", "e"), ($"by:{third}", ""),
            ("before:2031-01-12", "ba"), ("before:2031-01-10", ""), ("after:2031-01-13", "ed"), ("after:2031-01-11 before:2031-01-13", "cb"), ("after:2031-01-15", ""), ("after:2031-01 before:2031-02", "edcba"), ("before:2031", ""), ("after:2032", ""),
            ("money before:2031-01-12", "a"), ("money after:2031-01-12", "e"), ("antes:2031-01-12", "ba"),
            ("has:helped", "ea"), ("con:ayuda talks", "e"), ("has:helped agreement", ""), ("is:unanswered", "d"), ("sin:respuesta", "d"), ("is:unanswered money", ""),
            ("cites:voluntary", "b"), ("cita:voluntario personal", "b"), ("cites:\"open minded\"", "ba"), ("cites:open-minded cites:voluntary", "b"), ("cites:hopeful", ""), ("cites:nothing", ""),
            ("colour:red money", "ea"), ("kind:rant money", "ea"), ("before:soon money", "ea"), ("mo* money", "ea"),
            ("'", "edcba"), ("\"", "edcba"), ("* & | ! ( ) <->", "edcba"), ("'; DROP TABLE Posts; --", ""), ("money' OR 'a'", ""), ("NOT money", "e"), ("-money", "ea"), ("money NEAR talks", ""),
        ];
        var reader = await site.SignIn(Kind.Administrator);
        var wrong = new List<string>();
        foreach (var (asked, found) in cases.Where(x => x.Found is not null))
            if (await Found(asked, space) is var got && got != found) wrong.Add($"{asked}: {got}, not {found}");
        foreach (var (asked, found) in new[] { ("", "f"), ("naive", "f"), ("ωmega", "f"), ("ώmega", "f"), ("日本", "f"), ("日*", "f"), ("\"them all\"", "f"), ("ask 'them'", "f"), ("½", "f"), ("kind:resource", "f"), ("money", "") })
            if (await Found(asked, other) is var got && got != found) wrong.Add($"{asked}: {got}, not {found}");
        if (await Found("money ask", space, other) is var none && none.Length > 0) wrong.Add($"both: {none}");
        if (await Found("a*", space, other) is var every && every != "fedcba") wrong.Add($"either space: {every}");
        Findings.None(wrong);

        async Task<string> Found(string asked, params Space[] spaces)
        {
            var page = (await reader.Search($"{string.Join(' ', spaces.Select(s => "space:" + s.Slug))} {asked}")).Is(HttpStatusCode.OK);
            return string.Concat(page.All(".hits h3 a").Select(l => names[Id<Post>.Parse(l.GetAttribute("href")!.Split("#p-")[1])]));
        }
    }

    [Fact]
    public async Task What_was_found_shows_where_and_who_and_what()
    {
        var word = Library.Word();
        var ana = await site.Add(Kind.Supporter, m => m with { Name = "Ana Rosario" });
        var thread = await site.AddText(ana, $"Of {word} & others", $"Some **{word.ToUpperInvariant()}** <b>here</b>");
        var reader = await site.SignIn(Kind.Supervisor);
        var page = await reader.Search(word);
        Assert.Equal($"Of {word} & others", page.Text(".hits h3"));
        Assert.Equal([word, word.ToUpperInvariant()], page.All(".hits mark").Select(Page.Words));
        Assert.Equal($"Some {word.ToUpperInvariant()} <b>here</b>", page.Text(".hits .snippet"));
        Assert.Equal("en", page.One(".hits .snippet").GetAttribute("lang"));
        foreach (var part in new[] { "Question", "Role clarity", "Ana Rosario", "March 3, 2031" }) Assert.Contains(part, page.Text(".hits .meta"), StringComparison.Ordinal);
        Assert.Contains($"#p-{thread.Posts[0].Id}", page.One(".hits a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(word, page.One("input[name=q]").GetAttribute("value"));
        Assert.False(page.Has(".pager"));
        Assert.Contains("No encontramos nada", (await (await site.SignIn(Kind.Supporter, m => m with { Language = "es" })).Search(word + "x")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guideline_values_are_found_in_either_language_and_the_posts_that_cite_one()
    {
        var (word, space) = (Library.Word(), await site.AddSpace());
        var reader = await site.SignIn(Kind.Supporter, m => m with { Language = "es" });
        var page = await reader.Search("nobody is pushed");
        Assert.Equal("/guidelines/values/voluntary", page.One(".values a").GetAttribute("href"));
        Assert.Equal("en", page.One(".values .row").GetAttribute("lang"));
        Assert.Equal("voluntario", (await reader.Search("voluntari*")).One(".values h3 mark").TextContent);
        Assert.Equal(3, (await reader.Search("de la")).All(".values a").Count);
        Assert.False((await reader.Search("voluntari* kind:question")).Has(".values"));
        Assert.False((await reader.Search($"voluntary {word}")).Has(".values"));
        var thread = await site.AddText(reader.Member, "Citing", $"{word} [[voluntary]]", space: space);
        Assert.Single(await reader.Find($"{word} cita:voluntario"));
        await reader.Post($"/threads/{thread.Id}/replies/{thread.Posts[0].Id}", ("_method", "PUT"), ("Title", "Citing"), ("Body", $"{word} [[hopeful]]"), ("Language", "en"));
        Assert.Empty(await reader.Find($"{word} cites:voluntary"));
        Assert.Single(await reader.Find($"{word} cites:hopeful"));
        Assert.Contains("ningún valor de las guías llamado «kindness»", (await reader.Search("cites:kindness")).Text(".notice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_results_go_on_where_the_page_ended_and_nobody_is_told_how_many()
    {
        var word = Library.Word();
        var ana = await site.Add(Kind.Supporter);
        var thread = await site.AddText(ana, "Counting", "Nothing yet.");
        await site.Write(async db =>
        {
            var found = (await db.Threads.FindAsync(thread.Id))!;
            for (var i = 1; i <= 45; i++) found.Reply(ana.Id, "en", CoP.Web.Features.Discussions.SafeMarkdown.Render($"{word} number {i}."), site.Now);
        });
        // What others may not see makes no page shorter and no link longer.
        var committee = await site.Add(Kind.Committee);
        for (var i = 0; i < 3; i++) await site.AddText(committee, "Ours", word, new(AudienceKind.Committee));
        var reader = await site.SignIn(Kind.Supporter);
        var page = await reader.Search(word);
        var seen = new List<string>(page.Hits());
        Assert.Equal(20, seen.Count);
        Assert.DoesNotContain("45 ", page.Text("form"), StringComparison.Ordinal);
        page = await page.Follow(".pager a");
        seen.AddRange(page.Hits());
        // What is written meanwhile moves nothing.
        await site.AddReply(thread, ana, $"{word} number 46.");
        page = await page.Follow(".pager a");
        seen.AddRange(page.Hits());
        Assert.Equal(Enumerable.Range(1, 45).Reverse().Select(i => $"{word} number {i}."), seen);
        Assert.False(page.Has(".pager"));
    }

    [Fact]
    public async Task Only_what_one_may_see_is_found()
    {
        var word = Library.Word();
        var visitors = new List<(Visitor Visitor, Viewer Viewer)>();
        foreach (var kind in Kind.All)
        {
            var visitor = await site.SignIn(kind);
            visitors.Add((visitor, await site.Viewer(visitor.Member)));
        }
        var audiences = Enum.GetValues<AudienceKind>().Where(a => a != AudienceKind.Group).ToList();
        foreach (var audience in audiences)
        {
            var author = visitors.First(v => new Audience(audience).Admits(v.Viewer)).Visitor.Member;
            var thread = await site.AddText(author, $"{word} {audience}", $"{word} opening {audience}", new(audience));
            await site.AddReply(thread, author, $"{word} reply {audience}");
        }
        foreach (var (visitor, viewer) in visitors)
        {
            var mine = audiences.Where(a => new Audience(a).Admits(viewer)).SelectMany(a => new[] { $"{word} opening {a}", $"{word} reply {a}" }).Order();
            foreach (var asked in new[] { word, $"\"{word} reply\" ", $"{word[..8]}*", $"{word} kind:question", $"{word} after:2000" })
            {
                var hits = await visitor.Find(asked);
                Assert.Equal(asked.Contains("reply", StringComparison.Ordinal) ? mine.Where(m => m.Contains("reply", StringComparison.Ordinal)) : mine, hits.Order());
            }
            var similar = (await visitor.Get($"/threads/similar?title={word}")).All("a").Select(Page.Words).Order();
            Assert.Equal(audiences.Where(a => new Audience(a).Admits(viewer)).Select(a => $"{word} {a}").Order(), similar);
        }
    }

    [Fact]
    public async Task What_an_author_keeps_from_somebody_is_not_found_by_them()
    {
        var (word, agency) = (Library.Word(), await site.AddAgency("Harbor " + Library.Word()));
        var ana = await site.SignIn(Kind.Supporter, m => m with { AgencyId = agency });
        var listed = await site.SignIn(Kind.Supporter);
        var boss = await site.SignIn(Kind.Supervisor, m => m with { AgencyId = agency });
        var elsewhere = await site.SignIn(Kind.Supervisor);
        var thread = await site.AddText(ana.Member, $"{word} about work", word);
        await site.AddReply(thread, listed.Member, $"{word}, says someone.");
        await Sees(2, ana, listed, boss, elsewhere);
        await site.Write(async db =>
        {
            (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).HideFromAgency(true);
            db.Add(new Exclusion(ana.Member.Id, listed.Member.Id));
        });
        await Sees(2, ana, elsewhere);
        await Sees(0, listed, boss);

        async Task Sees(int hits, params Visitor[] visitors)
        {
            foreach (var visitor in visitors)
            {
                Assert.Equal(hits, (await visitor.Find(word)).Count);
                Assert.Equal(hits, (await visitor.Find($"{word[..6]}* kind:question")).Count);
                Assert.Equal(hits / 2, (await visitor.Get($"/threads/similar?title={word}")).All("a").Count);
            }
        }
    }

    [Fact]
    public async Task What_a_group_says_is_found_by_its_members_alone()
    {
        var word = Library.Word();
        var (ana, ben, other) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var group = await site.Circle(ana);
        await site.AddText(ana.Member, "Ours", word, new(AudienceKind.Group, group));
        Assert.Single(await ana.Find(word));
        Assert.Empty(await ben.Find(word));
        await site.Join(group, ben);
        Assert.Single(await ben.Find(word));
        Assert.Empty(await other.Find(word));
    }

    [Fact]
    public async Task What_is_anonymous_is_found_by_its_words_and_never_by_its_author()
    {
        var (word, name) = (Library.Word(), Library.Word());
        var ana = await site.SignIn(Kind.Supporter, m => m with { Name = $"Ana {name}" });
        var listed = await site.SignIn(Kind.Supporter);
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        // How many they are is counted now and then.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await site.Write(db => db.Add(new Exclusion(ana.Member.Id, listed.Member.Id)));
        var space = await site.AddSpace();
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var viewer = await site.Viewer(ana.Member);
            await scope.ServiceProvider.GetRequiredService<OpenThread>().By(viewer, new ThreadInput { Space = space.Slug, Kind = ThreadKind.Question, Audience = "AllMembers", Language = "en", Title = "Quietly", Body = $"About {word}.", Anonymous = true });
        }
        await site.AddText(ana.Member, "Aloud", word, space: space);
        var reader = await site.SignIn(Kind.Supervisor);
        Assert.Equal([word, $"About {word}."], await reader.Find(word));
        foreach (var visitor in new[] { reader, ana })
        {
            Assert.Equal([word], await visitor.Find($"by:{name}"));
            Assert.Equal([word], await visitor.Find($"{word} by:{name}"));
        }
        Assert.Empty(await reader.Find("by:member " + word));
        var meta = (await reader.Search($"about {word}")).One(".hits .meta");
        Assert.DoesNotContain(name, meta.TextContent, StringComparison.Ordinal);
        Assert.Contains("Member A", meta.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"^\d{4}-\d{2}-\d{2}$", meta.QuerySelector("time")!.GetAttribute("datetime")!);
        Assert.Null(meta.QuerySelector("time")!.GetAttribute("title"));
        Assert.Empty(await listed.Find(word));
        Assert.DoesNotContain(ana.Member.Id.Value.ToString("n"), string.Join('\n', await site.TokensWith(word, "quietly")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_loses_a_role_finds_its_threads_no_more()
    {
        var word = Library.Word();
        var ana = await site.SignIn(Kind.Supporter);
        await site.AddText(ana.Member, "Ours", word, new(AudienceKind.PeerSupporters));
        Assert.Single(await ana.Find(word));
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Member.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, default)));
        Assert.Empty(await ana.Find(word));
    }

    [Fact]
    public async Task An_edit_is_found_by_its_new_words_and_not_by_its_old_ones()
    {
        var (title, before, newTitle, after) = (Library.Word(), Library.Word(), Library.Word(), Library.Word());
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddText(ana.Member, title, before);
        var newer = await site.AddText(ana.Member, "Newer", after);
        var opening = thread.Posts[0].Id;
        await (await ana.Get($"/threads/{thread.Id}/replies/{opening}/edit")).Submit("form[action*=replies]", ("Title", newTitle), ("Body", $"Now {after}."));
        Assert.Empty(await ana.Find(title));
        Assert.Empty(await ana.Find(before));
        Assert.Single(await ana.Find(newTitle));
        // It keeps its place.
        Assert.Equal([after, $"Now {after}."], await ana.Find(after));
        Assert.Empty(await site.InTheIndex(title));
        Assert.Empty(await site.InTheIndex(before));
        Assert.NotEqual(newer.Id, thread.Id);
    }

    [Fact]
    public async Task What_was_taken_back_is_found_no_more_and_its_words_are_nowhere()
    {
        var (title, opening, reply) = (Library.Word(), Library.Word(), Library.Word());
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddText(ana.Member, title, opening);
        var answer = await site.AddReply(thread, ana.Member, reply);
        foreach (var word in new[] { title, opening, reply })
        {
            Assert.Single(await ana.Find(word));
            Assert.NotEmpty(await site.InTheIndex(word));
        }
        await ana.Post($"/threads/{thread.Id}/replies/{answer.Id}", ("_method", "DELETE"));
        Assert.Empty(await ana.Find(reply));
        Assert.Empty(await site.InTheIndex(reply));
        Assert.Single(await ana.Find($"is:unanswered {title}"));
        await ana.Post($"/threads/{thread.Id}/replies/{thread.Posts[0].Id}", ("_method", "DELETE"));
        foreach (var word in new[] { title, opening, reply })
        {
            Assert.Empty(await ana.Find(word));
            Assert.Empty(await site.InTheIndex(word));
            Assert.Empty((await ana.Get($"/threads/similar?title={word}")).All("a"));
        }
        Assert.Equal(0, await site.Read(db => db.SearchEntries.CountAsync(e => e.PostId == answer.Id)));
    }

    [Fact]
    public async Task Helped_and_unanswered_follow_what_happens()
    {
        var word = Library.Word();
        var ana = await site.SignIn(Kind.Supporter);
        var ben = await site.SignIn(Kind.Supervisor);
        var thread = await site.AddText(ana.Member, "A question", word);
        var story = await site.AddText(ana.Member, "A story", word, kind: ThreadKind.Success);
        Assert.Equal("1 0 2", await Counts());
        await (await ben.Get(thread.Address())).Submit("#reply-form", ("Body", $"A reply on {word}."));
        Assert.Equal("0 0 3", await Counts());
        var reply = await site.Post(thread, 1);
        await ana.Post($"/threads/{thread.Id}/replies/{reply.Id}/helped");
        Assert.Equal("0 2 3", await Counts());
        await ana.Post($"/threads/{thread.Id}/replies/{reply.Id}/helped", ("_method", "DELETE"));
        Assert.Equal("0 0 3", await Counts());
        await ben.Post($"/threads/{thread.Id}/replies/{reply.Id}", ("_method", "DELETE"));
        Assert.Equal("1 0 2", await Counts());
        await ana.Post($"/threads/{thread.Id}/closing");
        Assert.Equal("0 0 2", await Counts());
        Assert.NotEqual(thread.Id, story.Id);

        async Task<string> Counts() => $"{(await ana.Find($"{word} is:unanswered")).Count} {(await ana.Find($"{word} has:helped")).Count} {(await ana.Find(word)).Count}";
    }

    [Fact]
    public async Task What_is_not_understood_is_said_in_words()
    {
        var reader = await site.SignIn(Kind.Supporter);
        var page = await reader.Search("colour:red kind:rant before:soon space:nowhere by:nobodyatall <script>");
        foreach (var part in new[] { "“colour:red”", "“kind:rant” names no kind", "“before:soon” has no date", "no space called “nowhere”", "Nobody here is called “nobodyatall”" })
            Assert.Contains(part, page.Text(".notice"), StringComparison.Ordinal);
        Assert.Empty(page.Hits());
        page = (await reader.Search(new string('x', 201))).Is(HttpStatusCode.BadRequest);
        Assert.Contains("at most 200", page.Text(".field-error"), StringComparison.Ordinal);
        Assert.Equal(new string('x', 201), page.One("#q").GetAttribute("value"));
        foreach (var address in new[] { "/search", "/search?q=", "/search?q=%20", "/search?q=a&after=nothing", "/search?q=a&after=AAAAAAAAAAAAAAAAAAAAAA", "/threads/similar", "/threads/similar?title=%22%27*:%20a", "/threads/similar?title=" + new string('x', 9000) })
            (await reader.Get(address)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_title_that_sounds_like_others_brings_them_up()
    {
        var (one, two) = (Library.Word(), Library.Word());
        var ana = await site.SignIn(Kind.Supporter);
        for (var i = 0; i < 6; i++) await site.AddText(ana.Member, $"On {one} and {two}s", "Nothing else.");
        await site.AddText(ana.Member, $"The {one} of it", $"Says {two} below.");
        var best = await site.AddText(ana.Member, $"The {one} of {two}: what {one} helps?", "Nothing.");
        var form = await ana.Get("/threads/new");
        Assert.Empty(form.All("#similar a"));
        var page = await form.Submit("form.form", ("Title", $"How do you do {one} with {two}?"), ("Body", "Tell me."), ("Preview", "1"));
        Assert.Equal(5, page.All("#similar a").Count);
        Assert.DoesNotContain("of it", page.Text("#similar"), StringComparison.Ordinal);
        Assert.Contains(best.Id.ToString(), page.One("#similar a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty((await ana.Get($"/threads/similar?title=how do you do it")).All("a"));
    }

    [Fact]
    public async Task A_long_text_is_found_to_its_end_and_a_word_said_hundreds_of_times_too()
    {
        var (word, end) = (Library.Word(), Library.Word());
        var ana = await site.SignIn(Kind.Supporter);
        var many = string.Concat(Enumerable.Repeat("ab ", 6000)) + word + " " + end;
        await site.AddText(ana.Member, "Long", many);
        Assert.Single(await ana.Find($"\"{word} {end}\""));
        Assert.Single(await ana.Find($"\"{word} {end[..5]}\"*"));
        Assert.Single(await ana.Find($"ab {end}"));
        Assert.Single(await ana.Find($"\"ab ab\" {end}"));
        Assert.Empty(await ana.Find($"\"ab {word}\""));
        await site.AddText(ana.Member, "Endless", new string('x', 19_000) + " " + word);
        Assert.Single(await ana.Find(new string('x', 150) + " " + word));
    }

    [Fact]
    public async Task What_fails_to_be_saved_is_not_found()
    {
        var word = Library.Word();
        var ana = await site.SignIn(Kind.Supporter);
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Write(async db =>
        {
            db.Add(new Thread(await db.Spaces.Select(s => s.Id).FirstAsync(), ana.Member.Id, ThreadKind.Question, Audience.Everyone, "en", word, CoP.Web.Features.Discussions.SafeMarkdown.Render("Text"), site.Now));
            await db.SaveChangesAsync();
            throw new InvalidOperationException();
        }));
        Assert.Empty(await ana.Find(word));
        Assert.Empty(await site.InTheIndex(word));
    }

    [Fact]
    public async Task Made_anew_the_index_finds_the_same_the_newest_first()
    {
        var word = Library.Word();
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        foreach (var days in new[] { 5, 1, 3 }) await site.AddText(ana.Member, "A day", $"{word} {days}", space: space, at: site.Now - Duration.FromDays(days));
        Assert.Equal([$"{word} 3", $"{word} 1", $"{word} 5"], await ana.Find(word));
        // As a start does when the index was made by another version.
        await site.Write(db => db.Database.ExecuteSqlRawAsync("UPDATE \"SearchVersion\" SET \"Version\" = 0"));
        await site.Read(async db =>
        {
            await db.Migrate();
            return true;
        });
        Assert.Equal([$"{word} 1", $"{word} 3", $"{word} 5"], await ana.Find(word));
        Assert.Equal([$"{word} 3", $"{word} 5"], await ana.Find($"{word} before:2031-03-01"));
        Assert.Equal(await site.Read(db => db.Posts.CountAsync(p => p.TakenBackAt == null)), await site.Read(db => db.SearchEntries.CountAsync(e => e.PostId != null)));
    }
}

public sealed class SearchTestsOnSqlite(SqliteSite site) : SearchTests(site), IClassFixture<SqliteSite>;
public sealed class SearchTestsOnPostgres(PostgresSite site) : SearchTests(site), IClassFixture<PostgresSite>;
