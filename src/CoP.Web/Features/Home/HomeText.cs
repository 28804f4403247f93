namespace CoP.Web.Features.Home;

/// <summary>Marks the words of home, privacy, accessibility and the pages for what went wrong.</summary>
public sealed class HomeText;
