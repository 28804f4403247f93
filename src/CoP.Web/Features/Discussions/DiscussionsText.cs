using CoP.Domain.Discussions;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions;

/// <summary>Marks the words of discussions.</summary>
public sealed class DiscussionsText;

public static class AudienceWords
{
    /// <summary>An audience as readers are told it; a group by its name.</summary>
    public static string Audience(this IStringLocalizer<DiscussionsText> texts, AudienceKind kind, string? group) =>
        group is null ? texts[$"audience.{kind}"] : texts["audience.Group.of", group];
}
