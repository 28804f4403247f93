namespace CoP.Web.Features.Discussions.ByMail;

/// <summary>Marks the words of the link that ends letters of a discussion.</summary>
public sealed class MuteText;
