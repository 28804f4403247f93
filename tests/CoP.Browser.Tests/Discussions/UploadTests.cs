using CoP.Web.Hosting;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Discussions.Uploads;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Discussions;

public sealed class UploadTests(UploadTests.ListeningSite site) : IClassFixture<UploadTests.ListeningSite>
{
    [Fact]
    public async Task Chosen_described_and_posted()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, ana, new(Phone: true));
        var page = window.Page;
        await page.GotoAsync(thread.Address());
        await page.FillAsync("#reply-form textarea", "Our whiteboard:");
        await page.ClickAsync("details.files summary");
        await page.SetInputFilesAsync("#Files", (FilePayload[])[
            new() { Name = "IMG_1234.jpg", MimeType = "image/jpeg", Buffer = Files.Photograph(6, 400, 200) },
            new() { Name = "plan [1].pdf", MimeType = "application/pdf", Buffer = Files.Pdf() },
        ]);
        var lines = page.Locator(".file-list > li");
        await Expect(lines).ToHaveCountAsync(2);
        await Expect(lines.Nth(0)).ToContainTextAsync("IMG_1234.jpg");
        await Expect(page.Locator(".files [role=status]")).ToHaveTextAsync("It is in your text now.");
        await Expect(page.Locator("#FilesShow")).ToBeHiddenAsync();
        await lines.Nth(0).GetByLabel("What does the picture show?").FillAsync("A plan [draft] & \"notes\"");
        Assert.StartsWith("Our whiteboard:\n\n![A plan \\[draft\\] \\& \"notes\"](/uploads/", await page.InputValueAsync("#reply-form textarea"), StringComparison.Ordinal);
        // The preview shows it as it will be.
        await page.ClickAsync(".preview-button");
        await Expect(page.Locator(".preview img")).ToHaveAttributeAsync("alt", "A plan [draft] & \"notes\"");
        await page.ClickAsync(".preview-button");
        await page.Locator("#reply-form textarea").PressSequentiallyAsync(" ");
        await Expect(page.Locator(".draft-line")).ToHaveTextAsync("Kept as a draft on all your devices.");
        Findings.None(await PageCheck.Check(window, thread.Address(), "en"));

        // The draft came back, and with it the list.
        await Expect(lines).ToHaveCountAsync(2);
        await Expect(lines.Nth(0).GetByRole(AriaRole.Textbox)).ToHaveValueAsync("A plan [draft] & \"notes\"");
        await lines.Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(lines).ToHaveCountAsync(1);
        await page.ClickAsync("#reply-form .actions button:not([type=button])");
        var picture = page.Locator("li.post .prose img");
        await Expect(picture).ToHaveAttributeAsync("alt", "A plan [draft] & \"notes\"");
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.Equal((200, 400), (await picture.EvaluateAsync<int>("i => i.naturalWidth"), await picture.EvaluateAsync<int>("i => i.naturalHeight")));
        await Expect(lines).ToHaveCountAsync(0);
        Assert.Empty(window.TakeComplaints());
    }

    [Fact]
    public async Task Dropped_and_pasted()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, ana);
        var page = window.Page;
        await page.GotoAsync(thread.Address());
        foreach (var (how, count) in new[] { ("drop", 1), ("paste", 2) })
        {
            await page.EvaluateAsync(
                """
                ([how, base64]) => {
                  const carried = new DataTransfer();
                  carried.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], how + ".png", { type: "image/png" }));
                  const area = document.querySelector("#reply-form textarea");
                  area.dispatchEvent(how === "drop" ? new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true })
                    : new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
                }
                """, new[] { how, Convert.ToBase64String(Files.Png()) });
            await Expect(page.Locator(".file-list > li")).ToHaveCountAsync(count);
        }
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_and_the_text_stays()
    {
        var ana = await site.SignIn(Kind.Supporter);
        var thread = await site.AddThread(ana.Member);
        await using var window = await Window.Open(site, ana, new("es"));
        var page = window.Page;
        await page.GotoAsync(thread.Address() + "?lang=es");
        await page.FillAsync("#reply-form textarea", "Mis palabras");
        await page.ClickAsync("details.files summary");
        await page.SetInputFilesAsync("#Files", (FilePayload[])[new() { Name = "dibujo.svg", MimeType = "image/svg+xml", Buffer = "<svg/>"u8.ToArray() }]);
        await Expect(page.Locator(".files [role=alert]")).ToContainTextAsync("«dibujo.svg» no es una imagen");
        await page.SetInputFilesAsync("#Files", (FilePayload[])[new() { Name = "grande.png", MimeType = "image/png", Buffer = new byte[10_000_001] }]);
        await Expect(page.Locator(".files [role=alert]")).ToContainTextAsync("«grande.png» pesa más de 10");
        await Expect(page.Locator("#reply-form textarea")).ToHaveValueAsync("Mis palabras");
        // The refused answer is all that the console may speak of.
        Assert.All(window.TakeComplaints(), c => Assert.Contains("400", c, StringComparison.Ordinal));
    }

    public sealed class ListeningSite : Site
    {
        public ListeningSite() : base(DatabaseKind.Sqlite) => Listens = true;
    }
}
