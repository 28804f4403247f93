using System.Net;
using System.Text;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Discussions;

public abstract class AnonymityTests(Site site)
{
    [Fact]
    public async Task An_anonymous_thread_names_nobody_and_is_dated_by_day()
    {
        var (ana, thread, _) = await Ask();
        var ben = await site.SignIn(Kind.Supporter);

        var page = await ben.Get(thread);

        Assert.Equal("Member A", page.Text(".post--opening .author"));
        Assert.DoesNotContain(ana.Member.Name, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Id.ToString(), page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Role(page), page.Text(".post--opening .post-head"), StringComparison.Ordinal);
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\d$", page.One(".post--opening time").GetAttribute("datetime"));
        Assert.DoesNotMatch("\\d\\d:\\d\\d", (await ben.Get($"{thread}/changes?since=0")).Body);
        Assert.False(page.Has(".post--opening a[href$='/edit']"));
    }

    [Fact]
    public async Task The_author_edits_marks_closes_and_takes_back_like_any_other()
    {
        var (ana, thread, _) = await Ask();
        var ben = await site.SignIn(Kind.Supporter);
        await (await ben.Get(thread)).Submit("#reply-form", ("Body", "I write it down."));

        var page = await ana.Get(thread);
        Assert.True(page.Has("#reply-form [name=Anonymous][checked]"), "Going on under one's name must be a choice.");
        page = await page.Submit("button[formaction$='/helped']");
        Assert.True(page.Has(".post--helped"));
        page = await (await page.Follow(".post--opening a[href$='/edit']")).Submit("form.form", ("Body", "Changed words."));
        Assert.Equal("Changed words.", page.Text(".post--opening .prose"));
        page = await page.Submit("#reply-form", ("Body", "Thank you."), ("Anonymous", "true"));
        Assert.Equal("Member A", page.Text(".post--mine:not(.post--opening) .author"));
        page = await page.Submit("form[action$='/closing'] button");
        Assert.Contains("closed", page.Text(), StringComparison.OrdinalIgnoreCase);
        page = await page.Submit(".post--opening button.button--danger");
        Assert.True((await ben.Get(thread)).Has(".post--gone"));
    }

    [Fact]
    public async Task Each_author_has_a_letter_of_their_own_within_a_thread()
    {
        var (ana, thread, _) = await Ask();
        var (ben, eve) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        foreach (var who in new[] { ben, eve, ben, ana }) await (await who.Get(thread)).Submit("#reply-form", ("Body", "So."), ("Anonymous", "true"));

        Assert.Equal(["Member A", "Member B", "Member C", "Member B", "Member A"], (await eve.Get(thread)).All(".post .author").Select(a => a.TextContent));
        (await ben.Post($"{thread}/replies/{await PostId(thread, 2)}", ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_small_audience_takes_no_anonymous_posts()
    {
        var director = await site.SignIn(Kind.Committee);
        var space = await site.AddSpace();
        var page = await (await director.Get($"/threads/new?space={space.Slug}"))
            .Submit("form.form", ("Kind", "Question"), ("Title", "A small room"), ("Body", "So few."), ("Audience", "Committee"), ("Anonymous", "true"), ("Preview", null));

        page.Is(HttpStatusCode.BadRequest);
        Assert.Contains("others could guess", page.Text("#Anonymous-error"), StringComparison.Ordinal);
        Assert.Equal("So few.", page.One("[name=Body]").TextContent.Trim());

        var thread = await site.AddThread(director.Member, AudienceKind.Committee);
        Assert.False((await director.Get(thread.Address())).Has("[name=Anonymous]"));
        (await director.Post($"{thread.Address()}/replies", ("Body", "x"), ("Anonymous", "true"))).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_sent_twice_makes_one_anonymous_thread()
    {
        await Crowd();
        var ana = await site.SignIn(Kind.Supporter);
        var space = await site.AddSpace();
        var form = await ana.Get($"/threads/new?space={space.Slug}");
        (string, string?)[] fields = [("Kind", "Question"), ("Title", "Only once"), ("Body", "Twice."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null)];
        var first = await form.Submit("form.form", fields);
        var second = await form.Submit("form.form", fields);

        Assert.Equal(first.Address, second.Address);
        Assert.Equal(1, await site.Read(db => db.Threads.CountAsync(t => t.SpaceId == space.Id)));
    }

    [Fact]
    public async Task Lists_and_home_know_what_the_author_has_read_without_a_mark_of_theirs()
    {
        var (ana, thread, list) = await Ask();
        Assert.DoesNotContain("New to you", (await ana.Get(list)).Text(), StringComparison.Ordinal);
        var ben = await site.SignIn(Kind.Supporter);
        await (await ben.Get(thread)).Submit("#reply-form", ("Body", "Something new."));

        Assert.True((await ana.Get(list)).Has(".row .pill--brand"));
        await ana.Get(thread);
        Assert.False((await ana.Get(list)).Has(".row .pill--brand"));
        Assert.Equal(0, await site.Read(db => db.ReadMarks.CountAsync(m => m.MemberId == ana.Member.Id)));
        Assert.Equal(0, await site.Read(db => db.Follows.CountAsync(m => m.MemberId == ana.Member.Id)));
    }

    [Fact]
    public async Task A_whole_copy_of_the_database_does_not_tie_the_author_to_the_thread()
    {
        var (ana, thread, _) = await Ask();
        var kept = await site.SignIn(Kind.Supervisor);
        await ana.Post($"/preferences/out-of-sight/{kept.Member.Id}");
        var ben = await site.SignIn(Kind.Supporter);
        await (await ben.Get(thread)).Submit("#reply-form", ("Body", "An answer."));
        await ana.Get(thread);
        await (await ana.Get(thread)).Submit("#reply-form", ("Body", "And a thank you."), ("Anonymous", "true"));
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Services.GetRequiredService<PostRoom>().Work(CancellationToken.None);

        // Every row that names the thread, one of its posts or its aliases, in whichever form ids are kept.
        var id = Id<Thread>.Parse(thread.Split('/')[2]);
        var things = await site.Read(async db => new[] { id.Value }
            .Concat(await db.Posts.Where(p => p.ThreadId == id && p.AuthorId == null).Select(p => p.Id.Value).ToListAsync())
            .Concat(await db.Aliases.Where(a => a.ThreadId == id).Select(a => a.Id.Value).ToListAsync()).ToList());
        var rows = await site.Rows();
        var about = rows.Where(r => things.Exists(t => Names(r, t))).ToList();

        Assert.True(about.Count > 8, "The thread must be found in the copy at all.");
        Assert.Contains(about, r => r.Table == "Veils");
        Findings.None(about.Where(r => Names(r, ana.Member.Id.Value) || Names(r, kept.Member.Id.Value)).Select(r => $"{r.Table}: {r.Text}"));
        // And no letter of an occasion about the thread is addressed to her.
        var occasions = about.Where(r => r.Table == "Occasions").Select(r => r.Text).ToList();
        Assert.NotEmpty(occasions);
        var letters = await site.Read(db => db.Letters.Join(db.Occasions, l => l.OccasionId, o => o.Id, (l, o) => new { l.Recipient, o.Item }).ToListAsync());
        Assert.DoesNotContain(letters, l => things.Contains(l.Item) && l.Recipient == ana.Member.Id.Value);
    }

    [Fact]
    public async Task What_was_sealed_opens_only_with_its_own_key_and_for_its_own_alias()
    {
        var member = Id<Member>.New(site.Now);
        var (one, other) = (Id<Alias>.New(site.Now), Id<Alias>.New(site.Now));
        var seals = site.Services.GetRequiredService<Seals>();
        var box = seals.Seal(one, member);

        Assert.Equal(member, seals.Open(one, box));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => seals.Open(other, box));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => new Seals(new CoP.Web.Hosting.KeyEncryptionKey(new byte[32])).Open(one, box));
        Assert.NotEqual(Convert.ToHexString(box), Convert.ToHexString(seals.Seal(one, member)));
        Assert.Equal(-1, box.AsSpan().IndexOf(member.Value.ToByteArray()));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Two_openers_together_learn_who_wrote_it_and_the_author_is_told()
    {
        var (ana, thread, _) = await Ask();
        var (one, two) = (await Opener(), await Opener());
        var page = await one.Get(thread);
        page = await (await page.Follow(".post--opening a[href^='/openings/new']")).Submit("form.form", ("Reason", "They wrote that they have a plan for tonight."), ("Password", Newcomer.Password));
        Assert.DoesNotContain(ana.Member.Name, page.Body, StringComparison.Ordinal);
        var request = page.Address;

        // The same person cannot be both.
        (await one.Post($"{request}/confirmations", ("Reason", "Once more, since nobody else is here."), ("Password", Newcomer.Password))).Is(HttpStatusCode.BadRequest);
        page = await (await two.Get(request)).Submit("form.form", ("Reason", "I read it too and fear for them."), ("Password", "not my password"));
        page.Is(HttpStatusCode.BadRequest);
        Assert.Equal("I read it too and fear for them.", page.One("[name=Reason]").TextContent.Trim());
        page = await page.Submit("form.form", ("Password", Newcomer.Password));

        Assert.Contains($"Written by {ana.Member.Name}", page.Text(), StringComparison.Ordinal);
        Assert.Contains($"Written by {ana.Member.Name}", (await one.Get(request)).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Name, (await (await Opener()).Get(request)).Body, StringComparison.Ordinal);
        (await ana.Get(request)).Is(HttpStatusCode.NotFound);
        var occasion = await site.Read(db => db.Occasions.SingleAsync(o => o.Kind == LetterKind.AuthorOpened && o.DueAt == site.Now));
        Assert.Null(occasion.RecipientId);
        var trail = await site.Read(db => db.AuditTrail.Where(e => e.ActorId == two.Member.Id).ToListAsync());
        Assert.Equal([AuditKind.OpeningConfirmed, AuditKind.OpeningOpened], trail.Select(e => e.What).Order());
        Assert.All(trail, e => Assert.Null(e.SubjectId));
        site.Clock.Advance(TimeSpan.FromDays(8));
        Assert.DoesNotContain(ana.Member.Name, (await one.Get(request)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opener_of_the_authors_agency_does_not_count_and_cannot_tell()
    {
        var agency = await site.AddAgency("Lantern");
        var (ana, thread, _) = await Ask(n => n with { AgencyId = agency });
        var (one, colleague, third) = (await Opener(), await Opener(n => n with { AgencyId = agency }), await Opener());
        var page = await (await (await one.Get(thread)).Follow(".post--opening a[href^='/openings/new']"))
            .Submit("form.form", ("Reason", "They wrote that they have a plan for tonight."), ("Password", Newcomer.Password));
        var request = page.Address;
        page = await (await colleague.Get(request)).Submit("form.form", ("Reason", "I believe it is serious, too."), ("Password", Newcomer.Password));
        Assert.DoesNotContain(ana.Member.Name, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Name, (await one.Get(request)).Body, StringComparison.Ordinal);

        page = await (await third.Get(request)).Submit("form.form", ("Reason", "I believe it is serious, too."), ("Password", Newcomer.Password));
        Assert.Contains($"Written by {ana.Member.Name}", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(ana.Member.Name, (await colleague.Get(request)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_openers_find_the_requests()
    {
        foreach (var kind in Kind.All)
        {
            var visitor = await site.SignIn(kind);
            (await visitor.Get("/openings")).Is(HttpStatusCode.NotFound);
        }
        (await (await Opener()).Get("/openings")).Is(HttpStatusCode.OK);
    }

    Task<Visitor> Opener(Func<Newcomer, Newcomer>? but = null) => site.SignIn(Kind.Supporter, n => (but?.Invoke(n) ?? n) with { Duties = Duties.Opener });

    /// <summary>Enough people for anonymity; the site may have been made for this test alone.</summary>
    async Task Crowd()
    {
        var there = await site.Read(db => db.Members.CountAsync());
        for (var i = there; i < Audience.LeastForAnonymity; i++) await site.Add(Kind.Supporter);
        // How many there are is counted once a minute.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
    }

    async Task<(Visitor Author, string Address, string List)> Ask(Func<Newcomer, Newcomer>? but = null)
    {
        await Crowd();
        var ana = await site.SignIn(Kind.Supporter, but);
        var space = await site.AddSpace();
        var page = await (await ana.Get($"/threads/new?space={space.Slug}"))
            .Submit("form.form", ("Kind", "Question"), ("Title", "How do you say no?"), ("Body", "I find it hard."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null));
        Assert.Equal("How do you say no?", page.Is(HttpStatusCode.OK).Text("h1"));
        return (ana, string.Join('/', page.Address.Split('/', '?').Take(3)), "/discussions/" + space.Slug);
    }

    Task<Id<Post>> PostId(string thread, int sequence)
    {
        var id = Id<Thread>.Parse(thread.Split('/')[2]);
        return site.Read(db => db.Posts.Where(p => p.ThreadId == id && p.Sequence == sequence).Select(p => p.Id).SingleAsync());
    }

    static string Role(Page page) => page.One("html").GetAttribute("lang") == "es" ? "Apoyo entre pares" : "Peer supporter";

    static bool Names(Row row, Guid id) =>
        row.Text.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase) || row.Text.Contains(id.ToString("N"), StringComparison.OrdinalIgnoreCase)
        || row.Text.Contains(new Id<Thread>(id).ToString(), StringComparison.Ordinal)
        || row.Bytes.Exists(b => b.AsSpan().IndexOf(id.ToByteArray()) >= 0 || b.AsSpan().IndexOf(id.ToByteArray(bigEndian: true)) >= 0);
}

public sealed class AnonymityTestsOnSqlite(SqliteSite site) : AnonymityTests(site), IClassFixture<SqliteSite>;
public sealed class AnonymityTestsOnPostgres(PostgresSite site) : AnonymityTests(site), IClassFixture<PostgresSite>;

/// <summary>A row of some table, as a thief would read it.</summary>
public sealed record Row(string Table, string Text, List<byte[]> Bytes);

public static class Copying
{
    /// <summary>Every row of every table.</summary>
    public static Task<List<Row>> Rows(this Site site) => site.Read(async db =>
    {
        var rows = new List<Row>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table.Name}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).ToList();
                rows.Add(new Row(table.Name, new StringBuilder().AppendJoin('|', values).ToString(), [.. values.OfType<byte[]>()]));
            }
        }
        return rows;
    });
}
