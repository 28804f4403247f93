using CoP.Web.Background;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Notices;

/// <summary>Puts notices together.</summary>
public static class NoticesSite
{
    public static void AddNotices(this IServiceCollection services)
    {
        services.AddScoped<Telling>();
        services.AddScoped<NoticeMaking>();
        services.AddScoped<Mirror>();
        services.Configure<MvcOptions>(options => options.Filters.Add<SeenOnPage>());
        services.AddScoped<MyNotices>();
        services.AddSingleton<NoticeRoom>();
        services.AddHostedService<NoticeClock>();
    }
}
