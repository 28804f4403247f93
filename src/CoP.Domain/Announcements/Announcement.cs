using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Announcements;

/// <summary>Something that the steering committee tells all members, in both languages: on the home page until a day, and by mail to those who want news.</summary>
public sealed class Announcement
{
    /// <summary>Longest title in each language, in characters.</summary>
    public const int TitleLimit = 120;

    /// <summary>For how many days ahead one can stay on the home page.</summary>
    public const int DaysAhead = 366;

    /// <summary>For how long it can be taken back as if it had never been; letters wait that long.</summary>
    public static readonly Duration TakeBackWithin = Duration.FromMinutes(10);

    private Announcement()
    {
    }

    /// <summary>Tells the members something.</summary>
    /// <param name="id">Which announcement.</param>
    /// <param name="words">What, in both languages.</param>
    /// <param name="until">The last day on the home page.</param>
    /// <param name="today">Today, where the community is.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException">As <see cref="Change"/>.</exception>
    public Announcement(Id<Announcement> id, AnnouncementWords words, LocalDate until, LocalDate today, Id<Member> by, Instant now)
    {
        (Id, PostedById, PostedAt) = (id, by, now);
        Change(words, until, today);
    }

    /// <summary>Which announcement.</summary>
    public Id<Announcement> Id { get; private set; }

    /// <summary>What it is called.</summary>
    public TwoLanguages Title { get; private set; } = new("", "");

    /// <summary>What it says in English.</summary>
    public RenderedText English { get; private set; } = RenderedText.Nothing;

    /// <summary>What it says in Spanish.</summary>
    public RenderedText Spanish { get; private set; } = RenderedText.Nothing;

    /// <summary>The last day on which it is on the home page.</summary>
    public LocalDate UntilOn { get; private set; }

    /// <summary>Who posted it, for the committee.</summary>
    public Id<Member> PostedById { get; private set; }

    /// <summary>When it was posted.</summary>
    public Instant PostedAt { get; private set; }

    /// <summary>When the committee took it off the home page before its day; null otherwise.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>How often anything has changed: an edit names the version that it was made on.</summary>
    public int Version { get; private set; }

    /// <summary>What it says in <paramref name="language"/> (<c>en</c> or <c>es</c>).</summary>
    public RenderedText In(string language) => language == "es" ? Spanish : English;

    /// <summary>Whether it is on the home page of those who have not put it away.</summary>
    public bool IsCurrent(LocalDate today) => EndedAt is null && today <= UntilOn;

    /// <summary>Whether it can be taken back as if it had never been.</summary>
    public bool CanBeTakenBack(Instant now) => now < PostedAt + TakeBackWithin;

    /// <summary>Makes sure that a change was made on what it is now.</summary>
    /// <exception cref="RuleBrokenException"><c>announcement.changed</c>: someone else was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version) throw new RuleBrokenException("announcement.changed");
    }

    /// <summary>Says it in other words, or until another day. Who had letters of it gets no second one.</summary>
    /// <exception cref="RuleBrokenException"><c>announcement.until</c>: a day that has passed, unless it was that already, or over <see cref="DaysAhead"/> days away.</exception>
    public void Change(AnnouncementWords words, LocalDate until, LocalDate today)
    {
        if ((until < today && until != UntilOn) || until > today.PlusDays(DaysAhead)) throw new RuleBrokenException("announcement.until", DaysAhead);
        (Title, English, Spanish, UntilOn) = (words.Title, words.English, words.Spanish, until);
        Version++;
    }

    /// <summary>Takes it off the home page. A second time changes nothing.</summary>
    public void End(Instant now)
    {
        if (EndedAt is not null) return;
        EndedAt = now;
        Version++;
    }
}

/// <summary>What an announcement says, checked.</summary>
public sealed record AnnouncementWords
{
    private AnnouncementWords(TwoLanguages title, RenderedText english, RenderedText spanish) => (Title, English, Spanish) = (title, english, spanish);

    /// <summary>What it is called.</summary>
    public TwoLanguages Title { get; }

    /// <summary>What it says in English.</summary>
    public RenderedText English { get; }

    /// <summary>What it says in Spanish.</summary>
    public RenderedText Spanish { get; }

    /// <summary>As typed; the texts are rendered already.</summary>
    /// <exception cref="RuleBrokenException"><c>announcement.title.en</c>, <c>announcement.title.es</c>: none, too long, or with characters that cannot be shown.</exception>
    public static AnnouncementWords Of(string? englishTitle, string? spanishTitle, RenderedText english, RenderedText spanish) =>
        new(new(PlainText.NeededLine(englishTitle, Announcement.TitleLimit, "announcement.title.en"), PlainText.NeededLine(spanishTitle, Announcement.TitleLimit, "announcement.title.es")), english, spanish);
}

/// <summary>That a member has put an announcement away: it is not on their home page any more.</summary>
public sealed class PutAway
{
    private PutAway()
    {
    }

    /// <summary>A member has seen enough of it.</summary>
    public PutAway(Id<Announcement> announcementId, Id<Member> memberId) => (AnnouncementId, MemberId) = (announcementId, memberId);

    /// <summary>The announcement.</summary>
    public Id<Announcement> AnnouncementId { get; private set; }

    /// <summary>The member.</summary>
    public Id<Member> MemberId { get; private set; }
}
