namespace CoP.Web.Features.CoReflection.ByMail;

/// <summary>Marks the words of the links by which one says that one cannot make a session.</summary>
public sealed class AbsenceText;
