using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Common;

/// <summary>One thing to choose from in a form.</summary>
/// <param name="Group">In a list, the heading under which it stands with those beside it.</param>
public sealed record Choice(string Value, string Text, string? Hint = null, string? Group = null);

public static class Choices
{
    /// <summary>Every value of an enum, each with the text <c>{prefix}.{name}</c>.</summary>
    public static IReadOnlyList<Choice> Of<T>(IStringLocalizer texts, string prefix) where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => new Choice(name, texts[$"{prefix}.{name}"]))];
}

/// <summary>Who will see a thing, in words, and how many they are where that is known.</summary>
public sealed record AudiencePill(string Text, int? People = null);
