using System.Diagnostics;
using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;

namespace CoP.Web.Data.Seed;

/// <summary>
/// The command line for a site to measure on. <c>seed --members 5000 --threads 20000 --replies 200000</c> fills it;
/// <c>seed --show-thread 20</c> prints the id of an open thread with 20 replies; <c>seed --long-thread 10010</c> makes one with that many, once,
/// and prints its id; <c>seed --show-feed supporter@cop.example 1000</c> gives
/// that member a new calendar address, fills up their calendar to so many events if that is asked for, and prints the address;
/// <c>seed --letters 10000</c> makes about so many letters due now, and prints how many to each of how many members.
/// </summary>
static class SeedCommand
{
    const string Usage = "usage: seed [--members N] [--threads N] [--replies N] | seed --show-thread REPLIES | seed --long-thread REPLIES | seed --show-feed EMAIL [EVENTS] | seed --letters N";

    public static bool IsAsked(string[] args) => args is ["seed", ..];

    /// <summary>The exit code: 0 done, 1 refused or not found, 2 not understood.</summary>
    public static async Task<int> Run(IServiceProvider services, string[] args)
    {
        if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment()) return Say(1, "Only in Development: the members that this adds have a password that everybody knows.");
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        switch (args[1..])
        {
            case ["--show-thread", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var replies):
                return Show(await ThreadWith(db, replies), "No thread for everyone has that many replies.");
            case ["--long-thread", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var replies):
                if (await ThreadWith(db, replies) is null) await ActivatorUtilities.CreateInstance<LargeCommunity>(scope.ServiceProvider).AddLongThread(replies);
                return Show(await ThreadWith(db, replies), "There is nobody to write it.");
            case ["--show-feed", var email, .. { Length: <= 1 } more] when more is [] || int.TryParse(more[0], NumberStyles.None, CultureInfo.InvariantCulture, out _):
                if (more is [var events]) await ActivatorUtilities.CreateInstance<LargeCommunity>(scope.ServiceProvider).FillCalendar(email, int.Parse(events, CultureInfo.InvariantCulture));
                return Show(await FeedOf(db, email, services.GetRequiredService<TimeProvider>().Now()), "Nobody has that address.");
            case ["--letters", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var letters):
                var (news, recipients) = await ActivatorUtilities.CreateInstance<LargeCommunity>(scope.ServiceProvider).Announce(letters);
                return Show(string.Create(CultureInfo.InvariantCulture, $"{news} {recipients}"), "");
            case var options when Parse(options) is { } size:
                var clock = Stopwatch.StartNew();
                await ActivatorUtilities.CreateInstance<LargeCommunity>(scope.ServiceProvider).FillUpTo(size.Members, size.Threads, size.Replies, Console.WriteLine);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in {clock.Elapsed.TotalSeconds:0.0} s"));
                return 0;
            default:
                return Say(2, Usage);
        }
    }

    static async Task<string?> ThreadWith(CopDb db, int replies) =>
        await db.Threads.Where(t => t.ReplyCount == replies && t.Audience.Kind == AudienceKind.AllMembers).OrderBy(t => t.Id).Select(t => (Id<Thread>?)t.Id).FirstOrDefaultAsync() is { } id
            ? id.ToString()
            : null;

    static async Task<string?> FeedOf(CopDb db, string email, Instant now)
    {
        if (await db.Users.Where(a => a.NormalizedEmail == email.ToUpperInvariant()).Select(a => (Guid?)a.Id).SingleOrDefaultAsync() is not { } member) return null;
        var (feed, secret) = Feed.Issue(new Id<Member>(member), detailed: false, now);
        await db.Write(async () =>
        {
            await db.Feeds.Where(f => f.MemberId == feed.MemberId).ExecuteDeleteAsync();
            db.Feeds.Add(feed);
        });
        return $"/calendar/feeds/{secret}.ics";
    }

    /// <summary>What is asked for; null if it is not understood.</summary>
    internal static (int Members, int Threads, int Replies)? Parse(string[] options)
    {
        var (members, threads, replies) = (0, 0, 0);
        if (options.Length % 2 != 0) return null;
        foreach (var pair in options.Chunk(2))
        {
            if (!int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
            switch (pair[0])
            {
                case "--members": members = count; break;
                case "--threads": threads = count; break;
                case "--replies": replies = count; break;
                default: return null;
            }
        }
        return (members, threads, replies);
    }

    static int Show(string? found, string otherwise)
    {
        if (found is null) return Say(1, otherwise);
        Console.WriteLine(found);
        return 0;
    }

    static int Say(int code, string what)
    {
        Console.Error.WriteLine(what);
        return code;
    }
}
