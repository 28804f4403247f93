using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Polls;

/// <summary>
/// Somebody without an account whom the committee asks in one poll. The address is where the letters go and is shown to the committee alone; what others see of
/// a guest is that there is one more answer.
/// </summary>
public sealed class PollGuest
{
    /// <summary>Longest name, in UTF-16 characters.</summary>
    public const int NameLimit = Member.NameLimit;

    private PollGuest()
    {
    }

    /// <summary>Invites somebody to answer.</summary>
    /// <param name="id">Which guest.</param>
    /// <param name="poll">To which poll.</param>
    /// <param name="email">Where the letters go.</param>
    /// <param name="language"><c>en</c> or <c>es</c>: of the letters.</param>
    /// <param name="by">Who invites.</param>
    /// <param name="now">When.</param>
    /// <exception cref="RuleBrokenException"><c>invitation.email</c>: not an address. <c>member.language</c>.</exception>
    public PollGuest(Id<PollGuest> id, Id<Poll> poll, string email, string language, Id<Member> by, Instant now)
    {
        email = email.Trim().ToLowerInvariant();
        if (!Invitation.IsAddress(email)) throw new RuleBrokenException("invitation.email");
        if (language is not ("en" or "es")) throw new RuleBrokenException("member.language");
        (Id, PollId, Email, Language, InvitedById, InvitedAt) = (id, poll, email, language, by, now);
    }

    /// <summary>Which guest.</summary>
    public Id<PollGuest> Id { get; private set; }

    /// <summary>In which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>Where the letters go; empty once it was forgotten.</summary>
    public string Email { get; private set; } = "";

    /// <summary><c>en</c> or <c>es</c>: of the letters.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Under which name they answered; null before.</summary>
    public string? Name { get; private set; }

    /// <summary>Where the guest's clock hangs, as they said when they answered; null before.</summary>
    public string? ZoneId { get; private set; }

    /// <summary>Who invited.</summary>
    public Id<Member> InvitedById { get; private set; }

    /// <summary>When.</summary>
    public Instant InvitedAt { get; private set; }

    /// <summary>When the invitation was taken back; null while it stands.</summary>
    public Instant? WithdrawnAt { get; private set; }

    /// <summary>Says who they are, with an answer.</summary>
    /// <exception cref="RuleBrokenException"><c>member.name</c>: nothing, too long, or not to be shown. <c>slot.zone</c>. <c>poll.guest</c>: the invitation was taken back.</exception>
    public void Introduce(string? name, string zoneId)
    {
        if (WithdrawnAt is not null) throw new RuleBrokenException("poll.guest");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is null) throw new RuleBrokenException("slot.zone", zoneId);
        (Name, ZoneId) = (PlainText.NeededLine(name, NameLimit, "member.name"), zoneId);
    }

    /// <summary>Takes the invitation back: the link opens nothing any more, and the answers no longer count.</summary>
    public void Withdraw(Instant now) => WithdrawnAt ??= now;

    /// <summary>The poll is long over: nobody needs to know any more who was invited.</summary>
    public void Forget() => (Email, Name) = ("", null);
}
