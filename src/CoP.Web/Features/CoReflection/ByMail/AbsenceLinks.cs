using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.CoReflection.ByMail;

/// <summary>What a link in a letter says of one session; its names stand in addresses.</summary>
public enum SessionAnswer
{
    /// <summary>"I can't make this one."</summary>
    Cannot,

    /// <summary>"I can come after all."</summary>
    Can,
}

/// <summary>
/// The addresses in a letter at which one member says of one session whether they can come, and does nothing else: they sign nobody in. Until when they
/// are good, the session and the member decide, when one is used.
/// </summary>
public sealed class AbsenceLinks(IDataProtectionProvider protection, SiteAddress site, IStringLocalizer<AbsenceText> texts)
{
    readonly AddressNotes notes = new(protection, "CoP.CoReflection.Absence");

    public string PathFor(Id<Member> member, Id<Group> group, SessionKey session, SessionAnswer answer) => Path(Token(member, group, session), answer);

    public static string Path(string token, SessionAnswer answer) => $"/absence/{token}/{answer.ToString().ToLowerInvariant()}";

    /// <summary>Both answers, as a letter offers them in the language of the moment, with a line that says what they are.</summary>
    public IEnumerable<Block> For(Id<Member> member, Id<Group> group, Occurrence session)
    {
        var token = Token(member, group, new SessionKey(session.Original));
        return [new Block.Paragraph(texts["letter.answers"]), new Block.Links([.. Enum.GetValues<SessionAnswer>().Select(a => (texts["answer." + a].Value, site.To(Path(token, a))))])];
    }

    string Token(Id<Member> member, Id<Group> group, SessionKey session) => notes.Write(member.ToString(), group.ToString(), session.ToString());

    /// <summary>Who speaks of which session; null where it is not one of ours.</summary>
    public (Id<Member> Member, Id<Group> Group, SessionKey Session)? Read(string token) =>
        notes.Read(token) is [var who, var where, var when] && Id<Member>.TryParse(who, null, out var member) && Id<Group>.TryParse(where, null, out var group) && SessionKey.TryParse(when, null, out var key)
            ? (member, group, key) : null;
}
