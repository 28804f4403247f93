using CoP.Domain.Common;
using CoP.Domain.Members;

namespace CoP.Domain.Calendars;

/// <summary>How a member wants events to come into their own calendar; a member without one has the defaults of a new one: no alarm, no invitations.</summary>
public sealed class CalendarChoices
{
    private CalendarChoices()
    {
    }

    /// <summary>The choices of someone who has not chosen.</summary>
    public CalendarChoices(Id<Member> memberId) => MemberId = memberId;

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>When feeds and downloaded events let a calendar speak up.</summary>
    public Alarm Alarm { get; private set; }

    /// <summary>Whether the sessions of their groups come as invitations by mail, which a calendar takes in by itself. For who prefers that to a feed: both together show all twice.</summary>
    public bool Invitations { get; private set; }

    /// <summary>Takes everything that the page of choices offers.</summary>
    /// <exception cref="RuleBrokenException"><c>calendar.alarm</c>: no such alarm.</exception>
    public void Choose(Alarm alarm, bool invitations)
    {
        if (!Enum.IsDefined(alarm)) throw new RuleBrokenException("calendar.alarm");
        (Alarm, Invitations) = (alarm, invitations);
    }
}

/// <summary>How long before an event begins a calendar speaks up (RFC 5545 §3.6.6, §3.8.6.3).</summary>
public enum Alarm
{
    /// <summary>It does not, or as the calendar's owner has set it there.</summary>
    None,

    /// <summary>Ten minutes.</summary>
    TenMinutes,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day: at the same time by the clock (§3.3.6: a day is nominal).</summary>
    Day,
}
