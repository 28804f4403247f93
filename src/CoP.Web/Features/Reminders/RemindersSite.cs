using CoP.Web.Background;
using CoP.Web.Features.Reminders.Digests;
using CoP.Web.Features.Reminders.Previews;
using CoP.Web.Mail;

namespace CoP.Web.Features.Reminders;

/// <summary>Puts digests together.</summary>
public static class RemindersSite
{
    public static void AddReminders(this IServiceCollection services)
    {
        services.AddScoped<DigestReading>();
        services.AddScoped<DigestRounds>();
        services.AddScoped<Samples>();
        services.AddKeyedScoped<Composer, DigestLetter>(LetterKind.Digest);
        services.AddHostedService<DigestClock>();
    }
}
