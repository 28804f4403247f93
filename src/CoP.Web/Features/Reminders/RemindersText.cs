namespace CoP.Web.Features.Reminders;

/// <summary>Marks the words about mail and reminders.</summary>
public sealed class RemindersText;
