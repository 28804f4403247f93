using CoP.Web.Features.Discussions.Changes;
using CoP.Web.Features.Discussions.Threads;

namespace CoP.Web.Features.Discussions;

public static class DiscussionsSite
{
    public static void AddDiscussions(this IServiceCollection services)
    {
        services.AddScoped<ThreadReading>();
        services.AddScoped<PostReply>();
        services.AddScoped<MyMutes>();
        services.AddScoped<OpenThread>();
        services.AddScoped<NewThreadForm>();
        services.AddScoped<PostFragments>();
        services.AddScoped<ThreadChanges>();
        services.AddSingleton<Anonymity>();
        services.AddSingleton<CircleSizes>();
        services.AddSingleton<PostFragmentCache>();
        services.AddSingleton<ThreadChangesCache>();
    }
}
