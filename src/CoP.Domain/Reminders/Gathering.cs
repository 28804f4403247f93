using System.Globalization;
using NodaTime;

namespace CoP.Domain.Reminders;

/// <summary>
/// What a member wants gathered in a digest, how often, and up to when each of it has been told. A value: whatever changes it gives another one.
/// </summary>
public sealed class Gathering : IEquatable<Gathering>
{
    private readonly SortedDictionary<MailTopics, (Pace Pace, Instant Since)> _kept = [];

    private Gathering(IEnumerable<KeyValuePair<MailTopics, (Pace Pace, Instant Since)>> kept)
    {
        foreach (var (topic, what) in kept) _kept.Add(topic, what);
    }

    /// <summary>Nothing is gathered.</summary>
    public static Gathering None { get; } = new([]);

    /// <summary>All that is gathered.</summary>
    public MailTopics Topics => _kept.Keys.Aggregate(MailTopics.None, (all, topic) => all | topic);

    /// <summary>How often a topic is gathered; null where it is not.</summary>
    public Pace? PaceOf(MailTopics topic) => _kept.TryGetValue(topic, out var kept) ? kept.Pace : null;

    /// <summary>Up to when the member has been told of a topic: what is older is not told again. Null where it is not gathered.</summary>
    public Instant? SinceOf(MailTopics topic) => _kept.TryGetValue(topic, out var kept) ? kept.Since : null;

    /// <summary>All that is gathered at <paramref name="pace"/>.</summary>
    public MailTopics At(Pace pace) => _kept.Where(k => k.Value.Pace == pace).Aggregate(MailTopics.None, (all, k) => all | k.Key);

    /// <summary>What a digest of a day holds.</summary>
    /// <param name="weekly">Whether it is the day of the weekly one.</param>
    public MailTopics OnADay(bool weekly) => weekly ? Topics : At(Pace.Daily);

    /// <summary>
    /// The same with topics at a pace; at <see cref="Pace.AtOnce"/> and <see cref="Pace.Never"/> they are gathered no more. What is gathered already goes on where it stood; the
    /// rest begins <paramref name="now"/>, since what came before was told at once or not wanted. What cannot wait is not gathered.
    /// </summary>
    public Gathering With(MailTopics topics, Pace pace, Instant now)
    {
        topics &= MailTopicSets.CanWait;
        var kept = _kept.Where(k => (k.Key & topics) == MailTopics.None);
        return pace is Pace.Daily or Pace.Weekly
            ? new(kept.Concat(topics.Each().Select(t => KeyValuePair.Create(t, (pace, SinceOf(t) ?? now)))))
            : new(kept);
    }

    /// <summary>The same, the member having been told of topics up to <paramref name="until"/>; never less than before.</summary>
    public Gathering Told(MailTopics topics, Instant until) =>
        new(_kept.Select(k => (k.Key & topics) == MailTopics.None ? k : KeyValuePair.Create(k.Key, (k.Value.Pace, Instant.Max(k.Value.Since, until)))));

    /// <summary>As it is kept: one line, read by <see cref="Parse"/>.</summary>
    public override string ToString() =>
        string.Join(' ', _kept.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Key}:{k.Value.Pace}:{k.Value.Since.ToUnixTimeTicks()}")));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It did not.</exception>
    public static Gathering Parse(string text) => new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':')).Select(fields => fields is [var topic, var pace, var since]
        ? KeyValuePair.Create(Enum.Parse<MailTopics>(topic), (Enum.Parse<Pace>(pace), Instant.FromUnixTimeTicks(long.Parse(since, CultureInfo.InvariantCulture))))
        : throw new FormatException("Not what is gathered.")));

    /// <inheritdoc />
    public bool Equals(Gathering? other) => other is not null && _kept.SequenceEqual(other._kept);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Gathering);

    /// <inheritdoc />
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
