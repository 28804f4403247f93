using System.Net;
using CoP.Domain.Discussions;

namespace CoP.Web.Tests.Discussions.Uploads;

/// <summary>How much a request may bring; over a real socket, since only the server itself measures it.</summary>
public sealed class RequestSizeTests(RequestSizeTests.ListeningSite site) : IClassFixture<RequestSizeTests.ListeningSite>
{
    [Fact]
    public async Task Words_may_be_many_and_files_large_where_files_are_taken_and_nowhere_else()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        byte[] large = [.. "%PDF-"u8, .. new byte[Upload.FileLimit - 20], .. "%%EOF"u8];
        (await ana.SendFile(large, "large.pdf")).Is(HttpStatusCode.Created);
        // Too large by little is told in words, by much is not read.
        Assert.Contains("larger than", (await ana.SendFile(new byte[Upload.FileLimit + 1])).Is(HttpStatusCode.BadRequest).Body, StringComparison.Ordinal);
        (await Sent(ana, "/uploads", Upload.FileLimit + 2_000_000)).Is(HttpStatusCode.RequestEntityTooLarge);
        // The form of a text takes all of its files, and says of one that is too large that it is.
        Assert.Contains("larger than", (await Sent(ana, $"{thread.Address()}/replies", 14_000_000)).Is(HttpStatusCode.BadRequest).Text("#Files-error"), StringComparison.Ordinal);
        (await Sent(ana, $"{thread.Address()}/replies", 60_000_000)).Is(HttpStatusCode.RequestEntityTooLarge);
        foreach (var address in (string[])["/profile", "/preview", "/groups", "/sign-out"])
            (await Sent(ana, address, 1_100_000)).Is(HttpStatusCode.RequestEntityTooLarge);
        // The longest text in the letters that take most bytes.
        (await Sent(ana, "/preview", await Words(ana, string.Concat(Enumerable.Repeat("字", RenderedText.Limit))))).Is(HttpStatusCode.OK);
        (await Sent(ana, "/preview", await Words(ana, new string('x', 1_100_000)))).Is(HttpStatusCode.RequestEntityTooLarge);
    }

    static async Task<HttpContent> Words(Visitor visitor, string body) =>
        new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = await visitor.Token(), ["body"] = body });

    static async Task<Page> Sent(Visitor visitor, string address, int bytes) =>
        await Sent(visitor, address, Files.Form([("__RequestVerificationToken", await visitor.Token()), ("Body", "Words")], address == "/uploads" ? "file" : "Files", ("x.png", "image/png", new byte[bytes])));

    static async Task<Page> Sent(Visitor visitor, string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        // Asks first, as browsers cannot and clients can: the answer comes before the bytes, and is not lost with the line.
        request.Headers.ExpectContinue = true;
        return await visitor.First(request);
    }

    public sealed class ListeningSite : Site
    {
        public ListeningSite() : base(CoP.Web.Hosting.DatabaseKind.Sqlite) => Listens = true;
    }
}
