using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CoP.Browser.Tests.Infrastructure;
using CoP.Domain.Reminders;
using CoP.Web.Features.Reminders.Previews;
using CoP.Web.Mail;
using CoP.Web.Tests.Live;
using Microsoft.Playwright;

namespace CoP.Browser.Tests.Mail;

/// <summary>Both parts of each letter as mail programs would show them: without anything but what is in the letter.</summary>
public sealed partial class LetterPictureTests(ListeningSqliteSite site) : IClassFixture<ListeningSqliteSite>
{
    public static TheoryData<Sample> Samples => new(Enum.GetValues<Sample>());

    static readonly (int Width, ColorScheme Theme)[] Looks = [(320, ColorScheme.Light), (320, ColorScheme.Dark), (1024, ColorScheme.Light), (1024, ColorScheme.Dark)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_letter_fetches_nothing_fits_a_small_phone_and_reads_well_by_day_and_by_night(Sample sample)
    {
        // Detailed and in Spanish: the longest words that there are.
        var ana = await site.SignIn(Kind.Committee, m => m with { Language = "es" });
        await site.Write(async db => (await db.ChoicesOf(ana.Member.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        var preview = await ana.Get($"/preferences/previews/{sample}");
        var html = (await ana.Get($"/preferences/previews/{sample}/page")).Body;
        var text = preview.One("pre").TextContent;
        await using var window = await Window.Open(site, look: new Look("es"));
        var asked = new ConcurrentQueue<string>();
        await window.Page.Context.RouteAsync("**/*", route =>
        {
            asked.Enqueue(route.Request.Url);
            return route.AbortAsync();
        });
        List<string> wrong = [];
        foreach (var (width, theme) in Looks)
        {
            await window.Page.SetViewportSizeAsync(width, 800);
            await window.Page.EmulateMediaAsync(new() { ColorScheme = theme });
            await window.Page.SetContentAsync(html, new() { WaitUntil = WaitUntilState.Load });
            await Picture(window, $"{sample}-{width}-{theme}");
            wrong.AddRange((await PageCheck.Check(window)).Select(w => $"{width}, {theme}: {w}"));
            Assert.Equal(0, await window.Page.Locator("img:not([alt]), img[src^='http'], link, script, iframe").CountAsync());
        }
        await window.Page.SetViewportSizeAsync(1024, 800);
        await window.Page.SetContentAsync("<pre id='text' style='font:16px/1.5 monospace;white-space:pre-wrap'></pre>");
        await window.Page.EvalOnSelectorAsync("#text", "(pre, text) => { pre.textContent = text; }", text);
        await Picture(window, $"{sample}-text");
        Assert.Empty(wrong);
        Assert.Empty(asked);
        // Each link of the page can be followed from the text, too; what is sealed in an address is sealed anew each time.
        await window.Page.SetContentAsync(html);
        foreach (var link in await window.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main a')].map(a => a.href)")) Assert.Contains(Sealed().Replace(link, ""), Sealed().Replace(text, ""), StringComparison.Ordinal);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"CfDJ8[\w-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sealed();

    /// <summary>Kept where somebody asked for pictures to look at (COP_TESTS_PICTURES names the folder); taken in any case, so that what cannot be painted fails.</summary>
    static async Task Picture(Window window, string name)
    {
        var picture = await window.Page.ScreenshotAsync(new() { FullPage = true });
        Assert.NotEmpty(picture);
        if (Environment.GetEnvironmentVariable("COP_TESTS_PICTURES") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"letter-{name}.png"), picture);
    }
}
