namespace CoP.Web.Features.Meetings.Turns;

/// <summary>Marks the words of turns, their exchange and the history of decisions on them.</summary>
public sealed class TurnsText;
