using System.Security.Cryptography;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Records;

/// <summary>
/// What one member keeps for themselves: what they came to, what they think about it, and how they see their own practice. It is theirs alone;
/// whose it is it does not say.
/// </summary>
public sealed class MemberRecord
{
    /// <summary>Most entries of what one came to.</summary>
    public const int MostAttended = 2000;

    /// <summary>Most reflections.</summary>
    public const int MostReflections = 1000;

    /// <summary>Most self-assessments.</summary>
    public const int MostAssessments = 200;

    private readonly List<Attended> _attended = [];
    private readonly List<Reflection> _reflections = [];
    private readonly List<SelfAssessment> _assessments = [];

    /// <summary>An empty record.</summary>
    public MemberRecord()
    {
    }

    /// <summary>A record as it was kept.</summary>
    public MemberRecord(IEnumerable<Attended> attended, IEnumerable<Reflection> reflections, IEnumerable<SelfAssessment> assessments)
    {
        _attended.AddRange(attended);
        _reflections.AddRange(reflections);
        _assessments.AddRange(assessments);
    }

    /// <summary>What the member came to, the latest day first.</summary>
    public IReadOnlyList<Attended> Attended => [.. _attended.AsEnumerable().Reverse().OrderByDescending(a => a.Day)];

    /// <summary>What they wrote for themselves, the latest day first.</summary>
    public IReadOnlyList<Reflection> Reflections => [.. _reflections.AsEnumerable().Reverse().OrderByDescending(r => r.Day)];

    /// <summary>How they saw their own practice, the earliest day first.</summary>
    public IReadOnlyList<SelfAssessment> Assessments => [.. _assessments.OrderBy(a => a.Day)];

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => _attended.Count + _reflections.Count + _assessments.Count == 0;

    /// <summary>That a session of a group is in it; null where it is not.</summary>
    public Attended? Find(Id<Group> group, LocalDateTime session) => _attended.Find(a => a.GroupId == group && a.Session == session);

    /// <summary>That a quarterly meeting is in it; null where it is not.</summary>
    public Attended? Find(Id<QuarterlyMeeting> meeting) => _attended.Find(a => a.MeetingId == meeting);

    /// <summary>An entry; null where there is none.</summary>
    public Attended? Find(Id<Attended> id) => _attended.Find(a => a.Id == id);

    /// <summary>A reflection; null where there is none.</summary>
    public Reflection? Find(Id<Reflection> id) => _reflections.Find(r => r.Id == id);

    /// <summary>A self-assessment; null where there is none.</summary>
    public SelfAssessment? Find(Id<SelfAssessment> id) => _assessments.Find(a => a.Id == id);

    /// <summary>The member came to a session of a group. Said twice, it stands in the record once.</summary>
    /// <exception cref="RuleBrokenException"><c>session.unknown</c>; <c>record.ahead</c>: it was cancelled, or has not begun; <c>record.full</c>.</exception>
    public Attended Came(Group group, LocalDateTime original, Instant now)
    {
        if (Find(group.Id, original) is { } there) return there;
        var (_, session) = group.Find(original) ?? throw new RuleBrokenException("session.unknown");
        if (!session.TakesPlace || session.Slot.StartsAt > now) throw new RuleBrokenException("record.ahead");
        return Add(new Attended(Unguessable<Attended>(), session.Slot.Start.Date, session.Slot.Minutes, group.Name) { GroupId = group.Id, Session = original });
    }

    /// <summary>The member came to a quarterly meeting. Said twice, it stands in the record once.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>record.ahead</c>: it does not take place, or nobody can have come yet; <c>record.title</c>, <c>record.full</c>.</exception>
    public Attended Came(QuarterlyMeeting meeting, string title, Instant now)
    {
        if (Find(meeting.Id) is { } there) return there;
        if (!meeting.IsHappening() || meeting.DoorOpensAt() > now) throw new RuleBrokenException("record.ahead");
        return Add(new Attended(Unguessable<Attended>(), meeting.Slot.Start.Date, meeting.Slot.Minutes, Records.Attended.Named(title)) { MeetingId = meeting.Id });
    }

    /// <summary>The member came to something elsewhere.</summary>
    /// <param name="day">On which day.</param>
    /// <param name="minutes">How long it was.</param>
    /// <param name="title">What it was, in their words.</param>
    /// <param name="today">The day it is where the member is.</param>
    /// <exception cref="RuleBrokenException"><c>record.day</c>, <c>record.length</c>, <c>record.title</c>, <c>record.full</c>.</exception>
    public Attended CameElsewhere(LocalDate day, int minutes, string? title, LocalDate today) =>
        Add(new Attended(Unguessable<Attended>(), Past(day, today), Records.Attended.Long(minutes), Records.Attended.Named(title)));

    /// <summary>An entry says something else from now on. False where there is none.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="CameElsewhere"/>.</exception>
    public bool Correct(Id<Attended> id, LocalDate day, int minutes, string? title, LocalDate today)
    {
        var place = _attended.FindIndex(a => a.Id == id);
        if (place < 0) return false;
        // What a clock elsewhere dated a day ahead stays as it was.
        var kept = day == _attended[place].Day ? day : Past(day, today);
        _attended[place] = _attended[place] with { Day = kept, Minutes = Records.Attended.Long(minutes), Title = Records.Attended.Named(title) };
        return true;
    }

    /// <summary>An entry is forgotten; what was written about it stays, about nothing. False where there is none.</summary>
    public bool Remove(Id<Attended> id)
    {
        for (var i = 0; i < _reflections.Count; i++)
            if (_reflections[i].About == id) _reflections[i] = _reflections[i] with { About = null };
        return _attended.RemoveAll(a => a.Id == id) > 0;
    }

    /// <summary>The member wrote something for themselves. The text itself is kept beside the record.</summary>
    /// <param name="day">Of which day it is.</param>
    /// <param name="title">What it is called, if anything.</param>
    /// <param name="language"><c>en</c> or <c>es</c>.</param>
    /// <param name="about">The entry that it is about, if it is about one.</param>
    /// <param name="today">The day it is where the member is.</param>
    /// <exception cref="RuleBrokenException"><c>record.day</c>, <c>reflection.title</c>, <c>text.language</c>; <c>record.about</c>: there is no such entry; <c>record.full</c>.</exception>
    public Reflection Reflect(LocalDate day, string? title, string? language, Id<Attended>? about, LocalDate today)
    {
        if (_reflections.Count >= MostReflections) throw new RuleBrokenException("record.full", MostReflections);
        var reflection = new Reflection(Unguessable<Reflection>(), Past(day, today), Reflection.Named(title), PlainText.Language(language), Known(about));
        _reflections.Add(reflection);
        return reflection;
    }

    /// <summary>A reflection is of another day, title, language or entry. False where there is none.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Reflect"/>.</exception>
    public bool Revise(Id<Reflection> id, LocalDate day, string? title, string? language, Id<Attended>? about, LocalDate today)
    {
        var place = _reflections.FindIndex(r => r.Id == id);
        if (place < 0) return false;
        _reflections[place] = new Reflection(id, Past(day, today), Reflection.Named(title), PlainText.Language(language), Known(about));
        return true;
    }

    /// <summary>A reflection is forgotten. False where there is none.</summary>
    public bool Remove(Id<Reflection> id) => _reflections.RemoveAll(r => r.Id == id) > 0;

    /// <summary>The member says how they see their own practice.</summary>
    /// <param name="day">Of which day it is.</param>
    /// <param name="steps">A step of 1 to 5 for each competency that they say something of.</param>
    /// <param name="words">What they add, if anything.</param>
    /// <param name="today">The day it is where the member is.</param>
    /// <exception cref="RuleBrokenException"><c>record.day</c>, <c>assessment.empty</c>, <c>assessment.step</c>, <c>assessment.words</c>, <c>record.full</c>.</exception>
    public SelfAssessment Assess(LocalDate day, IReadOnlyDictionary<Competency, int> steps, string? words, LocalDate today)
    {
        if (_assessments.Count >= MostAssessments) throw new RuleBrokenException("record.full", MostAssessments);
        var assessment = SelfAssessment.Of(Unguessable<SelfAssessment>(), Past(day, today), steps, words);
        _assessments.Add(assessment);
        return assessment;
    }

    /// <summary>A self-assessment says something else. False where there is none.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Assess"/>.</exception>
    public bool Reconsider(Id<SelfAssessment> id, LocalDate day, IReadOnlyDictionary<Competency, int> steps, string? words, LocalDate today)
    {
        var place = _assessments.FindIndex(a => a.Id == id);
        if (place < 0) return false;
        _assessments[place] = SelfAssessment.Of(id, Past(day, today), steps, words);
        return true;
    }

    /// <summary>A self-assessment is forgotten. False where there is none.</summary>
    public bool Remove(Id<SelfAssessment> id) => _assessments.RemoveAll(a => a.Id == id) > 0;

    private Attended Add(Attended entry)
    {
        if (_attended.Count >= MostAttended) throw new RuleBrokenException("record.full", MostAttended);
        _attended.Add(entry);
        return entry;
    }

    private Id<Attended>? Known(Id<Attended>? about) => about is null || Find(about.Value) is not null ? about : throw new RuleBrokenException("record.about");

    private static LocalDate Past(LocalDate day, LocalDate today) =>
        day <= today && day >= today.PlusYears(-50) ? day : throw new RuleBrokenException("record.day");

    // An id made of the time, as elsewhere, would say when something was put down.
    private static Id<T> Unguessable<T>() => new(new Guid(RandomNumberGenerator.GetBytes(16)));
}
