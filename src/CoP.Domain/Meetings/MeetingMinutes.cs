using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// What is written down of a meeting, in English and in Spanish side by side. A draft, seen by who leads the meeting and the committee, until it
/// is published to everyone who sees the meeting. Earlier words are kept.
/// </summary>
public sealed class MeetingMinutes
{
    /// <summary>For how long a publication can be taken back; letters wait that long.</summary>
    public static readonly Duration TakeBackWithin = Duration.FromMinutes(10);

    private readonly List<MinutesText> _texts = [];

    private MeetingMinutes()
    {
    }

    /// <summary>Begins the minutes of a meeting.</summary>
    /// <exception cref="RuleBrokenException"><c>minutes.early</c>: it was never announced, was called off or has not begun.</exception>
    public MeetingMinutes(QuarterlyMeeting meeting, Instant now)
    {
        if (!CanBegin(meeting, now)) throw new RuleBrokenException("minutes.early");
        MeetingId = meeting.Id;
    }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>How often anything has changed: an edit names the version that it was made on.</summary>
    public int Version { get; private set; }

    /// <summary>Since when everyone who sees the meeting reads them; null while they are a draft.</summary>
    public Instant? PublishedAt { get; private set; }

    /// <summary>How often they were published: a letter about a publication that was taken back is not sent.</summary>
    public int Publications { get; private set; }

    /// <summary>What they say, in one language or in both.</summary>
    public IReadOnlyList<MinutesText> Texts => _texts;

    /// <summary>Whether there can be minutes of a meeting: it has begun and was not called off.</summary>
    public static bool CanBegin(QuarterlyMeeting meeting, Instant now) =>
        meeting.AnnouncedAt is not null && meeting.State is (MeetingState.Announced or MeetingState.Held or MeetingState.MinutesPublished) && meeting.Slot.StartsAt <= now;

    /// <summary>What they say in <paramref name="language"/> (<c>en</c> or <c>es</c>); null where nothing is written yet.</summary>
    public MinutesText? In(string language) => _texts.Find(t => t.Language == language);

    /// <summary>Whether the publication can be taken back.</summary>
    public bool CanBeTakenBack(Instant now) => PublishedAt is { } at && now < at + TakeBackWithin;

    /// <summary>Makes sure that a change was made on what they are now.</summary>
    /// <exception cref="RuleBrokenException"><c>minutes.changed</c>: someone else was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version) throw new RuleBrokenException("minutes.changed");
    }

    /// <summary>
    /// Takes new words. Where only one language changed, the other is behind from now on, unless the change catches up with the other or
    /// leaves its meaning as it was. Words that stay the same are no change.
    /// </summary>
    /// <param name="english">The English words; null for none.</param>
    /// <param name="spanish">The Spanish words; null for none.</param>
    /// <param name="same">Whoever writes says that both languages now say the same.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="now">The present.</param>
    /// <returns>What was said before and is not said any more, to be kept.</returns>
    /// <exception cref="RuleBrokenException"><c>minutes.empty</c>: neither language has words.</exception>
    public IReadOnlyList<MinutesRevision> Write(RenderedText? english, RenderedText? spanish, bool same, Id<Member> by, Instant now)
    {
        if (english is null && spanish is null) throw new RuleBrokenException("minutes.empty");
        var kept = new List<MinutesRevision>();
        var (englishChanged, spanishChanged) = (Take("en", english, by, now, kept), Take("es", spanish, by, now, kept));
        var marked = _texts.Exists(t => t.BehindSince is not null);
        if (In("en") is not { } first || In("es") is not { } second || same || (englishChanged && spanishChanged))
        {
            _texts.ForEach(t => t.CatchUp());
        }
        else if (englishChanged || spanishChanged)
        {
            var (changed, other) = englishChanged ? (first, second) : (second, first);
            if (changed.BehindSince is not null) changed.CatchUp();
            else other.FallBehind(now);
        }
        if (englishChanged || spanishChanged || marked != _texts.Exists(t => t.BehindSince is not null)) Version++;
        return kept;
    }

    /// <summary>Shows them to everyone who sees the meeting, which has come to <see cref="MeetingState.MinutesPublished"/> by that.</summary>
    /// <exception cref="RuleBrokenException"><c>minutes.early</c>: the meeting is not over, or was called off. <c>minutes.empty</c>. <c>minutes.published</c>: they are there already.</exception>
    public void Publish(QuarterlyMeeting meeting, Instant now)
    {
        if (PublishedAt is not null) throw new RuleBrokenException("minutes.published");
        if (_texts.Count == 0) throw new RuleBrokenException("minutes.empty");
        if (!CanBegin(meeting, now) || !meeting.IsOver(now)) throw new RuleBrokenException("minutes.early");
        meeting.PublishMinutes(now);
        PublishedAt = now;
        Publications++;
        Version++;
    }

    /// <summary>Makes a draft of them again, before anyone was told by mail; the meeting has been held, as before.</summary>
    /// <exception cref="RuleBrokenException"><c>minutes.told</c>: they are not published, or have been for <see cref="TakeBackWithin"/>.</exception>
    public void TakeBack(QuarterlyMeeting meeting, Instant now)
    {
        if (!CanBeTakenBack(now)) throw new RuleBrokenException("minutes.told", (int)TakeBackWithin.TotalMinutes);
        meeting.TakeMinutesBack();
        PublishedAt = null;
        Version++;
    }

    private bool Take(string language, RenderedText? body, Id<Member> by, Instant now, List<MinutesRevision> kept)
    {
        var text = In(language);
        if (text?.Body.Source == body?.Source) return false;
        if (text is not null) kept.Add(new MinutesRevision(text, PublishedAt is not null));
        if (body is null) _texts.Remove(text!);
        else if (text is null) _texts.Add(new MinutesText(MeetingId, language, body, by, now));
        else text.Reword(body, by, now);
        return true;
    }
}

/// <summary>The minutes in one language.</summary>
public sealed class MinutesText
{
    private MinutesText()
    {
    }

    internal MinutesText(Id<QuarterlyMeeting> meeting, string language, RenderedText body, Id<Member> by, Instant now) =>
        (MeetingId, Language, Body, ById, Since) = (meeting, language, body, by, now);

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>What they say.</summary>
    public RenderedText Body { get; private set; } = RenderedText.Nothing;

    /// <summary>Who wrote it so.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>Since when it says so.</summary>
    public Instant Since { get; private set; }

    /// <summary>Since when the other language says something else; null while both say the same.</summary>
    public Instant? BehindSince { get; private set; }

    internal void Reword(RenderedText body, Id<Member> by, Instant now) => (Body, ById, Since) = (body, by, now);

    internal void CatchUp() => BehindSince = null;

    internal void FallBehind(Instant now) => BehindSince ??= now;
}

/// <summary>What minutes said before, in one language.</summary>
public sealed class MinutesRevision
{
    private MinutesRevision()
    {
    }

    internal MinutesRevision(MinutesText text, bool wasPublic) =>
        (MeetingId, Language, Since, Body, ById, WasPublic) = (text.MeetingId, text.Language, text.Since, text.Body, text.ById, wasPublic);

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Since when they said so.</summary>
    public Instant Since { get; private set; }

    /// <summary>What they said.</summary>
    public RenderedText Body { get; private set; } = RenderedText.Nothing;

    /// <summary>Who had written it so.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>Whether everyone who sees the meeting could read it then; what was only ever a draft stays with those who write.</summary>
    public bool WasPublic { get; private set; }
}
