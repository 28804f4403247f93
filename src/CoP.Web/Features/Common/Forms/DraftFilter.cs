using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Common.Forms;

/// <summary>
/// The browser keeps what is being written until the site has it. Only a form that was taken, and so redirects, ends the
/// keeping: a page that failed, or came back with a mistake in it, does not.
/// </summary>
public sealed class DraftFilter(ITempDataDictionaryFactory tempData) : IActionFilter
{
    public const string Field = "_draft";

    public void OnActionExecuting(ActionExecutingContext context)
    {
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
        if (context.Result is not (RedirectResult or RedirectToActionResult or RedirectToRouteResult or LocalRedirectResult)) return;
        if (!context.HttpContext.Request.HasFormContentType || context.HttpContext.Request.Form[Field].ToString() is not { Length: > 0 and <= 200 } key) return;
        tempData.GetTempData(context.HttpContext)[Field] = key;
    }
}
