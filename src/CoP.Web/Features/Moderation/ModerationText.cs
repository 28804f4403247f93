namespace CoP.Web.Features.Moderation;

/// <summary>Marks the words of moderation.</summary>
public sealed class ModerationText;
