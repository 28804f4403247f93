using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.CoReflection;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace CoP.Web.Features.Calendars.Feeds;

/// <summary>A member's private calendar addresses: made, shown once, read by programs that cannot sign in, revoked.</summary>
public sealed class FeedsController(CopDb db, CurrentMember me, TimeProvider clock, FeedReading reading, SiteAddress site, IStringLocalizer<CalendarsText> texts) : Controller
{
    /// <summary>Holds the new address from the form that made it to the one page that shows it.</summary>
    const string NewAddress = "feed";

    [AllowAnonymous, AcceptVerbs("GET", "HEAD", Route = "/calendar/feeds/{secret}.ics")]
    public async Task<IActionResult> Show(string secret)
    {
        // Programs keep nothing for us: not even the language that an address may name.
        Response.Headers.Remove(HeaderNames.SetCookie);
        if (await reading.Read(secret, edition => edition.IsHeldBy(Request)) is not { } read) return new NoSuchCalendar();
        Response.Headers.ContentLanguage = read.Language;
        return new CalendarAnswer(read.Edition, read.Calendar);
    }

    /// <summary>The addresses that there are, how to make one, and how to give it to Google, Outlook and Apple.</summary>
    [HttpGet("/calendar/feeds")]
    public async Task<IActionResult> Index()
    {
        var groups = await db.Groups.InsideFor(me.Viewer).OrderBy(g => g.Name).ThenBy(g => g.Id).Select(g => new FeedGroup(g.Id, g.Name)).ToListAsync();
        var feeds = await db.Feeds.Where(f => f.MemberId == me.Id).Select(f => new FeedLine(f.Kind, f.GroupId, f.CreatedAt, f.Detailed, f.FetchedAt)).ToListAsync();
        return View(new FeedsPage([.. feeds.OrderBy(f => f.Kind).ThenBy(f => f.CreatedAt)], groups, TempData[NewAddress] as string));
    }

    /// <param name="of">What is in it: <c>Everything</c>, <c>Meetings</c>, or the id of a group.</param>
    [HttpPost("/calendar/feed")]
    public async Task<IActionResult> Create(bool detailed, string? of)
    {
        if (Scope(of) is not ({ } kind, var group) || (group is { } mine && !await db.Groups.InsideFor(me.Viewer).AnyAsync(g => g.Id == mine))) return NotFound();
        var (feed, secret) = Feed.Issue(me.Id, detailed, clock.Now(), kind, group);
        await db.Write(async () =>
        {
            // Of two forms sent at once the member's row lets one go first; the later address counts.
            await db.Members.ForUpdate(me.Id);
            await Mine(kind, group).ExecuteDeleteAsync();
            db.Feeds.Add(feed);
        });
        TempData[NewAddress] = site.To($"/calendar/feeds/{secret}.ics").AbsoluteUri;
        return Redirect("/calendar/feeds");
    }

    [HttpDelete("/calendar/feed")]
    public async Task<IActionResult> Delete(string? of)
    {
        if (Scope(of) is not ({ } kind, var group)) return NotFound();
        await db.Write(() => Mine(kind, group).ExecuteDeleteAsync());
        this.Say(texts["feed.revoked"]);
        return Redirect("/calendar/feeds");
    }

    static (FeedKind? Kind, Id<Group>? Group) Scope(string? of) => of switch
    {
        null or nameof(FeedKind.Everything) => (FeedKind.Everything, null),
        nameof(FeedKind.Meetings) => (FeedKind.Meetings, null),
        _ => Id<Group>.TryParse(of, null, out var id) ? (FeedKind.Group, id) : (null, null),
    };

    IQueryable<Feed> Mine(FeedKind kind, Id<Group>? group) => db.Feeds.Where(f => f.MemberId == me.Id && f.Kind == kind && f.GroupId == group);
}

public sealed record FeedGroup(Id<Group> Id, string Name);

public sealed record FeedLine(FeedKind Kind, Id<Group>? GroupId, Instant CreatedAt, bool Detailed, Instant? FetchedAt)
{
    /// <summary>What forms call it.</summary>
    public string Of => GroupId?.ToString() ?? Kind.ToString();
}

/// <param name="NewAddress">The address that was just made: this page is the only one that ever shows it.</param>
public sealed record FeedsPage(IReadOnlyList<FeedLine> Feeds, IReadOnlyList<FeedGroup> Groups, string? NewAddress)
{
    /// <summary>The name of a group that one belongs to; null for one that one has left.</summary>
    public string? GroupOf(FeedLine feed) => Groups.FirstOrDefault(g => g.Id == feed.GroupId)?.Name;

    /// <summary>The address as calendars on a phone or a computer take it.</summary>
    public string Webcal => "webcal" + NewAddress![NewAddress!.IndexOf(':')..];

    public string Google => "https://calendar.google.com/calendar/render?cid=" + Uri.EscapeDataString(Webcal);

    public string Outlook(string host, string name) => $"https://{host}/calendar/0/addfromweb?url={Uri.EscapeDataString(NewAddress!)}&name={Uri.EscapeDataString(name)}";
}
