using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>What has to hold for every page however one looks at it.</summary>
public static class PageCheck
{
    static readonly AxeRunOptions axe = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        // Contrast of 7:1, the one rule of level AAA that is ours too.
        Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal) { ["color-contrast-enhanced"] = new() { Enabled = true } },
    };

    /// <summary>Opens an address and says what is wrong with the page; nothing, if all is well.</summary>
    public static async Task<IReadOnlyList<string>> Check(Window window, string address, string language, int status = 200)
    {
        window.TakeComplaints();
        var response = await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        var wrong = new List<string>();
        if (response!.Status != status) wrong.Add($"answers {response.Status}, not {status}");
        if (await window.Page.GetAttributeAsync("html", "lang") is var lang && lang?.StartsWith(language, StringComparison.Ordinal) != true) wrong.Add($"is in language {lang}, not {language}");
        wrong.AddRange(await Check(window));
        // The browser itself reports an answer that is not 2xx.
        wrong.AddRange(window.TakeComplaints().Where(c => status < 400 || !c.Contains($"status of {status}", StringComparison.Ordinal)));
        return wrong;
    }

    /// <summary>What is wrong with the page as it stands in the window now.</summary>
    public static async Task<IReadOnlyList<string>> Check(Window window)
    {
        var wrong = new List<string>();
        var found = await window.Page.RunAxe(axe);
        wrong.AddRange(found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help}: {n.Html}{string.Concat(n.Any.Select(a => " | " + a.Message))}")));
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
}
