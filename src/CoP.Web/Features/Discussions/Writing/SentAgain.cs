using CoP.Domain.Discussions;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>A form that is shown again because it was that of another sign-in. Nothing of it was done.</summary>
/// <param name="Address">Where it was sent, and goes again.</param>
/// <param name="Name">Who would send it now.</param>
public sealed record SentAgain(string Address, string Name, string? Method, DraftText Text, string? FormKey);

/// <summary>
/// Who signed out and in while a page was open has a form with a token of before. Other forms answer 400; one with a text shows it
/// again, with who one is now, and waits for a press of the button: the token guards against others, not against its own author.
/// </summary>
public sealed class SentAgainFilter(CurrentMember me) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (context.Result is not IAntiforgeryValidationFailedResult || !me.IsSignedIn || KeptText.Of(request) is not { } text) return;
        var form = request.Form;
        context.Result = new ViewResult
        {
            ViewName = "/Features/Discussions/Writing/SentAgain.cshtml",
            StatusCode = StatusCodes.Status400BadRequest,
            ViewData = new ViewDataDictionary<SentAgain>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
            {
                Model = new SentAgain(request.PathBase + request.Path, me.Member.Name, HttpMethods.IsPost(request.Method) ? null : request.Method, text, form["FormKey"]),
            },
        };
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
