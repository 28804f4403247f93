using CoP.Web.Features.Meetings.Dates.Year;

namespace CoP.Web.Features.Meetings.Dates;

/// <summary>Puts the dates of meetings together.</summary>
public static class DatesSite
{
    public static void AddMeetingDates(this IServiceCollection services) => services.AddScoped<SuggestDates>().AddScoped<DateWords>().AddScoped<YearPages>().AddScoped<ScheduleYear>();
}
