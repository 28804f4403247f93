using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CoP.Web.Hosting;

/// <summary>A view lies beside its controller: /Features/{Feature}/{Resource}/, then the feature's folder, then the common one.</summary>
public sealed class FeatureViews : IViewLocationExpander
{
    const string Root = "CoP.Web.Features.";

    public void PopulateValues(ViewLocationExpanderContext context) => context.Values["folder"] = Folder(context.ActionContext.ActionDescriptor);

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        for (var folder = context.Values["folder"] ?? ""; folder.Length > 0; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
            yield return $"/Features/{folder}/{{0}}.cshtml";
        yield return "/Features/Common/{0}.cshtml";
    }

    static string Folder(object action) =>
        action is ControllerActionDescriptor { ControllerTypeInfo.Namespace: { } ns } && ns.StartsWith(Root, StringComparison.Ordinal)
            ? ns[Root.Length..].Replace('.', '/')
            : "";
}
