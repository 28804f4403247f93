using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Common;

public static class Saying
{
    internal const string Key = "say";

    /// <summary>Says, on the page that comes next, what was done.</summary>
    public static void Say(this Controller controller, string text) => controller.TempData[Key] = text;
}
