using CoP.Domain.Meetings;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings;

/// <summary>What the pages of meetings say again and again.</summary>
public static class MeetingWords
{
    /// <summary>January to March 2027.</summary>
    public static string In(this IStringLocalizer<MeetingsText> texts, Quarter quarter) => texts[$"quarter.{quarter.Number}", quarter.Year];

    public static string Of(this IStringLocalizer<CommonText> texts, Area area) => texts["area." + area];

    /// <summary>The class that gives an area its colour; the name always stands beside it.</summary>
    public static string Css(this Area area) => "area--" + (area == Area.MetroBoston ? "metro-boston" : area.ToString().ToLowerInvariant());

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
