using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings.ByMail;

/// <summary>What a link in a letter says; its names stand in addresses.</summary>
public enum MailAnswer
{
    Yes,
    InPerson,
    Online,
    Maybe,
    No,
}

static class MailAnswers
{
    /// <summary>What can be said of a meeting: where there are a room and a link, which of them.</summary>
    public static IEnumerable<MailAnswer> For(VenueKind venue) =>
        venue == VenueKind.Both ? [MailAnswer.InPerson, MailAnswer.Online, MailAnswer.Maybe, MailAnswer.No] : [MailAnswer.Yes, MailAnswer.Maybe, MailAnswer.No];

    public static Answer Plain(this MailAnswer answer) => answer switch { MailAnswer.Maybe => Answer.Maybe, MailAnswer.No => Answer.No, _ => Answer.Yes };

    public static Coming? Coming(this MailAnswer answer) => answer switch { MailAnswer.InPerson => new(InPerson: true), MailAnswer.Online => new(InPerson: false), _ => null };
}
