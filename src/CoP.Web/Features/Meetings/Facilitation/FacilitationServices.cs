using CoP.Web.Background;
using CoP.Web.Features.Meetings.Checklist;

namespace CoP.Web.Features.Meetings.Facilitation;

public static class FacilitationServices
{
    public static void AddFacilitation(this IServiceCollection services)
    {
        services.AddScoped<FacilitatorSeats>().AddScoped<SeatPages>().AddScoped<FacilitatorRounds>();
        services.AddScoped<Checklists>().AddScoped<ChecklistPages>().AddScoped<ChecklistRounds>();
        services.AddHostedService<DutiesClock>();
    }
}
