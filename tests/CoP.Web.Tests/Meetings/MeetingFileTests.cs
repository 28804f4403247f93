using System.Net;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Tests.Discussions.Uploads;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Meetings;

public abstract class MeetingFileTests(Site site)
{
    static readonly (string, string)[] words = [("Input.Title", "Slides of the day"), ("Input.Language", "es"), ("Input.InWords", "Three circles.\r\nOne in the middle.")];

    [Fact]
    public async Task Slides_are_there_for_who_sees_the_meeting_with_a_language_and_in_words()
    {
        var over = await site.PastMeeting();
        (await Send(over.Facilitator, over, ("slides.pdf", "text/html", Files.Pdf("Circles")))).Is(HttpStatusCode.Redirect);
        var page = await over.Member.Get(over.Address);
        Assert.Contains("One in the middle.", page.Text("#files details [lang=es]"), StringComparison.Ordinal);
        var link = page.One("#files li a").GetAttribute("href")!;
        var file = (await over.Member.First(link)).Is(HttpStatusCode.OK);
        Assert.Equal(Files.Pdf("Circles"), file.Bytes);
        Assert.Equal("application/pdf", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("attachment", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Slides of the day.pdf", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal("default-src 'none'; sandbox", file.Response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", file.Response.Headers.GetValues("X-Content-Type-Options").Single());
        (await site.Visit().First(link)).Is(HttpStatusCode.Redirect);

        Assert.False(page.Has("#files a[href$='/edit']"));
        (await over.Member.Get(link + "/edit")).Is(HttpStatusCode.NotFound);
        (await over.Member.Post(link, ("_method", "DELETE"))).Is(HttpStatusCode.NotFound);
        var form = await over.Facilitator.Get(link + "/edit");
        await form.Submit("main form.form", ("Input.Title", "Other <b>title</b>"));
        Assert.Contains("Other <b>title</b>", (await over.Member.Get(over.Address)).Text("#files"), StringComparison.Ordinal);
        await (await over.Facilitator.Get(link + "/edit")).Submit("details.confirm form");
        (await over.Member.First(link)).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await site.Read(db => db.Set<MeetingFileContent>().CountAsync()));
    }

    [Fact]
    public async Task A_photograph_is_made_anew_and_a_meeting_in_preparation_shows_its_files_to_nobody_else()
    {
        var over = await site.PastMeeting();
        (await Send(over.Facilitator, over, ("board.jpg", "image/jpeg", Files.Photograph(6)))).Is(HttpStatusCode.Redirect);
        var file = await site.Read(db => db.MeetingFiles.Include(f => f.Content).AsNoTracking().SingleAsync(f => f.MeetingId == over.Id));
        Assert.Equal(UploadKind.Jpeg, file.Kind);
        Assert.Equal(-1, file.Content!.Bytes.AsSpan().IndexOf("HarborCam"u8));

        var hidden = await site.NewMeeting(20);
        (await Send(await site.SignIn(Kind.Committee), over with { Id = hidden }, ("plan.pdf", "application/pdf", Files.Pdf()))).Is(HttpStatusCode.Redirect);
        var plan = await site.Read(db => db.MeetingFiles.Where(f => f.MeetingId == hidden).Select(f => f.Id).SingleAsync());
        (await over.Member.First($"/meetings/files/{plan}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_who_leads_the_meeting_and_the_committee_bring_files()
    {
        var over = await site.PastMeeting();
        foreach (var kind in (Kind[])[Kind.Supporter, Kind.AreaDirector, Kind.Facilitator])
        {
            var other = await site.SignIn(kind);
            (await other.Get(over.Address + "/files/new")).Is(HttpStatusCode.NotFound);
            (await Send(other, over, ("slides.pdf", "application/pdf", Files.Pdf()))).Is(HttpStatusCode.NotFound);
        }
        Assert.Equal(0, await site.Read(db => db.MeetingFiles.CountAsync(f => f.MeetingId == over.Id)));
    }

    [Fact]
    public async Task What_is_no_file_or_has_no_words_is_refused_with_a_reason_and_what_was_typed_kept()
    {
        var over = await site.PastMeeting();
        (string Name, string Type, byte[] Bytes) pdf = ("slides.pdf", "application/pdf", Files.Pdf());
        foreach (var (file, without, says) in new ((string, string, byte[])?, string, string)[]
        {
            (null, "", "choose a file"), (("page.pdf", "application/pdf", "<script>alert(1)</script>"u8.ToArray()), "", "PDF"), (("empty.pdf", "application/pdf", []), "", "empty"),
            (("bomb.png", "image/png", Files.Bomb(60_000, 60_000)), "", "bomb.png"), (pdf, "Input.InWords", "In words"), (pdf, "Input.Language", "Language"),
        })
        {
            var page = await Send(over.Facilitator, over, file, without);
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains(says, page.Text("[role=alert]"), StringComparison.OrdinalIgnoreCase);
            Assert.Equal("Slides of the day", page.One("#Input_Title").GetAttribute("value"));
        }
        for (var i = 0; i < MeetingFile.MeetingLimit; i++) (await Send(over.Facilitator, over, pdf)).Is(HttpStatusCode.Redirect);
        Assert.Contains("at most 12 files", (await Send(over.Facilitator, over, pdf)).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(MeetingFile.MeetingLimit, await site.Read(db => db.MeetingFiles.CountAsync(f => f.MeetingId == over.Id)));
    }

    static async Task<Page> Send(Visitor keeper, Over over, (string Name, string Type, byte[] Bytes)? file, string without = "")
    {
        (string, string)[] fields = [("__RequestVerificationToken", await keeper.Token()), .. words.Where(w => w.Item1 != without)];
        using var request = new HttpRequestMessage(HttpMethod.Post, over.Address + "/files") { Content = Files.Form(fields, "Input.File", file is { } sent ? [sent] : []) };
        return await keeper.First(request);
    }
}

public sealed class MeetingFileTestsOnSqlite(SqlitePostSite site) : MeetingFileTests(site), IClassFixture<SqlitePostSite>;

public sealed class MeetingFileTestsOnPostgres(PostgresPostSite site) : MeetingFileTests(site), IClassFixture<PostgresPostSite>;
