using CoP.Web.Features.Discussions.ByMail;
using CoP.Web.Features.Discussions.Changes;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Features.Discussions.Uploads;

namespace CoP.Web.Features.Discussions;

public static class DiscussionsSite
{
    public static void AddDiscussions(this IServiceCollection services)
    {
        services.AddScoped<ThreadReading>();
        services.AddScoped<Lists.ThreadLists>();
        services.AddScoped<Going>();
        services.AddScoped<PostReply>();
        services.AddScoped<MuteLinks>().AddScoped<MuteByMail>();
        services.AddScoped<MyMutes>();
        services.AddScoped<Helping.HelpingReading>();
        services.AddScoped<Audiences.AudienceReading>();
        services.AddScoped<OpenThread>();
        services.AddScoped<NewThreadForm>();
        services.AddScoped<PostFragments>();
        services.AddScoped<ThreadChanges>();
        services.AddSingleton<Anonymity>();
        services.AddUploads();
        services.AddSingleton<CircleSizes>();
        services.AddSingleton<PostFragmentCache>();
        services.AddSingleton<ThreadChangesCache>();
    }
}
