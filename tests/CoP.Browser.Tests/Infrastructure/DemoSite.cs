using CoP.Web.Hosting;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>The site as a newcomer starts it, with the demo community, where a browser can reach it.</summary>
public sealed class DemoSite : Site
{
    const string Password = "peer-support-demo";

    readonly Dictionary<string, Visitor> visitors = new(StringComparer.Ordinal);

    public DemoSite() : base(DatabaseKind.Sqlite) => (Listens, Environment) = (true, "Development");

    /// <summary>Someone of the demo community, signed in; <c>null</c> is a stranger.</summary>
    public async Task<Visitor> As(string? who)
    {
        if (who is null) return Visit();
        if (visitors.TryGetValue(who, out var there)) return there;
        return visitors[who] = await Visit().SignIn($"{who}@cop.example", Password);
    }

    /// <summary>
    /// An address with its gaps filled: <c>{thread}</c> is the first of its kind that <paramref name="who"/> finds on the page that lists them.
    /// </summary>
    public async Task<string> Find(string? who, string address)
    {
        foreach (var (gap, list, link) in (IEnumerable<(string, string, string)>)
        [
            ("{space}", "/discussions", "main a[href^='/discussions/']"),
            ("{thread}", "{space}", "main a[href^='/threads/']:not([href*='/new'])"),
            ("{meeting}", "/meetings", "main a[href^='/meetings/']:not([href$='rotation']):not([href$='.ics'])"),
            ("{group}", "/groups", "main a[href^='/groups/']:not([href$='/new'])"),
            ("{session}", "{group}", "main a[href*='/sessions/']:not([href$='.ics'])"),
            ("{planned}", "/steering/meetings", "main a[href^='/steering/meetings/']:not([href*='/turns/'])"),
            ("{turn}", "/steering/meetings", "main a[href*='/turns/']"),
            ("{member}", "/steering/members", "main a[href^='/steering/members/']"),
        ])
            if (address.Contains(gap, StringComparison.Ordinal))
            {
                var page = await (await As(who)).Get(await Find(who, list));
                var found = page.One(link).GetAttribute("href")!.Split('?', '#')[0];
                address = address.Replace(gap, found, StringComparison.Ordinal);
            }

        return address;
    }
}
