using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using NodaTime;

namespace CoP.Domain.Polls;

/// <summary>
/// "When?", asked by a member of a group or of the committee: what a <see cref="Poll"/> is for, and among whom. In a group everyone sees who can when; in the
/// committee, how many can. Guests are invited by the committee only.
/// </summary>
public sealed class AvailabilityPoll
{
    /// <summary>Longest title, in UTF-16 characters.</summary>
    public const int TitleLimit = 120;

    /// <summary>Longest note, in UTF-16 characters.</summary>
    public const int NoteLimit = 1000;

    /// <summary>How many guests one poll may have.</summary>
    public const int GuestsAtMost = 20;

    private AvailabilityPoll()
    {
    }

    /// <summary>What a poll is for.</summary>
    /// <param name="poll">Which poll.</param>
    /// <param name="group">The group that asks; null is the committee.</param>
    /// <param name="title">What the time is for, in a line.</param>
    /// <param name="note">More about it; may be empty.</param>
    /// <param name="language"><c>en</c> or <c>es</c>: what the two are written in.</param>
    /// <param name="zoneId">The zone in which the times are agreed.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>poll.title</c>, <c>poll.note</c>: too long, or not to be shown; the title also where it is missing. <c>text.language</c>. <c>slot.zone</c>: not one that calendars can be told of.
    /// </exception>
    public AvailabilityPoll(Id<Poll> poll, Id<Group>? group, string? title, string? note, string language, string zoneId)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is null || ZoneRules.Of(zoneId) is null) throw new RuleBrokenException("slot.zone", zoneId);
        (PollId, GroupId, ZoneId) = (poll, group, zoneId);
        (Title, Note, Language) = (PlainText.NeededLine(title, TitleLimit, "poll.title"), PlainText.Lines(note, NoteLimit, "poll.note") ?? "", PlainText.Language(language));
    }

    /// <summary>Which poll.</summary>
    public Id<Poll> PollId { get; private set; }

    /// <summary>The group that asks; null is the committee.</summary>
    public Id<Group>? GroupId { get; private set; }

    /// <summary>What the time is for.</summary>
    public string Title { get; private set; } = "";

    /// <summary>More about it, as typed; may be empty.</summary>
    public string Note { get; private set; } = "";

    /// <summary><c>en</c> or <c>es</c>: what title and note are written in.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The zone in which the times are agreed.</summary>
    public string ZoneId { get; private set; } = "";

    /// <summary>The last moment of a day in the zone of the poll: until when one can answer who is asked to answer by that day.</summary>
    public Instant EndOf(LocalDate day) => EndOf(day, ZoneId);

    /// <inheritdoc cref="EndOf(LocalDate)"/>
    public static Instant EndOf(LocalDate day, string zoneId) => day.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[zoneId]).ToInstant();
}
