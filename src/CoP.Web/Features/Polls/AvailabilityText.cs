namespace CoP.Web.Features.Polls;

/// <summary>Marks the words of polls: of all of them, and of those that ask "when?" in a group or in the committee.</summary>
public sealed class AvailabilityText;
