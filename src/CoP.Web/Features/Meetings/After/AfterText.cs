namespace CoP.Web.Features.Meetings.After;

/// <summary>Marks the words of what comes after a meeting: minutes, follow-ups, hand-over, its discussion and its files.</summary>
public sealed class AfterText;
