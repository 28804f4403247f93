using CoP.Web.Background;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.ByMail;
using CoP.Web.Mail.Incoming;
using CoP.Web.Mail.Letters;
using CoP.Web.Mail.Transport;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CoP.Web.Mail;

/// <summary>Puts mail together.</summary>
public static class MailSite
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = builder.Configuration.GetSection(MailSettings.Section).Get<MailSettings>() ?? new MailSettings();
        services.AddOptions<MailSettings>().Bind(builder.Configuration.GetSection(MailSettings.Section))
            .Validate(s => s.Problem is null, settings.Problem ?? $"{MailSettings.Section} is not in order.").ValidateOnStart();
        if (builder.Environment.IsDevelopment()) services.AddSingleton<Mailbox>();
        if (builder.Environment.IsDevelopment() && string.IsNullOrEmpty(settings.Host)) services.AddSingleton<IMailTransport, MailboxTransport>();
        else services.AddSingleton<IMailTransport, SmtpTransport>();

        services.AddSingleton<MailPace>();
        services.AddSingleton<PostRoom>();
        services.AddScoped<Unsubscribing>();
        services.AddScoped<Features.Reminders.Outbox.OutboxPages>();
        services.AddScoped<Stationery>();
        services.AddScoped<LetterDesk>();
        services.AddKeyedScoped<Composer, SignInLinkLetter>(LetterKind.SignInLink);
        services.AddKeyedScoped<Composer, TestLetter>(LetterKind.Test);
        services.AddKeyedScoped<Composer, InvitationLetter>(LetterKind.Invitation);
        services.AddKeyedScoped<Composer, MeetingAnnouncedLetter>(LetterKind.MeetingAnnounced);
        services.AddKeyedScoped<Composer, MeetingMovedLetter>(LetterKind.MeetingMoved);
        services.AddKeyedScoped<Composer, MeetingCancelledLetter>(LetterKind.MeetingCancelled);
        services.AddKeyedScoped<Composer, MeetingChangedLetter>(LetterKind.MeetingChanged);
        services.AddKeyedScoped<Composer, SeatAskedLetter>(LetterKind.SeatAsked);
        services.AddKeyedScoped<Composer, SeatAnsweredLetter>(LetterKind.SeatAnswered);
        services.AddKeyedScoped<Composer, SeatEndedLetter>(LetterKind.SeatEnded);
        services.AddKeyedScoped<Composer, SeatEmptyLetter>(LetterKind.SeatEmpty);
        services.AddKeyedScoped<Composer, ChecklistDueLetter>(LetterKind.ChecklistDue);
        services.AddKeyedScoped<Composer, MeetingPostponedLetter>(LetterKind.MeetingPostponed);
        services.AddKeyedScoped<Composer, MeetingReminderLetter>(LetterKind.MeetingReminder);
        services.AddKeyedScoped<Composer, ReplyLetter>(LetterKind.Reply);
        services.AddKeyedScoped<Composer, SessionMovedLetter>(LetterKind.SessionMoved);
        services.AddKeyedScoped<Composer, SessionCancelledLetter>(LetterKind.SessionCancelled);
        services.AddKeyedScoped<Composer, SessionsPlannedLetter>(LetterKind.SessionsPlanned);
        services.AddKeyedScoped<Composer, SessionsEndedLetter>(LetterKind.SessionsEnded);
        services.AddKeyedScoped<Composer, SessionsInvitedLetter>(LetterKind.SessionsInvited);
        services.AddKeyedScoped<Composer, SessionsUninvitedLetter>(LetterKind.SessionsUninvited);
        services.AddKeyedScoped<Composer, SessionReminderLetter>(LetterKind.SessionReminder);
        services.AddKeyedScoped<Composer, AuthorOpenedLetter>(LetterKind.AuthorOpened);
        services.AddKeyedScoped<Composer, WideningLetter>(LetterKind.WideningAsked);
        services.AddKeyedScoped<Composer, AccessAnsweredLetter>(LetterKind.AccessAnswered);
        services.AddKeyedScoped<Composer, AccessAskedAgainLetter>(LetterKind.AccessAskedAgain);
        services.AddKeyedScoped<Composer, AccessToBookLetter>(LetterKind.AccessToBook);
        services.AddKeyedScoped<Composer, AccessToBookAnewLetter>(LetterKind.AccessToBookAnew);
        services.AddKeyedScoped<Composer, AccessHandedLetter>(LetterKind.AccessHanded);
        services.AddKeyedScoped<Composer, AccessWithdrawnLetter>(LetterKind.AccessWithdrawn);
        services.AddKeyedScoped<Composer, MeetingInvitedLetter>(LetterKind.MeetingInvited);
        services.AddKeyedScoped<Composer, AgendaDecidedLetter>(LetterKind.AgendaDecided);
        services.AddKeyedScoped<Composer, SeatFoundLetter>(LetterKind.SeatFound);
        services.AddKeyedScoped<Composer, MinutesPublishedLetter>(LetterKind.MinutesPublished);
        services.AddKeyedScoped<Composer, FollowUpGivenLetter>(LetterKind.FollowUpGiven);
        services.AddKeyedScoped<Composer, FollowUpDueLetter>(LetterKind.FollowUpDue);
        services.AddKeyedScoped<Composer, HandOverOfferedLetter>(LetterKind.HandOverOffered);
        services.AddKeyedScoped<Composer, AnnouncementLetter>(LetterKind.Announced);
        services.AddScoped<ReminderPlanner>();
        services.TryAddScoped<MeetingEvents>();
        services.TryAddScoped<RsvpLinks>();
        services.AddHostedService<PostRoomClock>();
        services.AddHostedService<ReminderClock>();
        services.AddSingleton<IncomingRounds>();
        services.AddScoped<ReplyAddresses>().AddScoped<IncomingDesk>().AddScoped<CalendarAnswers>();
        services.AddKeyedScoped<Composer, MailAnswerLetter>(LetterKind.MailAnswered);
        services.AddHostedService<IncomingClock>();
    }
}
