using CoP.Web.Background;

namespace CoP.Web.Features.Meetings.Facilitation;

public static class FacilitationServices
{
    public static void AddFacilitation(this IServiceCollection services)
    {
        services.AddScoped<FacilitatorSeats>().AddScoped<SeatPages>().AddScoped<FacilitatorRounds>();
        services.AddHostedService<DutiesClock>();
    }
}
