using CoP.Web.Background;

namespace CoP.Web.Features.Discussions.Writing;

public static class WritingSite
{
    public static void AddWriting(this IServiceCollection services)
    {
        services.AddScoped<Drafts>();
        services.AddScoped<Written>();
        services.AddScoped<Mentionable>();
        services.AddScoped<QuotedPost>();
        services.AddScoped<ShownDraft>();
        services.AddScoped<ResumedText>();
        services.AddScoped<GentleCheck>();
        services.AddSingleton<KeptText>();
        services.AddHostedService<DraftsClock>();
    }
}
