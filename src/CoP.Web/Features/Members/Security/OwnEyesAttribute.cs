using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CoP.Web.Features.Members.Security;

/// <summary>
/// What is the member's alone: a session that was opened with nothing but a mailbox is asked for the password first, and then led to where it
/// wanted to go. An employer may read a mailbox at work.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OwnEyesAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<CurrentMember>() is not { IsSignedIn: true, OpensOwn: false }) return;
        var request = context.HttpContext.Request;
        context.Result = new RedirectResult(ProofController.For(HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString.ToUriComponent() : "/"));
    }
}
