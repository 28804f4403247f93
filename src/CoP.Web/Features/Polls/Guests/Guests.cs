using System.ComponentModel.DataAnnotations;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Features.Polls.Answers;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Features.Polls.Guests;

/// <summary>Whom the committee invites.</summary>
public sealed class NewGuestInput
{
    [Required, EmailAddress, StringLength(Invitation.EmailLimit)] public string Email { get; set; } = "";

    [Required] public string Language { get; set; } = Languages.Current;
}

/// <summary>Who a guest says to be.</summary>
/// <param name="Zone">Where their clock hangs.</param>
public sealed record GuestInput(string? Name, string Zone);

/// <summary>A poll as a guest sees it: counts, and nobody's name.</summary>
/// <param name="At">The address without the zone.</param>
public sealed record GuestPage(string At, AvailabilityPoll About, PollFace Face);

/// <summary>The address at which one guest answers in one poll, and does nothing else: it signs nobody in. Written when the letter is, and kept nowhere.</summary>
public sealed class GuestLinks(IDataProtectionProvider protection)
{
    // No poll takes answers for longer; until when within that, the poll and its guest decide.
    static readonly TimeSpan Lasts = TimeSpan.FromDays(2 * Poll.DaysAtMost);

    readonly IdTokens<PollGuest> tokens = new(protection, "poll-guest");

    public static string Path(string token) => $"/poll/{token}";

    public string PathFor(Id<PollGuest> guest) => Path(tokens.Write(guest, Lasts));

    /// <summary>The guest that a token speaks of; null for anything else, a token of another purpose too.</summary>
    public Id<PollGuest>? Read(string token) => tokens.Read(token);
}
