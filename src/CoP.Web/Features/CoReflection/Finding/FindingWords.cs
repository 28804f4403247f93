using CoP.Domain.CoReflection;
using CoP.Web.Features.Common;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Says when somebody has time.</summary>
public sealed class FindingWords(IStringLocalizer<FindingText> texts, Format format)
{
    /// <summary>Monday: evening; Tuesday: morning, afternoon.</summary>
    public string Times(WeekTimes times) =>
        times == WeekTimes.Any ? texts["times.any"] : string.Join("; ", times.Each().GroupBy(time => time.Day).Select(day => $"{format.Weekday(day.Key)}: {string.Join(", ", day.Select(time => texts[$"times.{time.Part}"]))}"));
}
