using CoP.Web.Background;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Puts together how people find groups and come into them.</summary>
public static class FindingSite
{
    public static void AddFinding(this IServiceCollection services)
    {
        services.AddScoped<GroupEntrance>().AddScoped<GroupRounds>().AddScoped<Fits>().AddScoped<Doors>().AddScoped<FindingWords>().AddScoped<Wishes.LookingPages>();
        services.AddKeyedScoped<Composer, GroupPlaceLetter>(LetterKind.GroupPlace);
        services.AddKeyedScoped<Composer, GroupInvitedLetter>(LetterKind.GroupInvited);
        services.AddKeyedScoped<Composer, GroupQuestionLetter>(LetterKind.GroupQuestion);
        services.AddKeyedScoped<Composer, GroupRequestLetter>(LetterKind.GroupRequest);
        services.AddKeyedScoped<Composer, GroupAsleepLetter>(LetterKind.GroupAsleep);
        services.AddHostedService<GroupClock>();
    }
}
