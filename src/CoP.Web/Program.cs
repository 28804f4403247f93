using System.Text.Encodings.Web;
using System.Text.Unicode;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Common;
using CoP.Web.Features.Common.Forms;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Groups;
using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

var builder = WebApplication.CreateBuilder(args);
var services = builder.Services;
services.Configure<CopSettings>(builder.Configuration.GetSection("CoP"));
services.AddSingleton(TimeProvider.System);
services.AddSingleton<Doorbell>();
builder.AddCopDb();
builder.AddLive();

services.AddHttpContextAccessor();
services.AddScoped<CurrentMember>();
services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
services.ConfigureApplicationCookie(cookie =>
{
    cookie.LoginPath = "/sign-in";
    cookie.ReturnUrlParameter = "returnUrl";
    cookie.Cookie.Name = builder.Environment.IsProduction() ? "__Host-cop" : "cop";
    cookie.Cookie.SecurePolicy = builder.Environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
});
services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
services.AddIdentityCore<Account>(identity =>
{
    Databases.ShapeIdentity(identity);
    identity.User.RequireUniqueEmail = true;
    identity.Password.RequiredLength = 10;
    identity.Password.RequireDigit = identity.Password.RequireUppercase = identity.Password.RequireLowercase = identity.Password.RequireNonAlphanumeric = false;
}).AddEntityFrameworkStores<CopDb>().AddSignInManager().AddDefaultTokenProviders();
services.AddAuthorization(Policies.Add);
services.AddScoped<IAuthorizationHandler, DutyHandler>();
services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotFoundInsteadOfForbidden>();

services.AddLocalization();
if (!builder.Environment.IsProduction())
    services.AddSingleton<IStringLocalizerFactory>(s => new CompleteTexts(ActivatorUtilities.CreateInstance<ResourceManagerStringLocalizerFactory>(s)));
services.Configure<RequestLocalizationOptions>(Languages.Configure);
services.AddScoped<Rules>();
services.AddScoped<Format>();
services.AddSingleton<IConfigureOptions<MvcOptions>, BindingTexts>();
services.AddScoped<SiteAddress>();
services.AddScoped<GroupPages>().AddScoped<SessionPages>().AddScoped<MySessions>().AddScoped<SessionEvents>().AddScoped<MyCalendar>();
services.AddControllersWithViews(mvc =>
{
    mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
    mvc.Filters.Add<RuleBrokenFilter>();
    mvc.Filters.Add<DraftFilter>();
    mvc.ModelBinderProviders.Insert(0, new WallClockBinders());
    mvc.ModelMetadataDetailsProviders.Add(new ValidationTexts());
}).AddViewLocalization().AddDataAnnotationsLocalization(o => o.DataAnnotationLocalizerProvider = (_, texts) => texts.Create(typeof(CommonText)));
// Letters of any language stand in the page as they are; what HTML needs escaped still is.
services.Configure<WebEncoderOptions>(encoding => encoding.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
services.Configure<RazorViewEngineOptions>(razor => razor.ViewLocationExpanders.Add(new FeatureViews()));

var app = builder.Build();

await using (var scope = app.Services.CreateAsyncScope())
    await scope.ServiceProvider.GetRequiredService<CopDb>().Migrate();

if (app.Environment.IsDevelopment()) app.UseDevelopmentGuard();
app.UseSecurityHeaders();
if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error/500");
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseHttpMethodOverride(new HttpMethodOverrideOptions { FormFieldName = "_method" });
app.UseLiveOriginCheck();
app.UseRouting();
app.UseAuthentication();
app.Use(async (context, next) =>
{
    // Files and health checks need nobody.
    if (context.User.Identity is { IsAuthenticated: true } && context.GetEndpoint()?.Metadata is { } about
        && (about.GetMetadata<ControllerActionDescriptor>() is not null || about.GetMetadata<HubMetadata>() is not null))
        await context.RequestServices.GetRequiredService<CurrentMember>().Load(
            context.User, context.RequestServices.GetRequiredService<CopDb>(), context.RequestServices.GetRequiredService<IOptions<CopSettings>>().Value.TimeZone);
    await next(context);
});
app.UseRequestLocalization();
app.Use(Languages.Remember);
app.UseAuthorization();
app.MapStaticAssets().AllowAnonymous();
app.MapLive();
app.MapControllers().WithStaticAssets();
app.Run();

public partial class Program;
