namespace CoP.Web.Features.Meetings;

/// <summary>Marks the words of the meetings.</summary>
public sealed class MeetingsText;
