using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Home.Theme;

[AllowAnonymous]
public sealed class ThemeController : Controller
{
    /// <summary>Light, dark, or whatever the device prefers, kept in this browser; script reads the same cookie.</summary>
    [HttpPost("/theme")]
    public IActionResult Create(string? theme, string? back)
    {
        var options = new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = Request.IsHttps };
        if (theme is "light" or "dark") Response.Cookies.Append("theme", theme, options);
        else Response.Cookies.Delete("theme", options);
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
