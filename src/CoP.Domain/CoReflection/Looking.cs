using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// A member looks for a group, and says when they have time. Seen by those who convene groups that would suit, unless one of the group and the
/// member keep each other away; it is the member's to end at any time.
/// </summary>
public sealed class Looking
{
    private Looking()
    {
    }

    /// <summary>Somebody begins to look.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Say"/>.</exception>
    public Looking(Id<Member> memberId, LookingFor wish, Instant now)
    {
        (MemberId, Since) = (memberId, now);
        Say(wish);
    }

    /// <summary>Who.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; private set; }

    /// <summary>When they have time, as <see cref="WeekTimes.Cells"/>, by the clocks of <see cref="ZoneId"/>.</summary>
    public int Cells { get; private set; }

    /// <summary>In which zone, as a tz database id.</summary>
    public string ZoneId { get; private set; } = "";

    /// <summary><c>en</c> or <c>es</c>; null for either.</summary>
    public string? Language { get; private set; }

    /// <summary>How they would meet.</summary>
    public MeetingModes Modes { get; private set; }

    /// <summary>When they have time.</summary>
    public WeekTimes Times => new(Cells);

    /// <summary>Says anew what they look for.</summary>
    /// <exception cref="RuleBrokenException"><c>looking.times</c>, <c>looking.modes</c>: none, or none that there are; <c>group.language</c>; <c>member.zone</c>.</exception>
    public void Say(LookingFor wish)
    {
        if (wish.Times.Cells is 0 || (wish.Times.Cells & ~WeekTimes.Any.Cells) != 0) throw new RuleBrokenException("looking.times");
        if (wish.Modes is MeetingModes.None || (wish.Modes & ~MeetingModes.All) != MeetingModes.None) throw new RuleBrokenException("looking.modes");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(wish.ZoneId) is null) throw new RuleBrokenException("member.zone");
        (Cells, ZoneId, Modes) = (wish.Times.Cells, wish.ZoneId, wish.Modes);
        Language = wish.Language is null ? null : PlainText.Language(wish.Language, "group.language");
    }

    /// <summary>Whether a group's usual hour falls into their time; one that has not agreed on an hour yet fits.</summary>
    /// <param name="meetsAt">Minute of the week, as <see cref="Group.MeetsAt"/>.</param>
    /// <param name="meetsIn">In which zone.</param>
    /// <param name="now">The moment whose clocks count.</param>
    public bool HasTimeFor(int? meetsAt, string? meetsIn, Instant now) =>
        meetsAt is not { } minute || meetsIn is null
        || Times.Has(WeekTimes.Shift(minute, WeekTimes.Ahead(DateTimeZoneProviders.Tzdb[meetsIn], DateTimeZoneProviders.Tzdb[ZoneId], now)));
}

/// <summary>What somebody looks for.</summary>
/// <param name="Times">When they have time.</param>
/// <param name="ZoneId">By the clocks of which zone.</param>
/// <param name="Language"><c>en</c> or <c>es</c>; null for either.</param>
/// <param name="Modes">How they would meet.</param>
public sealed record LookingFor(WeekTimes Times, string ZoneId, string? Language, MeetingModes Modes);

/// <summary>Ways of meeting, several at once.</summary>
[Flags]
public enum MeetingModes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>In a video room.</summary>
    Video = 1,

    /// <summary>By telephone.</summary>
    Phone = 2,

    /// <summary>In one place.</summary>
    InPerson = 4,

    /// <summary>Any.</summary>
    All = Video | Phone | InPerson,
}

/// <summary>From one way of meeting to sets of them.</summary>
public static class MeetingModeSets
{
    /// <summary>The set of one.</summary>
    public static MeetingModes AsSet(this MeetingMode mode) => (MeetingModes)(1 << (int)mode);

    /// <summary>The ways in the set.</summary>
    public static IEnumerable<MeetingMode> Each(this MeetingModes modes) => Enum.GetValues<MeetingMode>().Where(mode => modes.HasFlag(mode.AsSet()));
}
