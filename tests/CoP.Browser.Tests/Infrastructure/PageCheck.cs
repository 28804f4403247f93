using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>What has to hold for every page however one looks at it.</summary>
public static class PageCheck
{
    static readonly string axe = new BundledAxeScriptProvider().GetScript();

    // Contrast of 7:1 is the one rule of level AAA that is ours too.
    const string Everything = """
        { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, rules: { 'color-contrast-enhanced': { enabled: true } } }
        """;

    // What can be otherwise in the dark, or in another size or language, where all the rest has been looked at already.
    const string Looks = "{ runOnly: { type: 'rule', values: ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block', 'target-size'] } }";

    /// <summary>Opens an address and says what is wrong with the page by day and by night; nothing, if all is well.</summary>
    public static async Task<IReadOnlyList<string>> Check(Window window, string address, string language, int status = 200)
    {
        window.TakeComplaints();
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var response = await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        var wrong = await Check(window, response!, language, status);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        return [.. wrong, .. (await Axe(window, Looks)).Select(w => "in the dark: " + w)];
    }

    /// <summary>What is wrong with the page that an answer has brought into the window.</summary>
    /// <param name="window">Where it stands.</param>
    /// <param name="response">What the site answered.</param>
    /// <param name="language">In which it should be.</param>
    /// <param name="status">Which status it should have.</param>
    /// <param name="whole">Whether all rules are to be asked, or those that looks alone can break.</param>
    public static async Task<IReadOnlyList<string>> Check(Window window, IResponse response, string language, int status, bool whole = true)
    {
        var wrong = new List<string>();
        if (response.Status != status) wrong.Add($"answers {response.Status}, not {status}");
        if (await window.Page.GetAttributeAsync("html", "lang") is var lang && lang?.StartsWith(language, StringComparison.Ordinal) != true) wrong.Add($"is in language {lang}, not {language}");
        wrong.AddRange(await Check(window, whole));
        // The browser itself reports an answer that is not 2xx.
        wrong.AddRange(window.TakeComplaints().Where(c => status < 400 || !c.Contains($"status of {status}", StringComparison.Ordinal)));
        return wrong;
    }

    /// <summary>What is wrong with the page as it stands in the window now.</summary>
    public static async Task<IReadOnlyList<string>> Check(Window window, bool whole = true)
    {
        var wrong = await Axe(window, whole ? Everything : Looks);
        var wide = await window.Page.EvaluateAsync<string?>("""
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return null;
              const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
              return wide.slice(-3).map(e => e.outerHTML.slice(0, 120)).join(' … ');
            }
            """);
        if (wide is not null) wrong.Add($"is wider than the screen: {wide}");
        return wrong;
    }

    // By hand, since the package's own run also waits for frames that may run no script, such as the one around a letter: for ever.
    static async Task<List<string>> Axe(Window window, string rules)
    {
        await window.Page.EvaluateAsync($"() => {{ if (!window.axe) {{ {axe} }} }}");
        return [.. await window.Page.EvaluateAsync<string[]>($$"""
            async () => (await axe.run(document, { ...{{rules}}, iframes: false, resultTypes: ['violations'] })).violations.flatMap(v =>
              v.nodes.map(n => `${v.id}: ${v.help}: ${n.html}${n.any.map(a => ' | ' + a.message).join('')}`))
            """)];
    }
}
