namespace CoP.Web.Features.Discussions;

/// <summary>Marks the words of discussions.</summary>
public sealed class DiscussionsText;
