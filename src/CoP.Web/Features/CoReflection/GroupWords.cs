using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Common;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection;

/// <summary>Says of a group what several pages say of it.</summary>
public sealed class GroupWords(IStringLocalizer<CoReflectionText> texts, IStringLocalizer<CommonText> common, Format format)
{
    /// <summary>Every two weeks on Tuesday, 12:00–1:00 PM, Eastern time. The group's clock, which is the one that stays.</summary>
    public string Rhythm(GroupRhythm rhythm)
    {
        var first = rhythm.First.Start;
        var day = format.Weekday(first.Date);
        var often = rhythm.Rhythm == Domain.Calendars.Rhythm.MonthlyOnWeekday
            ? texts["rhythm.MonthlyOnWeekday", day, texts[$"nth.{Recurrence.NthInMonth(first.Date)}"]]
            : texts[$"rhythm.{rhythm.Rhythm}", day];
        return texts["rhythm.when", often, format.Times(first.TimeOfDay, first.PlusMinutes(rhythm.First.Minutes).TimeOfDay), format.ZoneName(rhythm.First.ZoneId)];
    }

    /// <summary>Peer supporters, supervisors.</summary>
    public string Roles(MemberRoles roles) => roles == MemberRoles.All ? texts["roles.All"] : string.Join(", ", roles.Each().Select(role => texts[$"roles.{role}"]));

    /// <summary>Western, Metro Boston; or statewide.</summary>
    public string AreaNames(Areas areas) => areas == Areas.None ? common["area.statewide"] : string.Join(", ", areas.Each().Select(area => common[$"area.{area}"]));

    public string Places(GroupFace face) => face.IsFull ? texts["places.none"] : texts["places", face.Taken, face.Size];

    public static string Icon(MeetingMode mode) => mode switch { MeetingMode.Video => "video", MeetingMode.Phone => "phone", _ => "place" };
}
