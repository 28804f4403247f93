using Microsoft.AspNetCore.Http.Features;

namespace CoP.Web.Hosting;

/// <summary>
/// A form that cannot be read (a null character, too many fields, cut off) is the sender's mistake: 400, not 500. So is a
/// null character in an address, which one of the databases would choke on.
/// </summary>
public static class UnreadableForms
{
    public static void UseUnreadableForms(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            context.Request.QueryString = default;
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

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
