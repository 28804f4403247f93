using CoP.Web.Background;
using CoP.Web.Features.Meetings.Agenda;
using CoP.Web.Features.Meetings.Breakouts;

namespace CoP.Web.Features.Meetings.Day;

/// <summary>Puts the agenda and the day of a meeting together.</summary>
public static class DaySite
{
    public static void AddMeetingDay(this IServiceCollection services)
    {
        services.AddScoped<AgendaPages>().AddScoped<ItemPages>().AddScoped<ChangeAgenda>().AddScoped<BroughtItems>();
        services.AddScoped<DayPages>().AddScoped<Arrivals>().AddScoped<ForgetArrivals>();
        services.AddScoped<BreakoutPages>().AddScoped<TakeNotes>();
        services.AddHostedService<ArrivalsClock>();
    }
}
