using CoP.Web.Background;
using CoP.Web.Features.Moderation.Cases;
using CoP.Web.Features.Moderation.FirstPosts;
using CoP.Web.Features.Moderation.Settings;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.Moderation;

public static class ModerationSite
{
    public static void AddModeration(this IServiceCollection services)
    {
        services.AddScoped<CaseSight>();
        services.AddScoped<CaseWork>();
        services.AddScoped<CasePages>();
        services.AddScoped<FirstPosts.FirstPosts>();
        services.AddScoped<Pauses>();
        services.AddScoped<EndHidings>();
        services.AddSingleton<HouseRules>();
        services.AddSingleton<WritingPace>();
        services.AddHostedService<HidingsClock>();
        services.AddKeyedScoped<Composer, PostModeratedLetter>(LetterKind.PostModerated);
        services.AddKeyedScoped<Composer, ConcernWaitingLetter>(LetterKind.ConcernWaiting);
        services.AddKeyedScoped<Composer, OpeningWaitingLetter>(LetterKind.OpeningWaiting);
        services.AddKeyedScoped<Composer, ConcernSeenLetter>(LetterKind.ConcernSeen);
        services.AddKeyedScoped<Composer, FirstPostShownLetter>(LetterKind.FirstPostShown);
        services.AddKeyedScoped<Composer, FirstPostReturnedLetter>(LetterKind.FirstPostReturned);
    }
}
