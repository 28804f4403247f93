using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Tests.Discussions;
using FsCheck.Fluent;

namespace CoP.Browser.Tests.Discussions;

/// <summary>What the tests of the renderer show of its text, seen once more with the eyes of a browser and under the site's real policy.</summary>
public sealed class HostileTextTests(HostileTextTests.ListeningSite site) : IClassFixture<HostileTextTests.ListeningSite>
{
    const int TextsAPost = 100;

    [Fact(Timeout = 900_000)]
    public async Task Nothing_that_a_member_writes_runs_or_leaves_the_site()
    {
        var ana = await site.SignIn(Kind.Supporter);
        IEnumerable<string> texts = [.. HostileTexts.All, .. SafeMarkdownTests.Hostile().Sample(LongRun.Rounds(1_500, 100_000))];
        var posts = texts.Select(text => Rendered(text)).OfType<string>().Chunk(TextsAPost).Select(some => string.Concat(some)).ToList();
        var wrong = new List<string>();
        await using var window = await Window.Open(site, ana);
        var page = window.Page;
        // The sentence that every one of the texts wants to say.
        await page.AddInitScriptAsync("window.said = []; for (const how of ['ran', 'alert', 'prompt', 'confirm', 'open']) window[how] = what => { said.push(how + ' ' + what); };");
        page.Dialog += async (_, dialog) =>
        {
            wrong.Add($"A dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme != "data" && address.Authority != site.Address.Authority) wrong.Add($"Asks for {request.Url}");
            if (request.ResourceType == "image" && address.Scheme != "data" && !address.AbsolutePath.StartsWith("/uploads/", StringComparison.Ordinal) && !address.AbsolutePath.StartsWith("/favicon", StringComparison.Ordinal))
                wrong.Add($"Asks for the image {request.Url}");
        };

        foreach (var some in posts.Chunk(ThreadAddress.PageSize))
        {
            var thread = await Filled(ana, some);
            var shown = await page.GotoAsync(thread.Address());
            Assert.Contains("default-src 'none'", shown!.Headers["content-security-policy"], StringComparison.Ordinal);
            Assert.Equal(some.Length + 1, await page.Locator("#posts > li.post > .prose").CountAsync());
            // As the page's own script puts in what comes later, too.
            wrong.AddRange(await page.EvaluateAsync<string[]>(
                """
                async () => {
                  const wrong = [];
                  for (const prose of document.querySelectorAll("li.post > .prose")) {
                    const again = document.createElement("div");
                    again.innerHTML = prose.innerHTML;
                    document.body.append(again);
                    for (const element of [...prose.querySelectorAll("*"), ...again.querySelectorAll("*")]) {
                      for (const { name } of element.attributes) if (/^on|^style$|^srcdoc$|^action$|^id$|^name$/.test(name)) wrong.push(`${name} in ${element.outerHTML}`);
                      if (!/^(P|EM|STRONG|BR|HR|BLOCKQUOTE|UL|OL|LI|H3|H4|H5|H6|PRE|CODE|A|IMG|SPAN)$/.test(element.tagName)) wrong.push(element.outerHTML);
                      // No scheme at all: an address that leads nowhere.
                      if (element.tagName === "A" && !/^(https?|mailto)?:$/.test(element.protocol)) wrong.push(element.outerHTML);
                      element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
                    }
                    again.remove();
                  }
                  await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
                  return [...wrong, ...window.said];
                }
                """));
            // A picture that is not there is no secret; that the policy had to stop something would be.
            wrong.AddRange(window.TakeComplaints().Where(c => !c.Contains("status of 404", StringComparison.Ordinal)));
        }

        Findings.None(wrong);
    }

    static string? Rendered(string markdown)
    {
        try
        {
            return SafeMarkdown.Render(markdown).Html;
        }
        catch (RuleBrokenException)
        {
            return null;
        }
    }

    async Task<CoP.Domain.Discussions.Thread> Filled(Visitor author, IEnumerable<string> texts)
    {
        var thread = await site.AddThread(author.Member);
        await site.Write(async db =>
        {
            var kept = await db.Threads.FindAsync(thread.Id);
            foreach (var html in texts) kept!.Reply(author.Member.Id, "en", new RenderedText("x", html), site.Now);
        });
        return thread;
    }

    public sealed class ListeningSite : Site
    {
        public ListeningSite() : base(DatabaseKind.Sqlite) => Listens = true;
    }
}
