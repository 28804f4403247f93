namespace CoP.Web.Features.Common;

/// <summary>Marks the words that every feature shares.</summary>
public sealed class CommonText;

/// <summary>Marks the words for broken rules.</summary>
public sealed class RulesText;
