using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using CoP.Web.Operations;

namespace CoP.Web.Data.Seed;

/// <summary>Makes a site to measure on. Only in Development.</summary>
public sealed class SeedCommand : SiteCommand
{
    readonly Option<int> members = Count("--members", "Fill up to so many members.");
    readonly Option<int> threads = Count("--threads", "Fill up to so many discussions.");
    readonly Option<int> replies = Count("--replies", "Fill up to so many replies.");
    readonly Option<int?> showThread = new("--show-thread") { Description = "Print the id of an open discussion with so many replies.", HelpName = "REPLIES" };
    readonly Option<int?> longThread = new("--long-thread") { Description = "Make a discussion with so many replies, once, and print its id.", HelpName = "REPLIES" };
    readonly Option<string?> showFeed = new("--show-feed") { Description = "Give a member a new calendar address, and print it.", HelpName = "EMAIL" };
    readonly Option<int?> events = new("--events") { Description = "With --show-feed: fill up their calendar to so many events first.", HelpName = "N" };
    readonly Option<int?> letters = new("--letters") { Description = "Make about so many letters due now, and print how many to each of how many members.", HelpName = "N" };

    public SeedCommand() : base("seed", "In Development: fills the site with an invented community of any size.")
    {
        foreach (var option in (Option[])[members, threads, replies, showThread, longThread, showFeed, events, letters]) Add(option);
    }

    public override async Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel)
    {
        if (!app.Environment.IsDevelopment()) throw new CommandFailed("Only in Development: the members that this adds have a password that everybody knows.");
        if (!await app.HasItsDatabase()) return Commands.Failed;
        await using var scope = app.Services.CreateAsyncScope();
        return await Seed(scope.ServiceProvider, given);
    }

    /// <summary>Does it on a site that stands.</summary>
    internal async Task<int> Seed(IServiceProvider services, ParseResult given)
    {
        var db = services.GetRequiredService<CopDb>();
        var large = ActivatorUtilities.CreateInstance<LargeCommunity>(services);
        if (given.GetValue(showThread) is { } length) return Show(await ThreadWith(db, length), "No thread for everyone has that many replies.");
        if (given.GetValue(longThread) is { } longer)
        {
            if (await ThreadWith(db, longer) is null) await large.AddLongThread(longer);
            return Show(await ThreadWith(db, longer), "There is nobody to write it.");
        }

        if (given.GetValue(showFeed) is { } email)
        {
            if (given.GetValue(events) is { } many) await large.FillCalendar(email, many);
            return Show(await FeedOf(db, email, services.GetRequiredService<TimeProvider>().Now()), "Nobody has that address.");
        }

        if (given.GetValue(letters) is { } due)
        {
            var (news, recipients) = await large.Announce(due);
            return Show(string.Create(CultureInfo.InvariantCulture, $"{news} {recipients}"), "");
        }

        var clock = Stopwatch.StartNew();
        await large.FillUpTo(given.GetValue(members), given.GetValue(threads), given.GetValue(replies), Progress);
        Progress(string.Create(CultureInfo.InvariantCulture, $"in {clock.Elapsed.TotalSeconds:0.0} s"));
        return Commands.Done;
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

    static Option<int> Count(string name, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: ['-', ..] }]) given.AddError($"{name}: a count is not negative.");
        });
        return option;
    }

    static int Show(string? found, string otherwise)
    {
        Console.WriteLine(found ?? throw new CommandFailed(otherwise));
        return Commands.Done;
    }
}
