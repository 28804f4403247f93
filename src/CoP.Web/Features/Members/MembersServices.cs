using CoP.Web.Features.Administration.Audit;
using CoP.Web.Features.Administration.SetUp;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Background;
using CoP.Web.Features.Members.Security;
using CoP.Web.Features.Members.SignIn;

namespace CoP.Web.Features.Members;

public static class MembersServices
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<Invitations.Invitations>();
        services.AddScoped<Sessions>().AddHostedService<SessionsClock>();
        services.AddScoped<Doorkeeper>();
        services.AddScoped<Newcomers>();
        services.AddScoped<FirstAdministrator>();
        services.AddScoped<AuditTrail>();
    }
}
