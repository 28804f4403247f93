using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings.Planning;

namespace CoP.Web.Features.Meetings.Dates.Year;

/// <summary>The meetings of a year, as one form sends them.</summary>
public sealed class YearInput
{
    public YearRowInput[] Rows { get; set; } = [];
    public string? Link { get; set; }
    public string? DialIn { get; set; }
    public string? Contact { get; set; }
}

/// <summary>The turn of one quarter, and when its meeting is to be.</summary>
public sealed class YearRowInput : IDayChoice
{
    public Quarter Quarter { get; set; }

    /// <summary>Whether it is scheduled with the others.</summary>
    public bool Include { get; set; }

    public string? Pick { get; set; }
    public LocalDate? Date { get; set; }
    public LocalTime? Time { get; set; }
    public int? Minutes { get; set; }

    LocalDate? IDayChoice.Typed => Date;
    LocalDate? IDateInput.Date => DayPick.Read(Pick)?.Start.Date ?? Date;
    LocalTime? IDateInput.Time => DayPick.Read(Pick)?.Start.TimeOfDay ?? Time;
    int? IDateInput.Minutes => DayPick.Read(Pick)?.Minutes ?? Minutes;

    /// <summary>The meeting as the form for one alone would send it.</summary>
    public ScheduleInput With(YearInput all) => new()
    {
        Pick = Pick,
        Date = Date,
        Time = Time,
        Minutes = Minutes,
        Link = all.Link,
        DialIn = all.DialIn,
        Contact = all.Contact,
        For = [.. MemberRoles.All.Each()],
        Languages = [MeetingLanguages.English],
    };
}

/// <summary>Meetings that are to be announced together, each with the version that was seen.</summary>
public sealed class YearAnnouncement
{
    public string[] Meetings { get; set; } = [];

    public IReadOnlyList<(Id<QuarterlyMeeting> Id, int Version)>? Read()
    {
        var read = Meetings.Select(Read).ToList();
        return read.Count is > 0 and <= YearPages.RowsAtMost && read.TrueForAll(m => m is not null) ? [.. read.Select(m => m!.Value).DistinctBy(m => m.Item1)] : null;
    }

    public static string Write(PlanPage meeting) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{meeting.Id}/{meeting.Version}");

    static (Id<QuarterlyMeeting>, int)? Read(string text) =>
        text?.Split('/') is [var id, var version] && Id<QuarterlyMeeting>.TryParse(id, null, out var meeting)
        && int.TryParse(version, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen)
            ? (meeting, seen)
            : null;
}
