using Microsoft.AspNetCore.Http.Features;

namespace CoP.Web.Hosting;

/// <summary>A form that no browser would send (a NUL inside, more fields than there are) is the sender's mistake, not a fault of ours.</summary>
public static class UnreadableForms
{
    public static void UseUnreadableForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (InvalidDataException) when (!context.Response.HasStarted && context.Request.HasFormContentType)
        {
            // The page that says so is made by the same way through, which must not read the form again.
            context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    });
}
