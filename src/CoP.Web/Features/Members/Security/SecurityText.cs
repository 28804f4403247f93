namespace CoP.Web.Features.Members.Security;

/// <summary>Marks the words of where one is signed in, and of what a mailbox alone does not open.</summary>
public sealed class SecurityText;
