using System.Text.RegularExpressions;
using CoP.Browser.Tests.Infrastructure;
using Microsoft.Playwright;
using MimeKit;
using NodaTime;
using static Microsoft.Playwright.Assertions;
using Calendar = Ical.Net.Calendar;
using ForeignEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CoP.Browser.Tests.Journeys;

/// <summary>Somebody on a journey: at a browser, or where nothing is to be seen by eye, without one.</summary>
sealed record Person(Visitor Visitor, Window Window) : IAsyncDisposable
{
    public string Name => Visitor.Member.Name;

    public string Email => Visitor.Member.Email;

    public IPage Page => Window.Page;

    public ValueTask DisposeAsync() => Window.DisposeAsync();
}

/// <summary>What people do on every journey.</summary>
static class Journey
{
    /// <summary>The page says what was done.</summary>
    public static Task Said(Person person) => Expect(person.Page.Locator(".says")).ToHaveTextAsync(new Regex(@"\w", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Makes an address for a calendar program, with all that is theirs.</summary>
    public static async Task<Uri> Subscribe(Person person)
    {
        await person.Page.GotoAsync("/calendar/feeds");
        await person.Page.ClickAsync("form[action='/calendar/feed'] .button:not(.button--danger)");
        return new(await person.Page.InputValueAsync("#feed-address"));
    }

    /// <summary>What a calendar program finds at the address now, the earliest first.</summary>
    public static async Task<IReadOnlyList<Instant>> Occurrences(Uri feed)
    {
        using var http = new HttpClient();
        var calendar = Calendar.Load(await http.GetStringAsync(feed, TestContext.Current.CancellationToken))!;
        return [.. calendar.GetOccurrences<ForeignEvent>().Take(20).Select(o => Instant.FromDateTimeUtc(o.Period.StartTime.AsUtc)).Order()];
    }

    /// <summary>What stands in the windows now is as every page must be, and no browser complained on the way there.</summary>
    public static async Task Shown(params IEnumerable<object> windows)
    {
        foreach (var window in windows.Select(w => w as Window ?? ((Person)w).Window))
        {
            Findings.None((await PageCheck.Check(window)).Select(m => $"{window.Page.Url}: {m}"));
            Findings.None(window.TakeComplaints());
        }
    }
}

static class Mailboxes
{
    /// <summary>The newest letter with these words, as soon as there is one.</summary>
    public static async Task<MimeMessage> Find(this MailServer mail, string address, string subject, string body = "")
    {
        for (var atLeast = 1; ;)
        {
            var inbox = await mail.Inbox(address, atLeast);
            if (inbox.LastOrDefault(m => m.Subject!.StartsWith(subject, StringComparison.Ordinal) && m.Text().Contains(body, StringComparison.Ordinal)) is { } found) return found;
            atLeast = inbox.Count + 1;
        }
    }
}
