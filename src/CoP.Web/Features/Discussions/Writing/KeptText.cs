using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Primitives;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>
/// What somebody sent whose sign-in had ended meanwhile. It goes back to them sealed, in a hidden field of the sign-in form, and becomes a
/// draft of whoever signs in there within the hour. It is in no address, no log, and until then in no database.
/// </summary>
public sealed class KeptText(IDataProtectionProvider protection, TimeProvider clock)
{
    static readonly Duration lasts = Duration.FromHours(1);

    readonly IDataProtector protector = protection.CreateProtector("CoP.KeptText");

    public string Seal(DraftText text) =>
        Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new Kept(text, (clock.Now() + lasts).ToUnixTimeSeconds()))));

    /// <summary>Null for what is too old, or was not sealed here.</summary>
    public (DraftKey Key, DraftText Text)? Open(string? sealedText)
    {
        if (sealedText is not { Length: > 0 } || !Base64Url.IsValid(sealedText)) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(protector.Unprotect(Base64Url.DecodeFromChars(sealedText)))!;
            return kept.Until >= clock.Now().ToUnixTimeSeconds() && DraftKey.Read(kept.Text.Key) is { } key ? (key, kept.Text) : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The text that a request brought from a form of this site; null where there is none.</summary>
    public static DraftText? Of(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || !request.HasFormContentType || !IsFromHere(request)) return null;
        if (DraftKey.Read(request.Form[Common.Forms.DraftFilter.Field]) is not { } key) return null;
        try
        {
            return DraftText.Of(key, request.Form);
        }
        catch (RuleBrokenException)
        {
            return null;
        }
    }

    // Nobody is to put words into another's form from elsewhere.
    static bool IsFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && (StringValues.IsNullOrEmpty(request.Headers.Origin) || (Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value));

    sealed record Kept(DraftText Text, long Until);
}

/// <summary>Answers a text that came without a sign-in, or with the form of another one, without losing it.</summary>
public static class KeptTexts
{
    /// <summary>Shows the sign-in form in place of what was asked for; false where no text came.</summary>
    public static async Task<bool> OfferSignIn(HttpContext context)
    {
        if (KeptText.Of(context.Request) is not { } text) return false;
        var kept = context.RequestServices.GetRequiredService<KeptText>();
        await Show(context, "/Features/Members/SignIn/SignIn.cshtml", StatusCodes.Status401Unauthorized,
            new SignInInput { ReturnUrl = DraftKey.Read(text.Key)!.Address, Kept = kept.Seal(text) });
        return true;
    }

    static Task Show<T>(HttpContext context, string view, int status, T model)
    {
        context.Response.Headers.CacheControl = "no-store";
        var result = new ViewResult { ViewName = view, StatusCode = status, ViewData = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model } };
        var action = new ActionContext(context, context.GetRouteData(), context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor>() ?? new());
        return context.RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>().ExecuteAsync(action, result);
    }
}
