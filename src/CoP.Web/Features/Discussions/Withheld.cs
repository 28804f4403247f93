using CoP.Domain.Discussions;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions;

/// <summary>Whether moderators keep a text from its readers.</summary>
public enum Withheld
{
    No,

    /// <summary>For a day at most, while they look at it.</summary>
    Hidden,

    Removed,
}

public static class WithheldWords
{
    /// <summary>What stands where a title would, when there is none to be read.</summary>
    public static string TitleFor(this IStringLocalizer<DiscussionsText> texts, Withheld withheld) => withheld switch
    {
        Withheld.Hidden => texts["hidden.title"],
        Withheld.Removed => texts["removed.title"],
        _ => texts["takenBack.title"],
    };

    /// <summary>The title, for addresses and letters too; nothing where it is not to be read.</summary>
    public static string ShownTitle(this Thread thread, Instant now) => thread.IsReadable(now) ? thread.Title : "";
}
