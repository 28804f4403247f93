using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Hosting;

/// <summary>English or Spanish: what <c>?lang=</c> asks for, else what was chosen before, else the member's, else the browser's.</summary>
public static class Languages
{
    public const string Cookie = "lang";
    public static readonly string[] All = ["en", "es"];

    /// <summary><c>en</c> or <c>es</c>, for this request.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static void Configure(RequestLocalizationOptions options)
    {
        // Dates and numbers follow the country as well as the language: members are in the United States.
        var cultures = new[] { CultureInfo.GetCultureInfo("en-US"), CultureInfo.GetCultureInfo("es-US") };
        options.SupportedCultures = options.SupportedUICultures = cultures;
        options.DefaultRequestCulture = new RequestCulture("en-US");
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Result(Asked(context))),
            new CustomRequestCultureProvider(context => Result(context.Request.Cookies[Cookie])),
            new CustomRequestCultureProvider(context => Result(Member(context)?.Language)),
            new CustomRequestCultureProvider(context => Result(
                context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString()[..Math.Min(2, l.Value.Length)])
                    .FirstOrDefault(l => All.Contains(l, StringComparer.OrdinalIgnoreCase)))),
        ];
    }

    /// <summary>Keeps what <c>?lang=</c> asked for.</summary>
    public static Task Remember(HttpContext context, RequestDelegate next)
    {
        if (Known(Asked(context)) is { } language)
            context.Response.Cookies.Append(Cookie, language, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Secure = context.Request.IsHttps });
        return next(context);
    }

    // The page for what went wrong is asked for without the query that the reader sent.
    static string? Asked(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalQueryString is { } asked ? QueryHelpers.ParseQuery(asked).GetValueOrDefault("lang") : context.Request.Query["lang"];

    static SignedInMember? Member(HttpContext context) => context.RequestServices.GetRequiredService<CurrentMember>() is { IsSignedIn: true } me ? me.Member : null;

    static string? Known(string? language) => All.FirstOrDefault(l => string.Equals(l, language, StringComparison.OrdinalIgnoreCase));

    static Task<ProviderCultureResult?> Result(string? language) =>
        Task.FromResult(Known(language) is { } known ? new ProviderCultureResult(known + "-US") : null);
}

/// <summary>Texts that must be there: a missing key is a mistake of ours and fails at once, outside Production.</summary>
public sealed class CompleteTexts(IStringLocalizerFactory inner) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => new Complete(inner.Create(resourceSource), resourceSource.Name);

    public IStringLocalizer Create(string baseName, string location) => new Complete(inner.Create(baseName, location), baseName);

    sealed class Complete(IStringLocalizer inner, string source) : IStringLocalizer
    {
        public LocalizedString this[string name] => There(inner[name]);

        public LocalizedString this[string name, params object[] arguments] => There(inner[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => inner.GetAllStrings(includeParentCultures);

        LocalizedString There(LocalizedString text) =>
            text.ResourceNotFound ? throw new InvalidOperationException($"No text '{text.Name}' in {source}, {CultureInfo.CurrentUICulture.Name}.") : text;
    }
}

public static class Counting
{
    /// <summary>The text <c>{key}.one</c> or <c>{key}.other</c> with the number in it; English and Spanish need no more forms.</summary>
    public static LocalizedString Count(this IStringLocalizer texts, string key, long number) => texts[key + (number == 1 ? ".one" : ".other"), number];
}
