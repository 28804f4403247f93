using CoP.Domain.Calendars;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.Series;

/// <summary>Says what there is to know of a day that sessions would come to.</summary>
public sealed class PreviewWords(IStringLocalizer<CoReflectionText> texts, IStringLocalizer<MeetingsText> meetings, Format format)
{
    public IEnumerable<string> Notes(PreviewLine line)
    {
        var time = format.Time(line.Slot.Start.TimeOfDay);
        if (line.RestDay is { } holiday) yield return texts["preview.holiday", meetings["holiday." + holiday]];
        if (line.Clock == ClockShows.Never) yield return texts["preview.never", time];
        if (line.Clock == ClockShows.Twice) yield return texts["preview.twice", time];
        if (line.ClocksMoved != 0) yield return texts[line.ClocksMoved > 0 ? "preview.forward" : "preview.back", time, format.ZoneName(line.Slot.ZoneId)];
        if (line.ReaderMoved != 0) yield return texts[line.ReaderMoved > 0 ? "preview.later" : "preview.earlier", Math.Abs(line.ReaderMoved), format.ZoneName(format.Zone.Id)];
    }
}
