using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Reminders;

/// <summary>What mail a member wants; a member without one has the defaults of a new one.</summary>
public sealed class MailChoices
{
    /// <summary>Mail can be paused for no longer than so many days ahead.</summary>
    public const int LongestPauseDays = 366;

    private MailChoices()
    {
    }

    /// <summary>The choices of someone who has not chosen: everything at once, reminders a day and an hour before.</summary>
    public MailChoices(Id<Member> memberId) => MemberId = memberId;

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>The mail that they want none of.</summary>
    public MailTopics Muted { get; private set; }

    /// <summary>The mail that they want gathered.</summary>
    public Gathering Gathered { get; private set; } = Gathering.None;

    /// <summary>The hour of their digests, by their own clock.</summary>
    public int DigestHour { get; private set; } = DigestTime.Default.Hour;

    /// <summary>The day of the weekly one.</summary>
    public IsoDayOfWeek DigestDay { get; private set; } = DigestTime.Default.Day;

    /// <summary>When they last chose what is gathered, and when; no digest is due that would have come before.</summary>
    public Instant? DigestSince { get; private set; }

    /// <summary>The day of the latest digest that was begun.</summary>
    public LocalDate? DigestOn { get; private set; }

    /// <summary>How long before an event they want a reminder.</summary>
    public ReminderTimes Times { get; private set; } = ReminderChoices.Default.Times;

    /// <summary>When their quiet hours begin, by their own clock; null for none.</summary>
    public LocalTime? QuietFrom { get; private set; }

    /// <summary>When their quiet hours end.</summary>
    public LocalTime? QuietUntil { get; private set; }

    /// <summary>
    /// Mail may name what it speaks of and carry the words of a post. Off unless chosen: a mailbox may be an employer's.
    /// </summary>
    public bool Detailed { get; private set; }

    /// <summary>Mail comes as plain text alone.</summary>
    public bool PlainText { get; private set; }

    /// <summary>No mail before this day begins on their calendar, apart from what they wait for themselves; null for no pause.</summary>
    public LocalDate? PausedUntil { get; private set; }

    /// <summary>Times and quiet hours together.</summary>
    public ReminderChoices Reminders => new(Times, QuietFrom is { } from && QuietUntil is { } until ? new QuietHours(from, until) : null);

    /// <summary>Hour and day of the digests together.</summary>
    public DigestTime DigestsAt => new(DigestHour, DigestDay);

    /// <summary>Whether the member wants mail on <paramref name="topic"/>, at whatever pace; of several topics, on one of them.</summary>
    public bool Wants(MailTopics topic) => topic == MailTopics.None || (Muted & topic) != topic;

    /// <summary>How soon they are told of one topic.</summary>
    public Pace PaceOf(MailTopics topic) => !Wants(topic) ? Pace.Never : Gathered.PaceOf(topic) ?? Pace.AtOnce;

    /// <summary>Whether mail is paused.</summary>
    /// <param name="now">Now.</param>
    /// <param name="zone">Where the member's clock hangs.</param>
    public bool IsPaused(Instant now, DateTimeZone zone) => PausedUntil is { } until && now.InZone(zone).Date < until;

    /// <summary>
    /// The day whose digest is due and not begun: the latest one alone, so that after a pause of the site it comes once. Null where none is.
    /// </summary>
    /// <param name="now">Now.</param>
    /// <param name="zone">Where the member's clock hangs.</param>
    public LocalDate? DigestDue(Instant now, DateTimeZone zone)
    {
        if (Gathered.Topics == MailTopics.None || IsPaused(now, zone)) return null;
        var day = DigestsAt.LatestDay(now, zone);
        if (Gathered.At(Pace.Daily) == MailTopics.None)
            while (day.DayOfWeek != DigestDay) day = day.PlusDays(-1);
        return day > (DigestOn ?? LocalDate.MinIsoValue) && DigestsAt.On(day, zone) > DigestSince ? day : null;
    }

    /// <summary>What the digest of a day holds.</summary>
    public MailTopics TopicsOn(LocalDate day) => Gathered.OnADay(day.DayOfWeek == DigestDay);

    /// <summary>When the next digest with <paramref name="topic"/> comes; null where it is not gathered.</summary>
    /// <param name="topic">One topic.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Where the member's clock hangs.</param>
    public Instant? NextDigest(MailTopics topic, Instant now, DateTimeZone zone) => PaceOf(topic) is var pace && (pace is Pace.Daily or Pace.Weekly) ? DigestsAt.Next(pace, now, zone) : null;

    /// <summary>Takes what is refused and what is not, when reminders come, and how much mail may say.</summary>
    public void Choose(MailTopics muted, ReminderChoices reminders, bool detailed)
    {
        Mute(muted);
        (Muted, Times, Detailed) = (muted, reminders.Times, detailed);
        (QuietFrom, QuietUntil) = (reminders.Quiet?.From, reminders.Quiet?.Until);
    }

    /// <summary>Takes the look of letters.</summary>
    public void Read(bool plainText) => PlainText = plainText;

    /// <summary>Sets the pace of topics: all of them alike. What cannot wait for a digest comes at once instead.</summary>
    public void Set(MailTopics topics, Pace pace, Instant now)
    {
        var before = Gathered;
        Gathered = Gathered.With(topics, pace, now);
        Muted = pace == Pace.Never ? Muted | topics : Muted & ~topics;
        // Today's digest, whose hour may have passed, is not made up for what was chosen after it.
        if (before.Topics == MailTopics.None && Gathered.Topics != MailTopics.None) DigestSince = now;
    }

    /// <summary>Sets when digests come.</summary>
    public void GatherAt(DigestTime time, Instant now)
    {
        if (time == DigestsAt) return;
        (DigestHour, DigestDay, DigestSince) = (time.Hour, time.Day, now);
    }

    /// <summary>No more mail on <paramref name="topics"/>: what the link in a letter does.</summary>
    public void Mute(MailTopics topics)
    {
        Muted |= topics;
        Gathered = Gathered.With(topics, Pace.Never, Instant.MinValue);
    }

    /// <summary>The digest of a day is begun, whatever comes of it.</summary>
    public void BeginDigest(LocalDate day) => DigestOn = day;

    /// <summary>What happened up to <paramref name="until"/> has been told, or there was nothing.</summary>
    public void Told(MailTopics topics, Instant until) => Gathered = Gathered.Told(topics, until);

    /// <summary>No mail until a day.</summary>
    /// <param name="until">The first day on which mail comes again.</param>
    /// <param name="today">Today, on the member's calendar.</param>
    /// <exception cref="RuleBrokenException"><c>pause.past</c>: not after today. <c>pause.long</c>: further ahead than <see cref="LongestPauseDays"/>.</exception>
    public void Pause(LocalDate until, LocalDate today)
    {
        if (until <= today) throw new RuleBrokenException("pause.past");
        if (until > today.PlusDays(LongestPauseDays)) throw new RuleBrokenException("pause.long");
        PausedUntil = until;
    }

    /// <summary>Mail comes again.</summary>
    public void Resume() => PausedUntil = null;
}
