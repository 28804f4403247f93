namespace CoP.Web.Features.Meetings.Dates;

/// <summary>Marks the words for dates that suit a meeting, blocked days and the plan of a year.</summary>
public sealed class DatesText;
