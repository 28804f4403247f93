namespace CoP.Web.Features.CoReflection;

/// <summary>Marks the words of co-reflection groups.</summary>
public sealed class CoReflectionText;
