using CoP.Web.Background;
using CoP.Web.Features.Meetings.Access;
using CoP.Web.Features.Meetings.After;
using CoP.Web.Features.Meetings.ByMail;
using CoP.Web.Features.Meetings.Dates;
using CoP.Web.Features.Meetings.Day;
using CoP.Web.Features.Meetings.Facilitation;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Features.Meetings.Polls;
using CoP.Web.Features.Meetings.Seats;

namespace CoP.Web.Features.Meetings;

public static class MeetingServices
{
    public static void AddMeetings(this IServiceCollection services)
    {
        services.AddScoped<MeetingPages>().AddScoped<MeetingEvents>().AddScoped<AnswerMeeting>();
        services.AddScoped<PlanPages>().AddScoped<MeetingEdits>().AddScoped<Planning.Changes.MeetingChanges>().AddScoped<ForgetAccessNeeds>();
        services.AddScoped<RsvpLinks>().AddScoped<AccessPages>().AddScoped<BookAccess>().AddScoped<AccessRounds>().AddScoped<SeatRounds>();
        services.AddHostedService<AnswersClock>();
        services.AddTurns();
        services.AddMeetingDay();
        services.AddFacilitation();
        services.AddMeetingDates();
        services.AddAfterwards();
        services.AddMeetingPolls();
    }
}
