namespace CoP.Web.Features.Reminders.Preferences;

/// <summary>Marks the words with which one chooses what mail one gets.</summary>
public sealed class ChoiceText;
