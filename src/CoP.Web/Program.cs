using System.Text.Encodings.Web;
using System.Text.Unicode;
using CoP.Web.Data;
using CoP.Web.Features.Announcements;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Common;
using CoP.Web.Features.Common.Forms;
using CoP.Web.Features.Home;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Agreement;
using CoP.Web.Features.CoReflection.Facilitation;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Features.CoReflection.Groups;
using CoP.Web.Features.CoReflection.Sessions;
using CoP.Web.Features.Members;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Moderation;
using CoP.Web.Features.Search;
using CoP.Web.Features.Notices;
using CoP.Web.Features.Reminders;
using CoP.Web.Features.Record;
using CoP.Web.Features.Polls;
using CoP.Web.Hosting;
using CoP.Web.Live;
using CoP.Web.Mail;
using CoP.Web.Operations;
using CoP.Web.Operations.Measuring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

var asked = Commands.In(args);
if (asked?.Answer() is { } answered) return answered;
var builder = WebApplication.CreateBuilder(asked is null ? args : []);
if (!(asked?.Accepts(builder) ?? builder.HasItsSettings())) return Commands.Failed;
var services = builder.Services;
services.Configure<CopSettings>(builder.Configuration.GetSection("CoP"));
services.TryAddSingleton(TimeProvider.System);
services.AddSingleton<Doorbell>();
builder.AddCopDb();
builder.AddLive();
services.AddDiscussions();
services.AddModeration();
services.AddNotices();
services.AddReminders();
services.AddWriting();
builder.AddMail();

builder.AddSigningIn();
builder.AddRateLimits();
builder.AddProxies();
builder.AddMeasuring();
services.AddKeyRing();
services.AddMembers();

services.AddResponseCompression(compression => compression.EnableForHttps = true);
// Texts depend on nobody: one object for each feature's, and not one for each part of a page.
services.AddSingleton(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
services.AddLocalization();
if (!builder.Environment.IsProduction())
    services.AddSingleton<IStringLocalizerFactory>(s => new CompleteTexts(ActivatorUtilities.CreateInstance<ResourceManagerStringLocalizerFactory>(s)));
services.Configure<RequestLocalizationOptions>(Languages.Configure);
services.AddScoped<Rules>();
services.AddScoped<Format>();
services.AddScoped<HomePages>();
services.AddSingleton<IConfigureOptions<MvcOptions>, BindingTexts>();
services.AddScoped<SiteAddress>();
services.AddMeetings();
services.AddPolls();
services.AddScoped<AnnouncementPages>();
services.AddWorkingAgreements();
services.AddFacilitation();
services.AddCalendars();
services.AddRecord();
services.AddFinding();
services.AddSearch();
services.AddControllersWithViews(mvc =>
{
    mvc.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
    mvc.Filters.Add<RuleBrokenFilter>();
    mvc.Filters.Add<DraftFilter>();
    mvc.Filters.Add<SentAgainFilter>();
    mvc.ModelBinderProviders.Insert(0, new WallClockBinders());
    mvc.ModelMetadataDetailsProviders.Add(new ValidationTexts());
}).AddViewLocalization().AddDataAnnotationsLocalization(o => o.DataAnnotationLocalizerProvider = (_, texts) => texts.Create(typeof(CommonText)));
// Letters of any language stand in the page as they are; what HTML needs escaped still is.
services.Configure<WebEncoderOptions>(encoding => encoding.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
services.Configure<RazorViewEngineOptions>(razor => razor.ViewLocationExpanders.Add(new FeatureViews()));

var app = builder.Build();

if (asked is not null) return await asked.Run(app);
if (!await app.HasItsDatabase()) return Commands.Failed;

app.UseProxies();
if (app.Environment.IsDevelopment()) app.UseDevelopmentGuard();
app.UseSecurityHeaders();
if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error/500");
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseRequestSizes();
app.UseReadableForms();
app.UseHttpMethodOverride(new HttpMethodOverrideOptions { FormFieldName = "_method" });
app.UseLiveOriginCheck();
app.UseRouting();
app.UseMeasuring();
app.UseAuthentication();
app.UseRateLimiter();
app.UseCurrentMember();
// Pages of members hold what others must not guess from their length; the pages for visitors hold nothing of the kind.
app.UseWhen(context => context.User.Identity is not { IsAuthenticated: true }, visitors => visitors.UseResponseCompression());
app.UseRequestLocalization();
app.Use(Languages.Remember);
app.UseAuthorization();
app.MapStaticAssets().AllowAnonymous();
app.MapLive();
app.MapControllers().WithStaticAssets();
app.MapHealth();
app.Greet();
app.TidyOnceStarted();
app.Run();
return Commands.Done;

public partial class Program;
