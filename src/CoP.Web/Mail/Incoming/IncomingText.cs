namespace CoP.Web.Mail.Incoming;

/// <summary>Marks the words about mail that is answered by mail.</summary>
public sealed class IncomingText;
