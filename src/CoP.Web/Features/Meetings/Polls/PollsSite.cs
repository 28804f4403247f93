using CoP.Web.Mail;
using CoP.Web.Mail.Letters;

namespace CoP.Web.Features.Meetings.Polls;

/// <summary>Puts polls for dates together.</summary>
public static class PollsSite
{
    public static void AddMeetingPolls(this IServiceCollection services)
    {
        services.AddScoped<PollSight>().AddScoped<PollPages>().AddScoped<PollEdits>();
        services.AddKeyedScoped<Composer, PollOpenedLetter>(LetterKind.PollOpened);
        services.AddKeyedScoped<Composer, PollReminderLetter>(LetterKind.PollReminder);
        services.AddKeyedScoped<Composer, PollChosenLetter>(LetterKind.PollChosen);
    }
}
