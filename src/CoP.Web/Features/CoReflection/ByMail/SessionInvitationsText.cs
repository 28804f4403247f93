namespace CoP.Web.Features.CoReflection.ByMail;

/// <summary>Marks the words of the letters that tell a calendar of sessions.</summary>
public sealed class SessionInvitationsText;
