namespace CoP.Web.Features.Common;

public static class Scripts
{
    /// <summary>Whether the page's own script asks, which puts the answer into the page; else it is a form, and the answer is a page.</summary>
    public static bool IsFromScript(this HttpRequest request) => request.GetTypedHeaders().Accept is [{ MediaType.Value: "application/json" }, ..];
}
