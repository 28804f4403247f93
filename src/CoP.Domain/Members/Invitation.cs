using CoP.Domain.Common;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Members;

/// <summary>
/// A personal invitation by the committee, sent to one address and accepted once. It says what the newcomer does at
/// work, and gives no duty: those are entrusted to a member, by name and on record.
/// </summary>
public sealed class Invitation
{
    /// <summary>How long an invitation can be accepted, counted from when it was last sent.</summary>
    public static readonly Duration Lasts = Duration.FromDays(14);

    /// <summary>Longest address, in characters (RFC 5321 §4.5.3.1.3, less the angle brackets).</summary>
    public const int EmailLimit = 254;

    private Invitation()
    {
    }

    /// <summary>Invites <paramref name="email"/> for 14 days.</summary>
    /// <param name="id">Which invitation.</param>
    /// <param name="email">The one address it goes to; a personal one is advised, since work mailboxes belong to the employer.</param>
    /// <param name="work">What the newcomer does at work and where, as the inviter vouches.</param>
    /// <param name="language"><c>en</c> or <c>es</c>: of the letter and of the first page.</param>
    /// <param name="invitedBy">The member of the committee who invites.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>invitation.email</c>: not an address. <c>member.language</c>; <c>member.discipline</c>: as of a member.
    /// </exception>
    public Invitation(Id<Invitation> id, string email, WorkPlace work, string language, Id<Member> invitedBy, Instant now)
    {
        // No mail server that people use tells capitals apart; one spelling lets the database see a second invitation.
        email = email.Trim().ToLowerInvariant();
        if (!IsAddress(email)) throw new RuleBrokenException("invitation.email");
        if (language is not ("en" or "es")) throw new RuleBrokenException("member.language");
        if (work.Discipline.HasValue != (work.Role == WorkRole.PeerSupporter)) throw new RuleBrokenException("member.discipline");
        (Id, Email, Language, InvitedById) = (id, email, language, invitedBy);
        (Role, Discipline, AgencyId, Areas) = (work.Role, work.Discipline, work.AgencyId, work.Areas);
        Supervises = work.Supervises || work.Role == WorkRole.Supervisor;
        (InvitedAt, ExpiresAt) = (now, now + Lasts);
    }

    /// <summary>Which invitation.</summary>
    public Id<Invitation> Id { get; private set; }

    /// <summary>The one address it goes to.</summary>
    public string Email { get; private set; } = "";

    /// <summary>Role at work.</summary>
    public WorkRole Role { get; private set; }

    /// <summary>The discipline of a peer supporter.</summary>
    public Discipline? Discipline { get; private set; }

    /// <summary>Supervises peer supporters, whatever the role says.</summary>
    public bool Supervises { get; private set; }

    /// <summary>Where.</summary>
    public Id<Agency>? AgencyId { get; private set; }

    /// <summary>In which areas.</summary>
    public Areas Areas { get; private set; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Who invited.</summary>
    public Id<Member> InvitedById { get; private set; }

    /// <summary>When it was written.</summary>
    public Instant InvitedAt { get; private set; }

    /// <summary>From when on it can no longer be accepted.</summary>
    public Instant ExpiresAt { get; private set; }

    /// <summary>When it was accepted.</summary>
    public Instant? AcceptedAt { get; private set; }

    /// <summary>The member who came of it.</summary>
    public Id<Member>? MemberId { get; private set; }

    /// <summary>When the committee withdrew it.</summary>
    public Instant? WithdrawnAt { get; private set; }

    /// <summary>How often it was sent again.</summary>
    public int Version { get; private set; }

    /// <summary>Role, agency and areas as one value.</summary>
    public WorkPlace Work => new(Role, Discipline, Supervises, AgencyId, Areas);

    /// <summary>Whether it can still be accepted at <paramref name="now"/>.</summary>
    public bool IsOpen(Instant now) => AcceptedAt is null && WithdrawnAt is null && now < ExpiresAt;

    /// <summary>Gives the invitation another 14 days, to be sent once more.</summary>
    /// <exception cref="RuleBrokenException"><c>invitation.closed</c>: accepted or withdrawn.</exception>
    public void Renew(Instant now)
    {
        if (AcceptedAt.HasValue || WithdrawnAt.HasValue) throw new RuleBrokenException("invitation.closed");
        ExpiresAt = now + Lasts;
        Version++;
    }

    /// <summary>Takes the invitation back.</summary>
    /// <exception cref="RuleBrokenException"><c>invitation.closed</c>: accepted or withdrawn already.</exception>
    public void Withdraw(Instant now)
    {
        if (AcceptedAt.HasValue || WithdrawnAt.HasValue) throw new RuleBrokenException("invitation.closed");
        WithdrawnAt = now;
    }

    /// <summary>Makes a member of the one who was invited, once.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>invitation.closed</c>: accepted, withdrawn or older than 14 days; what <see cref="Member.Introduce"/> refuses.
    /// </exception>
    public Member Accept(Id<Member> id, string name, string language, string zoneId, Instant now)
    {
        if (!IsOpen(now)) throw new RuleBrokenException("invitation.closed");
        var member = new Member(id, name, Work, language, zoneId, now);
        (AcceptedAt, MemberId) = (now, id);
        return member;
    }

    /// <summary>
    /// Whether mail can be sent there: one address of letters, digits and the usual marks, no display name, no comment,
    /// no quoting. Narrower than RFC 5321 on purpose: what it leaves out is mistyped far more often than owned.
    /// </summary>
    public static bool IsAddress(string? text)
    {
        if (text is not { Length: > 2 and <= EmailLimit }) return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || at != text.LastIndexOf('@')) return false;
        var (local, host) = (text[..at], text[(at + 1)..]);
        return Dotted(local, "!#$%&'*+-/=?^_`{|}~") && Dotted(host, "-")
            && host.Contains('.', StringComparison.Ordinal) && host.Split('.').All(label => label[0] != '-' && label[^1] != '-');

        static bool Dotted(string part, string marks) => part.Split('.').All(atom =>
            atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || marks.Contains(c, StringComparison.Ordinal)));
    }
}
