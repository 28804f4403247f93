using System.Globalization;
using CoP.Web.Features.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Hosting;

/// <summary>
/// A broken rule that no form took up becomes a page that says, in the reader's language, what was not done and why.
/// A form that can be shown again catches it itself with <see cref="Rules.Explain"/>.
/// </summary>
public sealed class RuleBrokenFilter(Rules rules) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not RuleBrokenException broken) return;
        context.Result = new ViewResult
        {
            ViewName = "RuleBroken",
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new Microsoft.AspNetCore.Mvc.ViewFeatures.ViewDataDictionary<string>(
                new Microsoft.AspNetCore.Mvc.ModelBinding.EmptyModelMetadataProvider(), context.ModelState)
            { Model = rules.Explain(broken) },
        };
        context.ExceptionHandled = true;
    }
}

/// <summary>Says a broken rule in words.</summary>
public sealed class Rules(IStringLocalizer<RulesText> texts)
{
    public string Explain(RuleBrokenException broken) =>
        string.Format(CultureInfo.CurrentCulture, texts["rule." + broken.Key], broken.Details.ToArray());
}
