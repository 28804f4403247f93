using System.Collections.Concurrent;

namespace CoP.Browser.Tests.Pages;

/// <summary>Windows that stay open from page to page, one for everyone who looks in a way of their own.</summary>
public sealed class Windows : IAsyncDisposable
{
    readonly ConcurrentDictionary<(string?, Look), Task<Window>> open = new();

    public Task<Window> Of(DemoSite site, string? who, Look look) =>
        open.GetOrAdd((who, look), async _ => await Window.Open(site, who is null ? null : await site.As(who), look));

    public async ValueTask DisposeAsync()
    {
        foreach (var window in open.Values) await (await window).DisposeAsync();
    }
}
