using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>Somebody without a mouse: goes by Tab from one thing to the next, and presses or types there.</summary>
public sealed class Keys(IPage page)
{
    // More than any page has of links and fields.
    const int Most = 160;

    /// <summary>How often something was pressed, chosen or typed into; the way there does not count.</summary>
    public int Presses { get; private set; }

    /// <summary>Follows a link, presses a button, opens what is folded.</summary>
    public async Task Press(ILocator what)
    {
        await To(what);
        await page.Keyboard.PressAsync("Enter");
        Presses++;
    }

    /// <summary>Types into a field, over what stands there.</summary>
    public async Task Type(ILocator field, string text)
    {
        await To(field);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
        Presses++;
    }

    /// <summary>Ticks or unticks a box.</summary>
    public async Task Tick(ILocator box)
    {
        await To(box);
        await page.Keyboard.PressAsync("Space");
        Presses++;
    }

    /// <summary>Chooses one of several buttons, which are one stop, and arrows lead from one to the other.</summary>
    public async Task Choose(ILocator radio)
    {
        await Expect(radio).ToBeVisibleAsync();
        await Tab(() => radio.EvaluateAsync<bool>("it => document.activeElement.type === 'radio' && document.activeElement.name === it.name"), radio);
        await page.Keyboard.PressAsync("Space");
        for (var i = 0; i < Most && !await Has(radio); i++) await page.Keyboard.PressAsync("ArrowDown");
        await Expect(radio).ToBeCheckedAsync();
        Presses++;
    }

    /// <summary>Chooses the next entry of a list.</summary>
    public async Task Next(ILocator list)
    {
        await To(list);
        await page.Keyboard.PressAsync("ArrowDown");
        Presses++;
    }

    async Task To(ILocator what)
    {
        await Expect(what).ToBeVisibleAsync();
        await Tab(() => Has(what), what);
    }

    async Task Tab(Func<Task<bool>> there, ILocator what)
    {
        for (var i = 0; i < Most; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await there()) return;
        }
        Assert.Fail($"No way by keyboard to {what}.");
    }

    static Task<bool> Has(ILocator what) => what.EvaluateAsync<bool>("it => it === document.activeElement");
}
