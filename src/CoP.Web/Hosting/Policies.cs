using CoP.Domain.Members;
using CoP.Web.Features.Discussions.Writing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace CoP.Web.Hosting;

public static class Policies
{
    public const string Committee = nameof(Committee);
    public const string Moderator = nameof(Moderator);
    public const string Opener = nameof(Opener);
    public const string SiteAdministrator = nameof(SiteAdministrator);

    /// <summary>The committee, or a site administrator.</summary>
    public const string Steward = nameof(Steward);

    public static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy = Holds(Duties.None);
        options.AddPolicy(Committee, Holds(Duties.Committee));
        options.AddPolicy(Moderator, Holds(Duties.Moderator));
        options.AddPolicy(Opener, Holds(Duties.Opener));
        options.AddPolicy(SiteAdministrator, Holds(Duties.SiteAdministrator));
        options.AddPolicy(Steward, Holds(Duties.Committee | Duties.SiteAdministrator));
    }

    // Of several duties, one is enough.
    static AuthorizationPolicy Holds(Duties duty) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new DutyRequirement(duty)).Build();
}

public sealed record DutyRequirement(Duties Duty) : IAuthorizationRequirement;

/// <summary>Today's duties decide, not those of the day the cookie was written.</summary>
public sealed class DutyHandler(IHttpContextAccessor http) : AuthorizationHandler<DutyRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, DutyRequirement requirement)
    {
        var me = http.HttpContext!.RequestServices.GetRequiredService<CurrentMember>();
        if (me.IsSignedIn && (requirement.Duty == Duties.None || (me.Viewer.Duties & requirement.Duty) != Duties.None)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>A page that one may not open does not exist for that person: 404, never 403.</summary>
public sealed class NotFoundInsteadOfForbidden : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler standard = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Forbidden) context.Response.StatusCode = StatusCodes.Status404NotFound;
        // Who wrote until their sign-in had ended is asked to sign in without losing what they wrote.
        else if (!result.Challenged || !await KeptTexts.OfferSignIn(context)) await standard.HandleAsync(next, context, policy, result);
    }
}
