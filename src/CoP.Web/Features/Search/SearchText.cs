namespace CoP.Web.Features.Search;

/// <summary>Marks the words of this feature.</summary>
public sealed class SearchText;
