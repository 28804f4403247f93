namespace CoP.Web.Hosting;

/// <summary>
/// A form that cannot be read (a NUL in it, too many fields) is the sender's mistake and answered as one, before anything
/// further on reads it and fails. So is a NUL in an address, which one of the databases does not take.
/// </summary>
public static class ReadableForms
{
    public static void UseReadableForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            context.Request.QueryString = default;
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            if (context.Request.HasFormContentType) await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException)
        {
            // The page that says so is made by this same request, and must not stumble over the form again.
            context.Request.Form = FormCollection.Empty;
            context.Response.StatusCode = unreadable is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    });
}
