namespace CoP.Web.Features.Meetings.Polls;

/// <summary>Marks the words of polls for the date of a meeting.</summary>
public sealed class PollsText;
