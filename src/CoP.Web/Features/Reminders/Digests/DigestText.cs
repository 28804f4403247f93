namespace CoP.Web.Features.Reminders.Digests;

/// <summary>Marks the words of digests.</summary>
public sealed class DigestText;
