using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings;

/// <summary>What the pages of meetings say again and again.</summary>
public static class MeetingWords
{
    /// <summary>January to March 2027.</summary>
    public static string In(this IStringLocalizer<MeetingsText> texts, Quarter quarter) => texts[$"quarter.{quarter.Number}", quarter.Year];

    /// <summary>What a meeting is called where it has no topic.</summary>
    public static string Title(this IStringLocalizer<MeetingsText> texts, MeetingKind kind, Quarter quarter) =>
        texts[kind == MeetingKind.Extra ? "title.extra" : "title", texts.In(quarter)];

    /// <summary>What a meeting is called.</summary>
    public static string NameOf(this IStringLocalizer<MeetingsText> texts, QuarterlyMeeting meeting) => meeting.Topic ?? texts.Title(meeting.Kind, meeting.Quarter);

    /// <summary>Name and address of a place.</summary>
    public static string InOneLine(this Place place) => place.Address is null ? place.Name : $"{place.Name}, {place.Address}";

    /// <summary>Whom a meeting is for.</summary>
    public static string Of(this IStringLocalizer<MeetingsText> texts, MemberRoles roles) =>
        roles == MemberRoles.All ? texts["for.All"] : string.Join(", ", roles.Each().Select(role => texts["for." + role].Value));

    /// <summary>3 days before, on the day, 2 days after.</summary>
    public static string Days(this IStringLocalizer<MeetingsText> texts, int days) =>
        days == 0 ? texts["days.0"] : texts.Count(days < 0 ? "days.before" : "days.after", Math.Abs(days));

    /// <summary>In which languages a meeting is held.</summary>
    public static string Of(this IStringLocalizer<MeetingsText> texts, MeetingLanguages languages) => texts["languages." + languages];

    public static string Of(this IStringLocalizer<CommonText> texts, Area area) => texts["area." + area];

    /// <summary>The class that gives an area its colour; the name always stands beside it.</summary>
    public static string Css(this Area area) => "area--" + (area == Area.MetroBoston ? "metro-boston" : area.ToString().ToLowerInvariant());

    /// <summary>The class that colours how far a booking has come; the words always stand in it.</summary>
    public static string Css(this BookingState state) => state switch { BookingState.Booked => "pill--ok", BookingState.NotPossible => "pill--error", _ => "pill--warn" };

    /// <summary>How an area stands, in words: has hosted twice, eight turns to come, owes none.</summary>
    public static string InWords(this IStringLocalizer<MeetingsText> texts, TurnBalance balance) => string.Join(", ",
        texts.Count("balance.hosted", balance.Hosted).Value,
        texts.Count("balance.ahead", balance.Ahead).Value,
        balance.Owed switch
        {
            0 => texts["balance.none"].Value,
            > 0 => texts.Count("balance.owes", balance.Owed).Value,
            _ => texts.Count("balance.owed", -balance.Owed).Value,
        });
}
