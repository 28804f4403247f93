namespace CoP.Web.Features.Calendars.Choices;

/// <summary>Marks the words of what a member chooses for their own calendar.</summary>
public sealed class CalendarChoicesText;
