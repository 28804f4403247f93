using CoP.Web.Background;

namespace CoP.Web.Features.Discussions.Uploads;

public static class UploadsSite
{
    public static void AddUploads(this IServiceCollection services)
    {
        services.AddSingleton<Pictures>().AddSingleton<UploadOwners>().AddSingleton<FileCheck>();
        services.AddScoped<TakeUpload>().AddScoped<PostUploads>().AddScoped<ComposerFiles>().AddScoped<ForgetUploads>();
        services.AddHostedService<UploadClock>();
    }
}
