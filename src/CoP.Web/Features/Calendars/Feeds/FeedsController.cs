using System.Security.Cryptography;
using CoP.Domain.Calendars;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace CoP.Web.Features.Calendars.Feeds;

/// <summary>A member's private calendar address: made, shown once, read by programs that cannot sign in, revoked.</summary>
public sealed class FeedsController(CopDb db, CurrentMember me, TimeProvider clock, MyCalendar calendar, SiteAddress site, IStringLocalizer<CalendarsText> texts) : Controller
{
    /// <summary>Holds the new address from the form that made it to the one page that shows it.</summary>
    public const string NewAddress = "feed";

    [AllowAnonymous, AcceptVerbs("GET", "HEAD", Route = "/calendar/feeds/{secret}.ics")]
    public async Task<IActionResult> Show(string secret)
    {
        // Programs keep nothing for us: not even the language that an address may name.
        Response.Headers.Remove(HeaderNames.SetCookie);
        if (Feed.HashOf(secret) is not { } hash || await db.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.SecretHash == hash) is not { } feed) return new NoSuchCalendar();
        if (await CurrentMember.Find(db, feed.MemberId) is not { } member) return new NoSuchCalendar();
        Response.Headers.ContentLanguage = member.Language;
        var bytes = await calendar.Feed(member, feed.Detailed);
        return await Since(feed, SHA256.HashData(bytes)) is { } since ? new CalendarAnswer(bytes, since) : new NoSuchCalendar();
    }

    [HttpPost("/calendar/feed")]
    public async Task<IActionResult> Create(bool detailed)
    {
        var (feed, secret) = Feed.Issue(me.Id, detailed, clock.Now());
        await db.Write(async () =>
        {
            // Of two forms sent at once the member's row lets one go first; the later address counts.
            await db.Members.ForUpdate(me.Id);
            await db.Feeds.Where(f => f.MemberId == me.Id).ExecuteDeleteAsync();
            db.Feeds.Add(feed);
        });
        TempData[NewAddress] = site.To($"/calendar/feeds/{secret}.ics").AbsoluteUri;
        return Redirect("/calendar#feed");
    }

    [HttpDelete("/calendar/feed")]
    public async Task<IActionResult> Delete()
    {
        await db.Write(() => db.Feeds.Where(f => f.MemberId == me.Id).ExecuteDeleteAsync());
        this.Say(texts["feed.revoked"]);
        return Redirect("/calendar#feed");
    }

    /// <summary>Since when the calendar reads as it does; null where the address was revoked meanwhile.</summary>
    async Task<Instant?> Since(Feed feed, byte[] content)
    {
        if (feed.ContentHash.AsSpan().SequenceEqual(content)) return feed.ContentSince;
        return await db.Write(async () =>
        {
            if (await db.Feeds.SingleOrDefaultAsync(f => f.SecretHash == feed.SecretHash) is not { } stored) return (Instant?)null;
            if (!stored.ContentHash.AsSpan().SequenceEqual(content)) stored.Read(content, clock.Now());
            return stored.ContentSince;
        });
    }
}
