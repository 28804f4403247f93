using CoP.Web.Background;
using CoP.Web.Features.Polls.Ask;
using CoP.Web.Features.Polls.Guests;
using CoP.Web.Features.Polls.Polls;
using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.Polls;

/// <summary>Puts polls together: what all have in common, and those that ask "when?" in groups and in the committee.</summary>
public static class PollsSite
{
    public static void AddPolls(this IServiceCollection services)
    {
        services.AddScoped<AvailabilitySight>().AddScoped<AvailabilityEdits>().AddScoped<AskPages>().AddScoped<PollPages>().AddScoped<PollRounds>().AddSingleton<GuestLinks>();
        foreach (var kind in (LetterKind[])[LetterKind.GroupPollOpened, LetterKind.CommitteePollOpened]) services.AddKeyedScoped<Composer, AvailabilityOpenedLetter>(kind);
        foreach (var kind in (LetterKind[])[LetterKind.GroupPollReminder, LetterKind.CommitteePollReminder]) services.AddKeyedScoped<Composer, AvailabilityReminderLetter>(kind);
        foreach (var kind in (LetterKind[])[LetterKind.GroupPollWithdrawn, LetterKind.CommitteePollClosed]) services.AddKeyedScoped<Composer, AvailabilityClosedLetter>(kind);
        services.AddKeyedScoped<Composer, GuestOpenedLetter>(LetterKind.GuestPollOpened);
        services.AddKeyedScoped<Composer, GuestReminderLetter>(LetterKind.GuestPollReminder);
        services.AddKeyedScoped<Composer, GuestClosedLetter>(LetterKind.GuestPollClosed);
        services.AddHostedService<PollClock>();
    }
}
