using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions.Uploads;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CoP.Web.Tests.Discussions.Uploads;

public abstract class UploadTests(Site site)
{
    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    [InlineData("pdf", "application/pdf")]
    public async Task What_is_posted_is_served_so_that_nothing_in_it_can_run(string format, string type)
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        // The name and the type that a browser says count for nothing.
        var sent = await ana.Upload(Bytes(format), "page.html", "text/html");
        await Reply(ana, thread, "Look: " + sent.Markdown);

        var answer = (await ben.First(sent.Address)).Is(HttpStatusCode.OK).Response;
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal(format == "pdf" ? "attachment" : "inline", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(format == "pdf" ? "page.html.pdf" : null, answer.Content.Headers.ContentDisposition.FileNameStar);

        using var again = new HttpRequestMessage(HttpMethod.Get, sent.Address);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await ben.First(again)).Is(HttpStatusCode.NotModified);

        var page = await ben.Get(thread.Address());
        if (format == "pdf") Assert.Equal("page.html", page.Text($"a[href='{sent.Address}']"));
        else Assert.Equal(("40", "20", "lazy", ""), (page.One($"img[src='{sent.Address}']").GetAttribute("width"), page.One(".prose img").GetAttribute("height"), page.One(".prose img").GetAttribute("loading"), page.One(".prose img").GetAttribute("alt")));
    }

    [Fact]
    public async Task What_is_neither_a_picture_nor_a_PDF_is_refused_whatever_it_says_it_is()
    {
        var ana = await site.SignIn(Kind.Supporter);
        foreach (var (bytes, says) in ((byte[], string)[])
        [
            ("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(), "is not a picture"),
            ("<!doctype html><script>alert(1)</script>"u8.ToArray(), "is not a picture"),
            ("GIF89a"u8.ToArray(), "is not a picture"),
            ([], "is empty"),
            (Files.Png()[..50], "could not be read"),
            ([.. Files.Pdf(), .. "<script>alert(1)</script>"u8], "could not be read"),
            ([.. "<script>alert(1)</script>"u8, .. Files.Pdf()], "is not a picture"),
            (Files.Bomb(40_000, 40_000), "million pixels"),
            ([.. "%PDF-"u8, .. new byte[Upload.FileLimit], .. "%%EOF"u8], "larger than 10 MB"),
        ])
        {
            var page = await ana.SendFile(bytes, "innocent.png");
            Assert.Contains(says, page.Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        }
        Assert.Equal(0, await site.Read(db => db.Uploads.CountAsync(u => u.Name == "innocent.png")));
        (await ana.Post("/uploads")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Until_it_is_posted_it_is_there_for_its_owner_alone()
    {
        var (ana, ben, carl) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Committee));
        var thread = await site.AddThread(ana.Member);
        var sent = await ana.Upload(Files.Png());
        (await ana.First(sent.Address)).Is(HttpStatusCode.OK);
        (await ben.First(sent.Address)).Is(HttpStatusCode.NotFound);

        // Who puts another's file into a text does not come by it.
        await Reply(ben, thread, sent.Markdown);
        Assert.Null(await PostOf(sent));
        (await ben.First(sent.Address)).Is(HttpStatusCode.NotFound);
        (await carl.First(sent.Address)).Is(HttpStatusCode.NotFound);

        await Reply(ana, thread, sent.Markdown);
        Assert.Equal((await site.Post(thread, 2)).Id, await PostOf(sent));
        (await ben.First(sent.Address)).Is(HttpStatusCode.OK);
        (await site.Visit().First(sent.Address)).Is(HttpStatusCode.Redirect);

        // A quotation shows it, and has no hold on it.
        await Reply(ben, thread, "> " + sent.Markdown);
        await TakeBack(ben, thread, 3);
        (await ben.First(sent.Address)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_who_may_see_the_post_sees_its_pictures()
    {
        foreach (var audience in (AudienceKind[])[AudienceKind.PeerSupporters, AudienceKind.Supervisors, AudienceKind.Administrators, AudienceKind.Committee])
        {
            var visitors = new List<Visitor>();
            foreach (var kind in Kind.All) visitors.Add(await site.SignIn(kind));
            var viewers = new Dictionary<Visitor, Viewer>();
            foreach (var visitor in visitors) viewers[visitor] = await site.Viewer(visitor.Member);
            var author = visitors.First(v => new Audience(audience).Admits(viewers[v]));
            var thread = await site.AddThread(author.Member, audience);
            var sent = await author.Upload(Files.Png());
            await Reply(author, thread, sent.Markdown);
            foreach (var visitor in visitors)
                (await visitor.First(sent.Address)).Is(new Audience(audience).Admits(viewers[visitor]) ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Who_loses_a_role_loses_the_pictures_also_out_of_the_cache()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var thread = await site.AddThread(ana.Member, AudienceKind.PeerSupporters);
        var sent = await ana.Upload(Files.Png());
        await Reply(ana, thread, sent.Markdown);
        var tag = (await ben.First(sent.Address)).Is(HttpStatusCode.OK).Response.Headers.ETag!;
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Member.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, default)));
        using var again = new HttpRequestMessage(HttpMethod.Get, sent.Address);
        again.Headers.IfNoneMatch.Add(tag);
        (await ben.First(again)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_taken_back_or_edited_away_is_erased()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        var (first, second) = (await ana.Upload(Files.Png()), await ana.Upload(Files.Pdf("SecretPlan"), "plan.pdf"));
        await Reply(ana, thread, first.Markdown + "\n\n" + second.Markdown);
        var reply = await site.Post(thread, 1);
        var third = await ana.Upload(Files.Png());
        await ana.Post($"{thread.Address()}/replies/{reply.Id}", ("_method", "PUT"), ("Body", second.Markdown + third.Markdown), ("Language", "en"));
        (await ana.First(first.Address)).Is(HttpStatusCode.NotFound);
        (await ben.First(second.Address)).Is(HttpStatusCode.OK);
        (await ben.First(third.Address)).Is(HttpStatusCode.OK);
        await TakeBack(ana, thread, 1);
        (await ana.First(second.Address)).Is(HttpStatusCode.NotFound);
        (await ben.First(third.Address)).Is(HttpStatusCode.NotFound);
        var ids = ((Sent[])[first, second, third]).Select(s => Id<Upload>.Parse(s.Id)).ToList();
        Assert.Equal(0, await site.Read(db => db.Uploads.CountAsync(u => ids.Contains(u.Id))));
        Assert.Equal(0, await site.Read(db => db.Set<UploadContent>().CountAsync(c => ids.Contains(EF.Property<Id<Upload>>(c, "UploadId")))));
    }

    [Fact]
    public async Task An_opening_has_pictures_as_a_reply_has_and_loses_them_with_its_words()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var sent = await ana.Upload(Files.Png());
        var space = await site.AddSpace();
        var page = await (await ana.Get($"/threads/new?space={space.Slug}")).Submit("form.form", ("Kind", "Question"), ("Title", "Is this plain?"), ("Body", sent.Markdown), ("Audience", "AllMembers"), ("Preview", null));
        (await ben.First(sent.Address)).Is(HttpStatusCode.OK);
        await (await ana.Get(page.Address)).Submit(".post--opening .button--danger");
        (await ben.First(sent.Address)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_post_has_four_at_most_and_what_was_typed_is_kept()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var sent = new List<Sent>();
        for (var i = 0; i < 5; i++) sent.Add(await ana.Upload(Files.Png()));
        var text = string.Join("\n\n", sent.Select(s => s.Markdown));
        var page = await (await ana.Get(thread.Address())).Submit("#reply-form", ("Body", text));
        Assert.Contains("up to 4", page.Is(HttpStatusCode.BadRequest).Text("#Files-error"), StringComparison.Ordinal);
        Assert.Equal(text, page.One("#reply-form textarea").TextContent.Trim());
        Assert.Null(await PostOf(sent[0]));
        page = await page.Submit("#reply-form", ("Body", string.Join("\n\n", sent.Take(4).Select(s => s.Markdown))));
        Assert.Equal(4, page.Is(HttpStatusCode.OK).All(".prose img").Count);
        // An edit adds no fifth.
        page = await (await ana.Get($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/edit")).Submit("form.form", ("Body", text));
        Assert.Contains("up to 4", page.Is(HttpStatusCode.BadRequest).Text("#Files-error"), StringComparison.Ordinal);
        Assert.Equal(1, await site.Read(db => db.Threads.Where(t => t.Id == thread.Id).Select(t => t.ReplyCount).SingleAsync()));
    }

    [Fact]
    public async Task So_many_of_one_member_wait_and_no_more()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var small = Files.Png(2, 2);
        // All but the last at once: of those that come together, too, no more are taken than may be.
        var answers = await Task.WhenAll(Enumerable.Range(0, Upload.WaitingLimit + 3).Select(_ => ana.SendFile(small)));
        Assert.Equal(Upload.WaitingLimit, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.Contains("wait to be posted", answers.First(a => a.Status != HttpStatusCode.Created).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        (await ben.SendFile(small)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_day_has_its_measure_and_the_next_day_another()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        byte[] nine = [.. "%PDF-"u8, .. new byte[9_000_000], .. "%%EOF"u8];
        for (var i = 0; i < 11; i++) await Reply(ana, thread, (await ana.Upload(nine)).Markdown);
        Assert.Contains("in a day", (await ana.SendFile(nine)).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        (await ana.SendFile(Files.Png())).Is(HttpStatusCode.Created);
        site.Clock.Advance(TimeSpan.FromDays(1));
        (await ana.SendFile(nine)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_never_posted_is_thrown_away_and_the_rest_forgets_its_owner()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var (posted, waiting) = (await ana.Upload(Files.Png()), await ana.Upload(Files.Png()));
        await Reply(ana, thread, posted.Markdown);
        site.Clock.Advance(TimeSpan.FromDays(Upload.DaysKept));
        await Forget();
        (await ana.First(waiting.Address)).Is(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await Forget();
        (await ana.First(waiting.Address)).Is(HttpStatusCode.NotFound);
        (await ana.First(posted.Address)).Is(HttpStatusCode.OK);
        Assert.Null(await site.Read(db => db.Uploads.Where(u => u.Id == Id<Upload>.Parse(posted.Id)).Select(u => u.Owner).SingleAsync()));
    }

    [Fact]
    public async Task No_row_tells_whose_an_upload_is_or_when_it_came()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var sent = await ana.Upload(Files.Pdf(), "plan.pdf");
        var upload = await site.Read(db => db.Uploads.Include(u => u.Content).SingleAsync(u => u.Id == Id<Upload>.Parse(sent.Id)));
        var row = System.Text.Json.JsonSerializer.Serialize(new { upload.Id, upload.Name, upload.Owner, Day = upload.Day.ToString() });
        foreach (var trace in (string[])[ana.Member.Id.ToString(), ana.Member.Id.Value.ToString(), ana.Member.Id.Value.ToString("N"), ana.Member.Name, ana.Member.Email])
            Assert.DoesNotContain(trace, row, StringComparison.OrdinalIgnoreCase);
        // Version 7 would tell the millisecond.
        Assert.Equal(4, upload.Id.Value.Version);
        var other = await ana.Upload(Files.Png());
        Assert.NotEqual(upload.Owner, await site.Read(db => db.Uploads.Where(u => u.Id == Id<Upload>.Parse(other.Id)).Select(u => u.Owner).SingleAsync()));
    }

    [Fact]
    public async Task A_picture_of_an_anonymous_reply_is_as_anonymous_as_the_reply()
    {
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        // How many there are is counted again now and then.
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ben.Member);
        var sent = await ana.Upload(Files.Png());
        (await ana.Post($"{thread.Address()}/replies", ("Body", sent.Markdown), ("Anonymous", "true"))).Is(HttpStatusCode.OK);
        var reply = await site.Post(thread, 1);
        Assert.Null(reply.AuthorId);
        Assert.Equal(reply.Id, await PostOf(sent));
        (await ben.First(sent.Address)).Is(HttpStatusCode.OK);
        // It is still its author's to change and to take back.
        (await ana.Post($"{thread.Address()}/replies/{reply.Id}", ("_method", "PUT"), ("Body", "Just words."), ("Language", "en"))).Is(HttpStatusCode.OK);
        (await ben.First(sent.Address)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_script_files_come_with_the_form()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana.Member);
        var form = await ana.Get(thread.Address());
        Assert.Equal("multipart/form-data", form.One("#reply-form").GetAttribute("enctype"));
        var page = await ana.Send(WithFiles(form, "#reply-form", [("Body", "Our plan"), ("FilesShow", "A plan [on] paper")], ("plan.png", "image/png", Files.Png()), ("plan [1].pdf", "application/pdf", Files.Pdf())));
        page.Is(HttpStatusCode.OK);
        page = await ben.Get(thread.Address());
        Assert.Equal("A plan [on] paper", page.One(".prose img").GetAttribute("alt"));
        Assert.Equal("plan [1].pdf", page.Text(".prose a[href^='/uploads/']"));
        (await ben.First(page.One(".prose img").GetAttribute("src")!)).Is(HttpStatusCode.OK);
        (await ben.First(page.One(".prose a[href^='/uploads/']").GetAttribute("href")!)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_script_what_can_be_taken_is_held_while_the_form_says_what_cannot()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        var page = await ana.Send(WithFiles(await ana.Get(thread.Address()), "#reply-form", [("Body", "Words that I typed")], ("a.svg", "image/png", "<svg/>"u8.ToArray()), ("b.png", "image/png", Files.Png())));
        Assert.Contains("“a.svg” is not a picture", page.Is(HttpStatusCode.BadRequest).Text("#Files-error"), StringComparison.Ordinal);
        Assert.True(page.Has("details.files[open]"));
        var typed = page.One("#reply-form textarea").TextContent.Trim();
        Assert.StartsWith("Words that I typed\n\n![](/uploads/", typed, StringComparison.Ordinal);
        page = await page.Submit("#reply-form");
        Assert.True(page.Is(HttpStatusCode.OK).Has(".prose img"));

        // A thread that is begun, looked at first: pictures and all.
        var space = await site.AddSpace();
        var form = await ana.Get($"/threads/new?space={space.Slug}");
        page = await ana.Send(WithFiles(form, "form.form", [("Body", "Look"), ("Preview", "1")], ("c.png", "image/png", Files.Png())));
        Assert.True(page.Is(HttpStatusCode.OK).Has(".card .prose img"));
        page = await ana.Send(WithFiles(page, "form.form", [("Preview", "1")], ("d.gif", "image/gif", "GIF89a"u8.ToArray())));
        Assert.Contains("“d.gif”", page.Is(HttpStatusCode.BadRequest).Text("#Files-error"), StringComparison.Ordinal);
        // A picture alone is a text.
        page = await ana.Send(WithFiles(page, "form.form", [("Body", ""), ("Kind", "Question"), ("Title", "What is this?"), ("Audience", "AllMembers"), ("Preview", null)], ("e.png", "image/png", Files.Png())));
        Assert.Equal("What is this?", page.Is(HttpStatusCode.OK).Text("h1"));

        var edit = await ana.Get($"{thread.Address()}/replies/{(await site.Post(thread, 1)).Id}/edit");
        page = await ana.Send(WithFiles(edit, "form.form", [], ("f.pdf", "application/pdf", Files.Pdf())));
        Assert.True(page.Is(HttpStatusCode.OK).Has(".prose a[href^='/uploads/']"));
        (await ana.First(page.One(".post:not(.post--opening) .prose img").GetAttribute("src")!)).Is(HttpStatusCode.OK);
    }

    static HttpRequestMessage WithFiles(Page page, string form, (string Name, string? Value)[] changes, params (string Name, string Type, byte[] Bytes)[] files)
    {
        var request = page.Fill(form, changes);
        foreach (var (name, type, bytes) in files)
            ((MultipartFormDataContent)request.Content!).Add(new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } }, "\"Files\"", $"\"{name}\"");
        return request;
    }

    static byte[] Bytes(string format) => format switch
    {
        "png" => Files.Png(),
        "jpeg" => Files.Photograph(1),
        "webp" => Files.Picture(SKEncodedImageFormat.Webp),
        _ => Files.Pdf(),
    };

    static async Task Reply(Visitor visitor, Thread thread, string body) => (await visitor.Post($"{thread.Address()}/replies", ("Body", body))).Is(HttpStatusCode.OK);

    async Task TakeBack(Visitor visitor, Thread thread, int sequence) =>
        (await visitor.Post($"{thread.Address()}/replies/{(await site.Post(thread, sequence)).Id}", ("_method", "DELETE"))).Is(HttpStatusCode.OK);

    Task<Id<Post>?> PostOf(Sent sent) => site.Read(db => db.Uploads.Where(u => u.Id == Id<Upload>.Parse(sent.Id)).Select(u => u.PostId).SingleAsync());

    async Task Forget()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ForgetUploads>().Due();
    }
}

public sealed class UploadTestsOnSqlite(SqliteSite site) : UploadTests(site), IClassFixture<SqliteSite>;

public sealed class UploadTestsOnPostgres(PostgresSite site) : UploadTests(site), IClassFixture<PostgresSite>;
