using CoP.Web.Background;
using CoP.Web.Features.Calendars.Feeds;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Features.CoReflection.Groups;
using CoP.Web.Features.CoReflection.Notes;
using CoP.Web.Features.CoReflection.Series;
using CoP.Web.Features.CoReflection.Sessions;

namespace CoP.Web.Features.Calendars;

public static class CalendarServices
{
    public static void AddCalendars(this IServiceCollection services)
    {
        services.AddScoped<GroupWords>();
        services.AddScoped<GroupPages>();
        services.AddScoped<SessionPages>().AddScoped<NotePages>().AddScoped<NoteWriting>().AddScoped<ForgetAbsences>();
        services.AddScoped<PreviewWords>();
        services.AddScoped<MySessions>();
        services.AddScoped<SessionEvents>();
        services.AddScoped<SessionInvitations>().AddHostedService<InvitationClock>();
        services.AddScoped<MyCalendar>().AddScoped<FeedReading>().AddSingleton<PackedCalendars>();
    }
}
