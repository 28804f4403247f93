using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoP.Domain.Common;
using NodaTime;
using NodaTime.Text;

namespace CoP.Domain.Reminders;

/// <summary>
/// One reminder of one event at one start. Who gets it is said beside it: the same reminder goes to each member once.
/// </summary>
/// <param name="Kind">What kind of event, such as <c>meeting</c>.</param>
/// <param name="Item">Which event.</param>
/// <param name="Slot">When the event was to be when the reminder was planned: a moved event has other reminders.</param>
/// <param name="Time">How long before.</param>
public sealed record Reminder(string Kind, Guid Item, LocalSlot Slot, ReminderTime Time)
{
    /// <summary>
    /// The same for the same reminder wherever and whenever it is computed (a version 8 UUID, RFC 9562 §5.8, out of
    /// SHA-256), so that the database can refuse to keep it twice.
    /// </summary>
    public Guid Key
    {
        get
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Item:N}/{LocalDateTimePattern.ExtendedIso.Format(Slot.Start)}/{Slot.ZoneId}/{Time}");
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes, bigEndian: true);
        }
    }

    /// <summary>
    /// When a member gets it: outside their quiet hours and before the start. What would fall into quiet hours waits until
    /// they are over, or, where the event has begun by then, comes half an hour before them.
    /// </summary>
    /// <param name="quiet">The member's quiet hours; null for none.</param>
    /// <param name="zone">Where the member's clock hangs.</param>
    public Instant DueAt(QuietHours? quiet, DateTimeZone zone)
    {
        var due = Time.Before(Slot);
        if (quiet is null || !quiet.Hold(due, zone)) return due;
        var after = quiet.EndAfter(due, zone);
        return after < Slot.StartsAt ? after : quiet.HalfAnHourBefore(due, zone);
    }

    /// <summary>
    /// Which reminder of an event is to go to a member now, if any: the one nearest to the start of those that are due, so
    /// that after a pause nobody gets the older ones too. Null before the first is due, in quiet hours, and from the start on.
    /// </summary>
    /// <param name="kind">What kind of event.</param>
    /// <param name="item">Which event.</param>
    /// <param name="slot">When it is.</param>
    /// <param name="choices">What the member has chosen.</param>
    /// <param name="zone">Where the member's clock hangs.</param>
    /// <param name="knownSince">Since when the member knows of the event at this time; what was due before it is not sent.</param>
    /// <param name="now">Now.</param>
    public static Reminder? DueNow(string kind, Guid item, LocalSlot slot, ReminderChoices choices, DateTimeZone zone, Instant knownSince, Instant now)
    {
        if (now >= slot.StartsAt || choices.Quiet?.Hold(now, zone) == true) return null;
        return choices.Times.Each()
            .Select(time => new Reminder(kind, item, slot, time))
            .LastOrDefault(reminder => reminder.DueAt(choices.Quiet, zone) is var due && due <= now && due >= knownSince);
    }

    /// <summary>Why this reminder must not go to a member after all; null where it may.</summary>
    /// <param name="today">The event and the member as they are just before sending.</param>
    /// <param name="now">Now.</param>
    /// <remarks>That another one of the same event has come due meanwhile, which says it better, is <see cref="IsOvertaken"/>.</remarks>
    public VoidReason? WhyVoid(ReminderFacts today, Instant now) => today switch
    {
        { Slot: null } or { Cancelled: true } => VoidReason.Cancelled,
        { Slot: { } slot } when slot.Start != Slot.Start || slot.ZoneId != Slot.ZoneId => VoidReason.Moved,
        { TakesPart: false } => VoidReason.Left,
        { Declined: true } => VoidReason.Declined,
        _ when !today.Times.Holds(Time) => VoidReason.NotWanted,
        _ when now >= Slot.StartsAt => VoidReason.Started,
        _ => null,
    };

    /// <summary>
    /// Whether one nearer to the start has come due for the member as well while this one waited: of several that are due, one goes.
    /// </summary>
    /// <param name="choices">What the member has chosen.</param>
    /// <param name="zone">Where the member's clock hangs.</param>
    /// <param name="now">Now.</param>
    public bool IsOvertaken(ReminderChoices choices, DateTimeZone zone, Instant now) =>
        choices.Times.Each().SkipWhile(time => time != Time).Skip(1).Any(nearer => (this with { Time = nearer }).DueAt(choices.Quiet, zone) <= now);
}

/// <summary>When a member wants to be reminded, and when not.</summary>
/// <param name="Times">How long before.</param>
/// <param name="Quiet">Their quiet hours; null for none.</param>
public sealed record ReminderChoices(ReminderTimes Times, QuietHours? Quiet)
{
    /// <summary>What a member has who has chosen nothing: a day and an hour before, no quiet hours.</summary>
    public static ReminderChoices Default { get; } = new(ReminderTimes.Day | ReminderTimes.Hour, null);
}

/// <summary>An event and a member as they are just before a reminder is sent.</summary>
/// <param name="Slot">When the event is now; null when it is no more.</param>
/// <param name="Cancelled">It will not be held.</param>
/// <param name="TakesPart">It is still the member's: they belong to the group, may see the meeting.</param>
/// <param name="Declined">The member has said no.</param>
/// <param name="Times">The reminders that the member wants today; none where they want no such mail.</param>
public sealed record ReminderFacts(LocalSlot? Slot, bool Cancelled, bool TakesPart, bool Declined, ReminderTimes Times);

/// <summary>Why a letter that was planned is not sent.</summary>
public enum VoidReason
{
    /// <summary>What it speaks of was cancelled, taken back or erased.</summary>
    Cancelled,

    /// <summary>The event has another time now; that one has letters of its own.</summary>
    Moved,

    /// <summary>The recipient has left, or may no longer see it.</summary>
    Left,

    /// <summary>The recipient has said no to the event.</summary>
    Declined,

    /// <summary>The recipient does not want such mail.</summary>
    NotWanted,

    /// <summary>The event has begun, or the link has run out.</summary>
    Started,

    /// <summary>A newer letter says it better.</summary>
    Superseded,

    /// <summary>There is no address to send it to.</summary>
    NoAddress,

    /// <summary>By what the recipient has chosen meanwhile it is not due yet; when it is, it is taken up again.</summary>
    TooSoon,

    /// <summary>The address was refused for good, and its owner has not said yet what to do about it.</summary>
    AddressRefused,

    /// <summary>The recipient wants such news gathered: their next digest tells of it.</summary>
    InDigest,

    /// <summary>The recipient wants no mail for a while.</summary>
    Paused,

    /// <summary>There is nothing to tell that they have not been told or have not read.</summary>
    NothingNew,
}
