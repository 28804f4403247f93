using System.Net;
using Microsoft.Playwright;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>How somebody looks at the site.</summary>
public sealed record Look(string Language = "en", ColorScheme Theme = ColorScheme.Light, bool Phone = false, bool Script = true)
{
    /// <summary>Both languages, light and dark, phone and desktop.</summary>
    public static IReadOnlyList<Look> All { get; } =
        [.. from language in (string[])["en", "es"] from theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark] from phone in (bool[])[true, false] select new Look(language, theme, phone)];

    /// <summary>The half of them in which each language meets each theme and each size, and each theme each size.</summary>
    public static IReadOnlyList<Look> Pairs { get; } = [.. All.Where(l => (l.Language == "es") ^ (l.Theme == ColorScheme.Dark) ^ l.Phone)];

    public override string ToString() => $"{Language}, {Theme}, {(Phone ? "phone" : "desktop")}{(Script ? "" : ", no script")}";
}

/// <summary>A window of its own in Chromium: own cookies, and an ear for what the browser complains of.</summary>
public sealed class Window : IAsyncDisposable
{
    static readonly Lazy<Task<IBrowser>> chromium = new(Launch);

    readonly List<string> complaints = [];

    Window(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Hear($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Hear(error);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the console since the last look: scripts that failed, what the content policy blocked, files not found.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        lock (complaints)
        {
            string[] taken = [.. complaints];
            complaints.Clear();
            return taken;
        }
    }

    /// <summary>Opens a window on a site, as somebody who has signed in elsewhere or as a stranger.</summary>
    public static Task<Window> Open(Site site, Visitor? visitor = null, Look? look = null) => Open(site.Address, visitor?.Cookies, look);

    /// <summary>Opens a window on an address, with cookies.</summary>
    public static async Task<Window> Open(Uri address, CookieContainer? cookies = null, Look? look = null)
    {
        look ??= new();
        var context = await (await chromium.Value).NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = look.Language + "-US",
            TimezoneId = "America/New_York",
            ColorScheme = look.Theme,
            // The narrowest screen that pages must fit, and a usual one.
            ViewportSize = look.Phone ? new() { Width = 320, Height = 640 } : new() { Width = 1280, Height = 800 },
            HasTouch = look.Phone,
            JavaScriptEnabled = look.Script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        if (cookies is not null)
            await context.AddCookiesAsync(cookies.GetCookies(address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = address.ToString() }));
        return new Window(await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    void Hear(string complaint)
    {
        lock (complaints) complaints.Add(complaint);
    }

    static async Task<IBrowser> Launch()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("COP_CHROMIUM") ?? "/usr/bin/chromium",
            // Chromium keeps no sandbox for root, as which containers run.
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox", "--disable-dev-shm-usage"] : ["--disable-dev-shm-usage"],
        });
    }
}
