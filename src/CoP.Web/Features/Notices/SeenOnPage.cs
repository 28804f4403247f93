using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CoP.Web.Features.Notices;

/// <summary>
/// Whoever opens the page that a notice leads to has seen what it tells, wherever they come from: a link in a letter settles the notice, too. Before the page is written, so that its bell
/// counts anew.
/// </summary>
public sealed class SeenOnPage(CurrentMember me, MyNotices notices) : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) && context.Result is ViewResult && http.Response.StatusCode == StatusCodes.Status200OK && me.IsSignedIn) await notices.SeenAt(http.Request.Path.Value ?? "/");
        await next();
    }
}
