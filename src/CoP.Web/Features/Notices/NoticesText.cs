namespace CoP.Web.Features.Notices;

/// <summary>Marks the words of notices.</summary>
public sealed class NoticesText;
