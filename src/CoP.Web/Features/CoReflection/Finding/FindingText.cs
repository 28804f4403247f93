namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Marks the words of finding groups and coming into them.</summary>
public sealed class FindingText;
