namespace CoP.Web.Features.Reminders.Outbox;

/// <summary>Marks the words about mail on its way, and about mail that does not arrive.</summary>
public sealed class OutboxText;
