using System.Globalization;
using System.Text.RegularExpressions;

namespace CoP.Bench;

/// <summary>What every client of the site needs: its pages with a cookie, and the form of a thread filled in.</summary>
static partial class Site
{
    public static HttpClient Client(Uri site, int connections) =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = connections }) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<string> Page(this HttpClient http, string address, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The fields of the reply form as the page offers them; a new key for every use makes each post its own.</summary>
    public static async Task<Func<string, HttpRequestMessage>> ReplyForm(this HttpClient http, string thread, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/threads/{thread}");
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        if (answer.Headers.Location is { } moved) return await http.ReplyFormAt(moved.IsAbsoluteUri ? moved.PathAndQuery : moved.OriginalString, thread, cookie);
        return Form(await answer.Content.ReadAsStringAsync(), answer, thread, cookie);
    }

    static async Task<Func<string, HttpRequestMessage>> ReplyFormAt(this HttpClient http, string address, string thread, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return Form(await answer.Content.ReadAsStringAsync(), answer, thread, cookie);
    }

    static Func<string, HttpRequestMessage> Form(string html, HttpResponseMessage answer, string thread, string cookie)
    {
        var form = ReplyFormPattern(thread).Match(html) is { Success: true } m ? m.Value : throw new InvalidOperationException("The page has no reply form.");
        var fields = Hidden().Matches(form).Select(f => KeyValuePair.Create(Name().Match(f.Value).Groups["is"].Value, Value().Match(f.Value).Groups["is"].Value)).ToList();
        var set = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join("; ", cookies.Select(c => c.Split(';')[0])) : "";
        var all = set.Length > 0 ? cookie + "; " + set : cookie;
        return body =>
        {
            var post = new HttpRequestMessage(HttpMethod.Post, $"/threads/{thread}/replies")
            {
                Content = new FormUrlEncodedContent(fields.Select(f => f.Key.EndsWith("Key", StringComparison.Ordinal) ? KeyValuePair.Create(f.Key, Guid.NewGuid().ToString()) : f).Append(KeyValuePair.Create("Body", body))),
            };
            post.Headers.Add("Cookie", all);
            return post;
        };
    }

    public static string Milliseconds(IEnumerable<double> measured)
    {
        var sorted = measured.Order().ToArray();
        double At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
        return string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, worst {sorted[^1]:0.0} ms");
    }

    static Regex ReplyFormPattern(string thread) => new($"<form[^>]*action=\"/threads/{thread}[^\"]*/replies\".*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(5));

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"(?<is>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("value=\"(?<is>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Value();
}
