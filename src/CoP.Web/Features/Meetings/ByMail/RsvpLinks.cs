using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.ByMail;

/// <summary>
/// The addresses in a letter at which one member answers for one meeting, and does nothing else: they sign nobody in. Until when they are
/// good, the meeting and the member decide, when one is used.
/// </summary>
public sealed class RsvpLinks(IDataProtectionProvider protection, SiteAddress site, IStringLocalizer<MeetingsText> texts)
{
    readonly AddressNotes notes = new(protection, "CoP.Meetings.Rsvp");

    public string PathFor(Id<Member> member, Id<QuarterlyMeeting> meeting, MailAnswer answer) => Path(notes.Write(member.ToString(), meeting.ToString()), answer);

    public static string Path(string token, MailAnswer answer) => $"/rsvp/{token}/{answer.ToString().ToLowerInvariant()}";

    /// <summary>All the answers that a letter offers, in the language of the moment.</summary>
    public IReadOnlyList<(string Text, Uri To)> For(Id<Member> member, QuarterlyMeeting meeting)
    {
        var token = notes.Write(member.ToString(), meeting.Id.ToString());
        return [.. MailAnswers.For(meeting.VenueKind).Select(a => (texts["rsvp." + a].Value, site.To(Path(token, a))))];
    }

    /// <summary>Who answers for what; null where it is not one of ours.</summary>
    public (Id<Member> Member, Id<QuarterlyMeeting> Meeting)? Read(string token) =>
        notes.Read(token) is [var who, var what] && Id<Member>.TryParse(who, null, out var member) && Id<QuarterlyMeeting>.TryParse(what, null, out var meeting) ? (member, meeting) : null;
}
