using CoP.Web.Background;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Features.CoReflection.Sessions;

namespace CoP.Web.Features.CoReflection.Facilitation;

/// <summary>Puts together who does what in groups.</summary>
public static class FacilitationSite
{
    public static void AddFacilitation(this IServiceCollection services)
    {
        services.AddScoped<RolePages>().AddScoped<ShareRoles>().AddScoped<Absences>().AddScoped<AbsenceLinks>().AddScoped<FacilitationRounds>();
        services.AddHostedService<FacilitationClock>();
    }
}
