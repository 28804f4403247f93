namespace CoP.Web.Mail;

/// <summary>Marks the words of letters.</summary>
public sealed class LettersText;
