using System.Diagnostics;
using System.Net;

namespace CoP.Bench;

static class Replies
{
    public static async Task Run(Uri site, string cookie, string thread, int count)
    {
        using var http = Site.Client(site, 4);
        var form = await http.ReplyForm(thread, cookie);
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await http.SendAsync(form($"Measured reply {i}: what worked for us was to agree on the day first."));
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther)) throw new InvalidOperationException($"A reply was answered {answer.StatusCode}.");
        }
        Console.WriteLine(Site.Milliseconds(times.Skip(count / 10)));
    }
}
