namespace CoP.Web.Features.Guidelines;

/// <summary>Marks the words of the guidelines.</summary>
public sealed class GuidelinesText;
