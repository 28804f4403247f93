using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Groups;
using CoP.Web.Features.CoReflection.Sessions;

namespace CoP.Web.Features.Calendars;

public static class CalendarServices
{
    public static void AddCalendars(this IServiceCollection services)
    {
        services.AddScoped<GroupWords>();
        services.AddScoped<GroupPages>();
        services.AddScoped<SessionPages>();
        services.AddScoped<MySessions>();
        services.AddScoped<SessionEvents>();
        services.AddScoped<MyCalendar>();
    }
}
