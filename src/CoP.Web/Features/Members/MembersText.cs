namespace CoP.Web.Features.Members;

/// <summary>Marks the words for signing in, joining and one's own profile.</summary>
public sealed class MembersText;
