using CoP.Web.Background;
using CoP.Web.Features.Meetings.After.Files;
using CoP.Web.Features.Meetings.After.FollowUps;
using CoP.Web.Features.Meetings.After.HandOvers;
using CoP.Web.Features.Meetings.After.Minutes;
using CoP.Web.Features.Meetings.After.Talks;

namespace CoP.Web.Features.Meetings.After;

public static class AfterSite
{
    public static void AddAfterwards(this IServiceCollection services)
    {
        services.AddScoped<AfterPages>().AddScoped<MinutesPages>().AddScoped<WriteMinutes>().AddScoped<MinutesStart>();
        services.AddScoped<FollowUpPages>().AddScoped<KeepFollowUps>().AddScoped<NextArea>().AddScoped<HandOverPages>().AddScoped<FilePages>().AddScoped<OpenTalk>().AddHostedService<FollowUpClock>();
    }
}
