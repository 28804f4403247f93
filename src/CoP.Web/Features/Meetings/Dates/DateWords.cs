using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Dates;

/// <summary>Says dates that suit a meeting, and why they do.</summary>
public sealed class DateWords(Format format, IStringLocalizer<DatesText> texts, IStringLocalizer<MeetingsText> meetings)
{
    static readonly LocalDate Monday = new(2024, 1, 1);

    /// <summary>Radio buttons: each date with what there is to say of it, and last a day of one's own.</summary>
    public IReadOnlyList<Choice> Choices(IEnumerable<DateSuggestion> suggestions) => [.. suggestions.Select(ToChoice), new("", texts["pick.other"], texts["pick.other.hint"])];

    public Choice ToChoice(DateSuggestion suggestion) => new(DayPick.Write(suggestion.Slot), Day(suggestion.Slot), Why(suggestion.Notes));

    /// <summary>The reader's time, and the time at the place where it differs.</summary>
    public string Day(LocalSlot slot) => format.SlotElsewhere(slot) is { } there ? $"{format.Slot(slot)} ({there})" : format.Slot(slot);

    public string Why(IEnumerable<DateNote> notes) => string.Join(" ", notes.Select(note => Say(note)));

    /// <summary>What is to be thought of, behind what was done; nothing else where there is nothing.</summary>
    public string After(string done, IEnumerable<DateNote> cautions) => Why(cautions) is { Length: > 0 } why ? $"{done} {texts["caution"].Value} {why}" : done;

    string Say(DateNote note) => note switch
    {
        DateNote.Usual(var weekday, var time) => texts["note.usual", format.Weekday(Monday.PlusDays((int)weekday - 1)), format.Time(time)],
        DateNote.Clear => texts["note.clear"],
        DateNote.FederalHoliday(var holiday) => texts["note.federal", Name(holiday)],
        DateNote.Blocked(var reason) => texts["note.blocked", reason],
        DateNote.BlockedNear(var reason) => texts["note.blocked.near", reason],
        DateNote.Clash(var other) => texts["note.clash", format.Times(other.Start.TimeOfDay, other.Start.TimeOfDay.PlusMinutes(other.Minutes))],
        DateNote.HolidayNear(var day, var holiday) => texts["note.holiday.near", Name(holiday), format.ShortDate(day)],
        DateNote.MeetingNear(var other) => texts["note.meeting.near", format.ShortDate(other.Start.Date)],
        DateNote.ShortNotice(var days) => texts.Count("note.short", days),
        _ => throw new InvalidOperationException("A note without words."),
    };

    string Name(Holiday holiday) => meetings["holiday." + holiday];
}
