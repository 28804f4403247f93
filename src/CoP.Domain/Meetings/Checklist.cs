using System.Globalization;
using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>Something to be done for a meeting, some days before or after it.</summary>
/// <param name="English">In English; null where it is only said in Spanish.</param>
/// <param name="Spanish">In Spanish; null where it is only said in English.</param>
/// <param name="Days">Days from the meeting: negative before it, 0 on its day, positive after it.</param>
/// <param name="Part">Whose part it is, unless somebody is named.</param>
public sealed record ChecklistTask(string? English, string? Spanish, int Days, TaskPart Part)
{
    /// <summary>Longest words, in characters.</summary>
    public const int WordsLimit = 200;

    /// <summary>Most days before or after.</summary>
    public const int DaysLimit = 180;

    /// <summary>Most tasks of a template, and of a meeting.</summary>
    public const int Most = 60;

    /// <summary>The same, trimmed and within all limits.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>checklist.words</c>: in neither language, or too long. <c>checklist.days</c>: over <see cref="DaysLimit"/>. <c>checklist.part</c>: not among what there is.
    /// </exception>
    public ChecklistTask Checked()
    {
        var (english, spanish) = (PlainText.Line(English, WordsLimit, "checklist.words"), PlainText.Line(Spanish, WordsLimit, "checklist.words"));
        if (english is null && spanish is null) throw new RuleBrokenException("checklist.words", WordsLimit);
        if (Days is < -DaysLimit or > DaysLimit) throw new RuleBrokenException("checklist.days", DaysLimit);
        if (!Enum.IsDefined(Part)) throw new RuleBrokenException("checklist.part");
        return new(english, spanish, Days, Part);
    }

    /// <summary>The words in a language, or else in the other, and in which they are.</summary>
    /// <param name="language"><c>en</c> or <c>es</c>.</param>
    public (string Words, string Language) In(string language) =>
        language == "es" ? Spanish is null ? (English!, "en") : (Spanish, "es") : English is null ? (Spanish!, "es") : (English, "en");
}

/// <summary>Whose part of a meeting's preparation a task is.</summary>
public enum TaskPart
{
    /// <summary>The steering committee's.</summary>
    Committee,

    /// <summary>The access contact's.</summary>
    AccessContact,

    /// <summary>The first facilitator's: the Area Director of Recovery's.</summary>
    Recovery,

    /// <summary>The second facilitator's: the ACCS Director of Peer Support's.</summary>
    PeerSupport,
}

/// <summary>A task of the template, with which the checklist of each new meeting begins.</summary>
public sealed class TemplateTask
{
    private TemplateTask()
    {
    }

    /// <summary>A new task.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="ChecklistTask.Checked"/>.</exception>
    public TemplateTask(Id<TemplateTask> id, ChecklistTask task)
    {
        Id = id;
        Change(task);
    }

    /// <summary>Which task.</summary>
    public Id<TemplateTask> Id { get; private set; }

    /// <summary>What is to be done.</summary>
    public ChecklistTask Task { get; private set; } = null!;

    /// <summary>How often it was changed: an edit names the version that it was made on.</summary>
    public int Version { get; private set; }

    /// <summary>When it was taken out of the template; null while it is in it.</summary>
    public Instant? RemovedAt { get; private set; }

    /// <summary>Makes sure that a change was made on what the task is now.</summary>
    /// <exception cref="RuleBrokenException"><c>checklist.changed</c>: someone was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version || RemovedAt is not null) throw new RuleBrokenException("checklist.changed");
    }

    /// <summary>Says it otherwise. Checklists that have begun stay as they are.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="ChecklistTask.Checked"/>.</exception>
    public void Change(ChecklistTask task)
    {
        Task = task.Checked();
        Version++;
    }

    /// <summary>Takes it out of the template.</summary>
    public void Remove(Instant now)
    {
        RemovedAt = now;
        Version++;
    }
}

/// <summary>A task of one meeting. Its date moves with the meeting.</summary>
public sealed class ChecklistItem
{
    private ChecklistItem()
    {
    }

    /// <summary>A new task.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="ChecklistTask.Checked"/>.</exception>
    public ChecklistItem(Id<ChecklistItem> id, Id<QuarterlyMeeting> meeting, ChecklistTask task, Instant now)
    {
        (Id, MeetingId, CreatedAt) = (id, meeting, now);
        Change(task, null);
    }

    /// <summary>Which task.</summary>
    public Id<ChecklistItem> Id { get; private set; }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>What is to be done.</summary>
    public ChecklistTask Task { get; private set; } = null!;

    /// <summary>Who does it, where somebody was named; null leaves it to the task's part.</summary>
    public Id<Member>? OwnerId { get; private set; }

    /// <summary>Since when it is on the list.</summary>
    public Instant CreatedAt { get; private set; }

    /// <summary>When it was done; null while it is not.</summary>
    public Instant? DoneAt { get; private set; }

    /// <summary>Who said that it is done.</summary>
    public Id<Member>? DoneById { get; private set; }

    /// <summary>How often what is to be done was changed: an edit names the version that it was made on.</summary>
    public int Version { get; private set; }

    /// <summary>The day by which it is to be done, on the calendar of the meeting's zone.</summary>
    public LocalDate DueOn(QuarterlyMeeting meeting) => meeting.Slot.Start.Date.PlusDays(Task.Days);

    /// <summary>Who does it: who was named, or whose part it is; null leaves it to the committee.</summary>
    public Id<Member>? OwnerAt(QuarterlyMeeting meeting) => OwnerId ?? Task.Part switch
    {
        TaskPart.AccessContact => meeting.AccessContactId,
        TaskPart.Recovery => meeting.RecoverySeat,
        TaskPart.PeerSupport => meeting.PeerSupportSeat,
        _ => null,
    };

    /// <summary>Makes sure that a change was made on what the task is now.</summary>
    /// <exception cref="RuleBrokenException"><c>checklist.changed</c>: someone was faster.</exception>
    public void Expect(int version)
    {
        if (version != Version) throw new RuleBrokenException("checklist.changed");
    }

    /// <summary>Says it otherwise, or gives it to somebody.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="ChecklistTask.Checked"/>. <c>checklist.owner</c>: not an active member.</exception>
    public void Change(ChecklistTask task, Member? owner)
    {
        if (owner is { State: not MemberState.Active }) throw new RuleBrokenException("checklist.owner");
        (Task, OwnerId) = (task.Checked(), owner?.Id);
        Version++;
    }

    /// <summary>It is done; who said so first stays.</summary>
    public void Do(Id<Member> by, Instant now)
    {
        if (DoneAt is null) (DoneAt, DoneById) = (now, by);
    }

    /// <summary>It is not done after all.</summary>
    public void Undo() => (DoneAt, DoneById) = (null, null);
}

/// <summary>Tells owners what of a meeting's checklist is due on a day.</summary>
/// <param name="Meeting">Which meeting.</param>
/// <param name="Due">The day.</param>
public sealed record ChecklistReminder(Guid Meeting, LocalDate Due)
{
    /// <summary>For how many days a reminder that nobody could send is still worth sending.</summary>
    public const int KeptDays = 3;

    /// <summary>The same for the same reminder wherever it is computed.</summary>
    public Guid Key => StableKey.Of(string.Create(CultureInfo.InvariantCulture, $"checklist/{Meeting:N}/{Due:uuuu-MM-dd}"));

    /// <summary>
    /// The reminders that are due now: of tasks that are not done, from nine o'clock of their day on. None while the meeting waits for a date, or was called off, and
    /// of days that had passed when the task was made.
    /// </summary>
    public static IEnumerable<ChecklistReminder> DueNow(QuarterlyMeeting meeting, IEnumerable<ChecklistItem> items, Instant now)
    {
        if (meeting.State is MeetingState.Postponed or MeetingState.Cancelled) return [];
        Instant At(LocalDate day) => (day + SeatReminder.Hour).InZoneLeniently(meeting.Slot.Zone).ToInstant();
        return items.Where(item => item.DoneAt is null && At(item.DueOn(meeting)) is var due && due <= now && now < due + Duration.FromDays(KeptDays) && due >= item.CreatedAt)
            .Select(item => new ChecklistReminder(meeting.Id.Value, item.DueOn(meeting))).Distinct();
    }
}
