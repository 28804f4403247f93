namespace CoP.Web.Features.Announcements;

/// <summary>Marks the words of announcements.</summary>
public sealed class AnnouncementsText;
