using System.Globalization;
using System.Security.Claims;
using CoP.Web.Data;
using CoP.Domain.Members;
using CoP.Web.Features.Members.Profile;
using CoP.Web.Features.Members.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace CoP.Web.Hosting;

/// <summary>Who somebody is: accounts, the cookie that keeps them signed in, and what ends it.</summary>
public static class SigningIn
{
    const string Since = "since";

    public static void AddSigningIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentMember>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        // The prefix binds a cookie to this host over https; browsers refuse it over the http of one's own machine.
        var secure = builder.IsHttps();
        foreach (var (scheme, name) in Cookies)
        {
            services.Configure<CookieAuthenticationOptions>(scheme, cookie =>
            {
                cookie.Cookie.Name = (secure ? "__Host-" : "") + name;
                cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.HttpOnly = true;
            });
        }

        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = (secure ? "__Host-" : "") + "cop-form";
            forms.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
            cookie.Events.OnSigningIn = NoteSince;
            cookie.Events.OnValidatePrincipal = Validate;
        });
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        // More than the framework's 100,000: what guessing on a stolen copy costs has fallen since that was chosen.
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddIdentityCore<Account>(identity =>
        {
            Databases.ShapeIdentity(identity);
            identity.User.RequireUniqueEmail = true;
            // The user name is the address, and an address is checked as one.
            identity.User.AllowedUserNameCharacters = "";
            // Length is what protects; rules about kinds of characters make people write passwords down.
            identity.Password.RequiredLength = PasswordRules.Shortest;
            identity.Password.RequiredUniqueChars = 1;
            identity.Password.RequireDigit = identity.Password.RequireUppercase = identity.Password.RequireLowercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddEntityFrameworkStores<CopDb>().AddSignInManager().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>();
        services.AddAuthorization(Policies.Add);
        services.AddScoped<IAuthorizationHandler, DutyHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotFoundInsteadOfForbidden>();
    }

    /// <summary>Finds out who asks. Whoever was suspended since they signed in, or whose session was ended, is nobody from the next request on.</summary>
    public static void UseCurrentMember(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Files and health checks need nobody.
        // A page about what went wrong knows who asked already, and must not fail once more on the same database.
        if (context.Features.Get<IExceptionHandlerFeature>() is null && context.User.Identity is { IsAuthenticated: true } && context.GetEndpoint()?.Metadata is { } about
            && (about.GetMetadata<ControllerActionDescriptor>() is not null || about.GetMetadata<HubMetadata>() is not null))
        {
            var me = context.RequestServices.GetRequiredService<CurrentMember>();
            var settings = context.RequestServices.GetRequiredService<IOptions<CopSettings>>().Value;
            var now = context.RequestServices.GetRequiredService<TimeProvider>().Now();
            var session = Sessions.HashOf(context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties);
            await me.LoadVisitor(context.User, session, context.RequestServices.GetRequiredService<CopDb>(), settings.TimeZone, now);
            if (!me.IsSignedIn)
            {
                await context.SignOutAsync(IdentityConstants.ApplicationScheme);
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
            else
            {
                await context.RequestServices.GetRequiredService<Sessions>().See(me.Member.Session!);
                // Not a claim of the cookie: a live connection is asked for its session as long as it is open.
                context.User = new ClaimsPrincipal([.. context.User.Identities, new ClaimsIdentity([new Claim(SessionClaim, me.Member.Session!.Id.ToString())])]);
            }
        }

        await next(context);
    });

    /// <summary>Which session a connection was opened in.</summary>
    public const string SessionClaim = "cop:session";

    static readonly (string Scheme, string Name)[] Cookies =
    [
        (IdentityConstants.ApplicationScheme, "cop"),
        (IdentityConstants.ExternalScheme, "cop-external"),
        (IdentityConstants.TwoFactorUserIdScheme, "cop-second-step"),
        (IdentityConstants.TwoFactorRememberMeScheme, "cop-known-device"),
    ];

    static Task NoteSince(CookieSigningInContext context)
    {
        var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        context.Properties.Items.TryAdd(Since, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    static async Task Validate(CookieValidatePrincipalContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (context.Properties.Items.TryGetValue(Since, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var since)
            && now < DateTimeOffset.FromUnixTimeSeconds(since) + SignInSession.Longest.ToTimeSpan())
        {
            // The validator asks the same; asked here, a request within the minute needs none of what Identity is made of.
            var interval = context.HttpContext.RequestServices.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval;
            if (context.Properties.IssuedUtc is not { } issued || now - issued > interval) await SecurityStampValidator.ValidatePrincipalAsync(context);
            if (context.Principal is null) await Drop(context);
            return;
        }

        context.RejectPrincipal();
        await Drop(context);
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    static Task Drop(CookieValidatePrincipalContext context) => context.HttpContext.RequestServices.GetRequiredService<Sessions>().Drop(context.Properties);
}
