using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>Something that a meeting agreed on, which one member does by a day. While it is open, it goes with the community to its next meeting.</summary>
public sealed class FollowUp
{
    /// <summary>Longest text, in characters.</summary>
    public const int TextLimit = 300;

    /// <summary>Most follow-ups of one meeting.</summary>
    public const int MeetingLimit = 50;

    /// <summary>How many years ahead one can be due.</summary>
    public const int YearsAhead = 2;

    /// <summary>The time of the day, in <see cref="QuarterlyMeeting.ZoneId"/>, from which its owner is reminded.</summary>
    public static readonly LocalTime RemindedFrom = new(8, 0);

    private FollowUp()
    {
    }

    /// <summary>Writes one down.</summary>
    /// <param name="id">Which follow-up.</param>
    /// <param name="meeting">The meeting that agreed on it.</param>
    /// <param name="text">What is to be done.</param>
    /// <param name="owner">Who does it.</param>
    /// <param name="due">By which day.</param>
    /// <param name="others">How many the meeting has already.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>followup.early</c>: the meeting has not begun, or was called off. <c>followup.many</c>. And as <see cref="Change"/>.</exception>
    public FollowUp(Id<FollowUp> id, QuarterlyMeeting meeting, string? text, Member owner, LocalDate due, int others, Instant now)
    {
        if (!MeetingMinutes.CanBegin(meeting, now)) throw new RuleBrokenException("followup.early");
        if (others >= MeetingLimit) throw new RuleBrokenException("followup.many", MeetingLimit);
        (Id, MeetingId, CreatedAt) = (id, meeting.Id, now);
        Change(text, owner, due, now);
    }

    /// <summary>Which follow-up.</summary>
    public Id<FollowUp> Id { get; private set; }

    /// <summary>The meeting that agreed on it.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>What is to be done, in one line.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Who does it.</summary>
    public Id<Member> OwnerId { get; private set; }

    /// <summary>By which day.</summary>
    public LocalDate DueOn { get; private set; }

    /// <summary>When it was written down.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When it was done; null while it is open.</summary>
    public Instant? DoneAt { get; private set; }

    /// <summary>The day of which its owner was reminded last; null for none.</summary>
    public LocalDate? RemindedOf { get; private set; }

    /// <summary>How often anything has changed: a letter about what was before is not sent.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it is still to be done.</summary>
    public bool IsOpen => DoneAt is null;

    /// <summary>The day for which reminders go out: the last one on which it was <see cref="RemindedFrom"/> already.</summary>
    public static LocalDate DayOf(Instant now) => (now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).LocalDateTime - Period.FromHours(RemindedFrom.Hour)).Date;

    /// <summary>Says it in other words, gives it to somebody else or until another day.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>followup.text</c>: none, too long, or with characters that cannot be shown. <c>followup.owner</c>: not an active member, unless it is theirs
    /// already. <c>followup.due</c>: a day that has passed, unless it was that already, or over <see cref="YearsAhead"/> years away.
    /// </exception>
    public void Change(string? text, Member owner, LocalDate due, Instant now)
    {
        text = PlainText.NeededLine(text, TextLimit, "followup.text");
        if (owner.State != MemberState.Active && owner.Id != OwnerId) throw new RuleBrokenException("followup.owner");
        var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;
        if ((due < today && due != DueOn) || due > today.PlusYears(YearsAhead)) throw new RuleBrokenException("followup.due", YearsAhead);
        if ((text, owner.Id, due) == (Text, OwnerId, DueOn)) return;
        if (owner.Id != OwnerId) RemindedOf = null;
        (Text, OwnerId, DueOn) = (text, owner.Id, due);
        Version++;
    }

    /// <summary>It is done. A second time changes nothing.</summary>
    public void Finish(Instant now)
    {
        if (!IsOpen) return;
        DoneAt = now;
        Version++;
    }

    /// <summary>It is not done after all.</summary>
    public void Reopen()
    {
        if (IsOpen) return;
        DoneAt = null;
        Version++;
    }

    /// <summary>Whether its owner is to be reminded now; says so once for each day that it is due on.</summary>
    public bool Remind(Instant now)
    {
        if (!IsOpen || RemindedOf == DueOn || DueOn > DayOf(now)) return false;
        RemindedOf = DueOn;
        return true;
    }
}
