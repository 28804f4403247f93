using CoP.Domain.Members;

namespace CoP.Web.Features.Members.Security;

/// <summary>Names a browser and its system out of what it says of itself: enough to tell one's phone from a stranger's computer, and no more.</summary>
public static class Devices
{
    // In this order: nearly every browser also claims to be Safari, and Edge to be Chrome.
    static readonly (string Says, string Name)[] browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Says, string Name)[] systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static Device Of(HttpRequest request)
    {
        var says = request.Headers.UserAgent.ToString();
        return new Device(Name(browsers, says), Name(systems, says));
    }

    static string? Name((string Says, string Name)[] names, string says) => Array.Find(names, n => says.Contains(n.Says, StringComparison.Ordinal)).Name;
}
