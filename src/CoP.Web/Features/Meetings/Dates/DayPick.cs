using System.Globalization;
using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime.Text;

namespace CoP.Web.Features.Meetings.Dates;

/// <summary>When a meeting is to be: one of the dates that were suggested, or a day that was typed.</summary>
public interface IDayChoice : IDateInput
{
    /// <summary>A suggested date as its radio button sends it; empty for a day of one's own.</summary>
    string? Pick { get; }

    /// <summary>The day that was typed.</summary>
    LocalDate? Typed { get; }
}

/// <summary>A suggested date in a form: <c>2027-02-10T10:00/90</c>.</summary>
public static class DayPick
{
    static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public static string Write(LocalSlot slot) => string.Create(CultureInfo.InvariantCulture, $"{Minute.Format(slot.Start)}/{slot.Minutes}");

    /// <summary>Null for what is none. Whether a meeting may be then is not asked here.</summary>
    public static (LocalDateTime Start, int Minutes)? Read(string? pick) =>
        pick?.Split('/') is [var start, var minutes] && Minute.Parse(start) is { Success: true, Value: var at } && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? (at, length)
            : null;

    /// <summary>
    /// Says whether it is known when the meeting is to be, and adds what is wrong to the form otherwise. What stands in the fields for a day of
    /// one's own is no mistake where a suggested one was chosen; two days that differ are.
    /// </summary>
    /// <param name="input">What was sent.</param>
    /// <param name="form">The form.</param>
    /// <param name="prefix">The name that the fields begin with, such as <c>Input.</c></param>
    /// <param name="rules">Says what is wrong.</param>
    public static void Settle(IDayChoice input, ModelStateDictionary form, string prefix, Rules rules)
    {
        if (string.IsNullOrEmpty(input.Pick)) return;
        foreach (var field in (string[])["Time", "Minutes"]) form.Remove(prefix + field);
        if (Read(input.Pick) is not { } picked) form.AddModelError(prefix + "Pick", rules.Explain(new("dates.pick")));
        else if (input.Typed is null) form.Remove(prefix + "Date");
        else if (input.Typed != picked.Start.Date) form.AddModelError(prefix + "Date", rules.Explain(new("dates.both")));
    }
}
