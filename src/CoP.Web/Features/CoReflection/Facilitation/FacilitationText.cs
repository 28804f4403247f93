namespace CoP.Web.Features.CoReflection.Facilitation;

/// <summary>Marks the words of who does what in a group.</summary>
public sealed class FacilitationText;
