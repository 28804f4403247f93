using System.ComponentModel.DataAnnotations;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings.Dates;

namespace CoP.Web.Features.Meetings.Planning;

/// <summary>A form about a meeting that is already there: it names the version that its sender has seen.</summary>
public abstract class EditInput
{
    public int Version { get; set; }

    /// <summary>Letters go at once, and nothing can be taken back.</summary>
    public bool SendNow { get; set; }
}

/// <summary>When a meeting is to be, as typed.</summary>
public interface IDateInput
{
    LocalDate? Date { get; }
    LocalTime? Time { get; }
    int? Minutes { get; }
}

/// <summary>What can be said of a meeting apart from its date, as typed.</summary>
public interface IDetailsInput
{
    string? Topic { get; }
    string? Link { get; }
    string? DialIn { get; }

    VenueKind Venue { get; }
    string? PlaceName { get; }
    string? PlaceAddress { get; }
    string? PlaceAccess { get; }

    /// <summary>How many the place holds; empty for no limit.</summary>
    int? Capacity { get; }

    MemberRoles[] For { get; }
    MeetingLanguages[] Languages { get; }

    /// <summary>The member who arranges access.</summary>
    string? Contact { get; }
}

/// <summary>Who is to be asked to facilitate.</summary>
public interface ISeatsInput
{
    /// <summary>Who is asked to take the seat of the Area Director of Recovery; empty asks nobody yet.</summary>
    string? Recovery { get; }

    /// <summary>Who is asked to take the seat of the ACCS Director of Peer Support; empty asks nobody yet.</summary>
    string? PeerSupport { get; }
}

public class ScheduleInput : IDayChoice, IDetailsInput, ISeatsInput
{
    public string? Pick { get; set; }
    [Required] public LocalDate? Date { get; set; }
    [Required] public LocalTime? Time { get; set; }
    [Required] public int? Minutes { get; set; }
    public string? Topic { get; set; }
    public string? Link { get; set; }
    public string? DialIn { get; set; }
    public VenueKind Venue { get; set; }
    public string? PlaceName { get; set; }
    public string? PlaceAddress { get; set; }
    public string? PlaceAccess { get; set; }
    public int? Capacity { get; set; }
    public MemberRoles[] For { get; set; } = [];
    public MeetingLanguages[] Languages { get; set; } = [];
    public string? Recovery { get; set; }
    public string? PeerSupport { get; set; }
    public string? Contact { get; set; }

    LocalDate? IDayChoice.Typed => Date;
    LocalDate? IDateInput.Date => DayPick.Read(Pick)?.Start.Date ?? Date;
    LocalTime? IDateInput.Time => DayPick.Read(Pick)?.Start.TimeOfDay ?? Time;
    int? IDateInput.Minutes => DayPick.Read(Pick)?.Minutes ?? Minutes;
}

/// <summary>A meeting in a place that uses no turn.</summary>
public sealed class ExtraInput : ScheduleInput
{
    [Required] public Area? Host { get; set; }
    public bool HostAreaOnly { get; set; }
}

public sealed class DetailsInput : EditInput, IDetailsInput
{
    public string? Topic { get; set; }
    public string? Link { get; set; }
    public string? DialIn { get; set; }
    public VenueKind Venue { get; set; }
    public string? PlaceName { get; set; }
    public string? PlaceAddress { get; set; }
    public string? PlaceAccess { get; set; }
    public int? Capacity { get; set; }
    public MemberRoles[] For { get; set; } = [];
    public MeetingLanguages[] Languages { get; set; } = [];
    public string? Contact { get; set; }
}

public sealed class AnnouncementInput : EditInput;

public sealed class DateInput : EditInput, IDayChoice
{
    public string? Pick { get; set; }

    /// <summary>The day that the form came with: who left it there and picked another has typed none.</summary>
    public LocalDate? Was { get; set; }

    [Required] public LocalDate? Date { get; set; }
    [Required] public LocalTime? Time { get; set; }
    [Required] public int? Minutes { get; set; }

    LocalDate? IDayChoice.Typed => Date == Was ? null : Date;
    LocalDate? IDateInput.Date => DayPick.Read(Pick)?.Start.Date ?? Date;
    LocalTime? IDateInput.Time => DayPick.Read(Pick)?.Start.TimeOfDay ?? Time;
    int? IDateInput.Minutes => DayPick.Read(Pick)?.Minutes ?? Minutes;
}

public sealed class PostponementInput : EditInput
{
    public string? Reason { get; set; }
}

public sealed class CancellationInput : EditInput
{
    public string? Reason { get; set; }
}

public sealed class AttendanceInput : EditInput
{
    [Required] public int? PeerSupporters { get; set; }
    [Required] public int? Supervisors { get; set; }
    [Required] public int? Administrators { get; set; }
    [Required] public int? Dmh { get; set; }

    /// <summary>Whether the figures are those that members gave on the day.</summary>
    public bool IsCounted { get; init; }
}

/// <summary>Which field of a form a broken rule speaks of; none for the form as a whole.</summary>
static class Fields
{
    /// <summary>As the views name them, which show the input beside what there is.</summary>
    public static string Of(RuleBrokenException broken) => Name(broken) is { Length: > 0 } name ? "Input." + name : "";

    static string Name(RuleBrokenException broken) => broken.Key switch
    {
        "meeting.length" or "slot.length" => nameof(ScheduleInput.Minutes),
        "meeting.daytime" or "slot.skipped" or "slot.doubled" => nameof(ScheduleInput.Time),
        "meeting.weekend" or "meeting.holiday" or "meeting.past" or "meeting.early" or "meeting.late" or "meeting.far" or "meeting.same" => nameof(ScheduleInput.Date),
        "meeting.topic" => nameof(ScheduleInput.Topic),
        "meeting.link" or "meeting.link.needed" => nameof(ScheduleInput.Link),
        "meeting.dialin" => nameof(ScheduleInput.DialIn),
        "meeting.over" or "meeting.postponed" or "meeting.done" => "",
        "meeting.venue" or "meeting.extra.place" => nameof(ScheduleInput.Venue),
        "meeting.place.name" => nameof(ScheduleInput.PlaceName),
        "meeting.place.address" or "meeting.place.needed" => nameof(ScheduleInput.PlaceAddress),
        "meeting.place.access" => nameof(ScheduleInput.PlaceAccess),
        "meeting.capacity" => nameof(ScheduleInput.Capacity),
        "meeting.for" => nameof(ScheduleInput.For),
        "meeting.languages" => nameof(ScheduleInput.Languages),
        "meeting.contact" => nameof(ScheduleInput.Contact),
        "meeting.reason" => nameof(CancellationInput.Reason),
        _ when broken.Details is [FacilitatorSeat.Recovery, ..] => nameof(ScheduleInput.Recovery),
        _ when broken.Details is [FacilitatorSeat.PeerSupport, ..] => nameof(ScheduleInput.PeerSupport),
        _ => "",
    };
}
