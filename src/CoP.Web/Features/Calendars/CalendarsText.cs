namespace CoP.Web.Features.Calendars;

/// <summary>Marks the words of calendars.</summary>
public sealed class CalendarsText;
