using Microsoft.AspNetCore.Http.Features;

namespace CoP.Web.Hosting;

/// <summary>A form that cannot be read (a null character, too many fields, cut off) is the sender's mistake: 400, not 500.</summary>
public static class UnreadableForms
{
    public static void UseUnreadableForms(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType)
        {
            try
            {
                await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (InvalidDataException)
            {
                // The error page is shown within this request, and must not read the form again.
                context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
        }

        await next(context);
    });
}
