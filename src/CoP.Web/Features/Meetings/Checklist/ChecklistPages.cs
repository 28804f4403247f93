using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Checklist;

/// <summary>A meeting's checklist.</summary>
/// <param name="CanChange">The reader may add, change and remove, and not only tick.</param>
public sealed record ChecklistPage(
    Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, LocalSlot Slot, MeetingState State, IReadOnlyList<ChecklistRow> Rows, IReadOnlyList<Person> People, bool CanChange, TaskInput Input,
    Id<ChecklistItem>? Editing = null)
{
    public int Done => Rows.Count(r => r.DoneBy is not null);
}

/// <param name="Owner">Who does it; null for the committee as a whole.</param>
public sealed record ChecklistRow(
    Id<ChecklistItem> Id, ChecklistTask Task, LocalDate Due, string? Owner, Id<Member>? NamedOwner, bool IsMine, string? DoneBy, Instant? DoneAt, bool IsOverdue, int Version);

/// <summary>The template's page.</summary>
public sealed record TemplatePage(IReadOnlyList<TemplateRow> Rows, TaskInput Input, Id<TemplateTask>? Editing = null);

public sealed record TemplateRow(Id<TemplateTask> Id, ChecklistTask Task, int Version);

/// <summary>The fields of a task.</summary>
/// <param name="People">Who can be named to do it; null where nobody is.</param>
public sealed record TaskFields(TaskInput Input, IReadOnlyList<Person>? People);

/// <summary>A task as typed.</summary>
public sealed class TaskInput
{
    public string? English { get; set; }
    public string? Spanish { get; set; }

    /// <summary>How many days; which way, <see cref="After"/> says.</summary>
    public int Days { get; set; }

    public bool After { get; set; }
    public TaskPart Part { get; set; }

    /// <summary>The member who does it; empty leaves it to the part.</summary>
    public string? Owner { get; set; }

    public int Version { get; set; }

    // A minus sign that somebody types means nothing else than before.
    public ChecklistTask ToTask() => new(English, Spanish, After ? Days : Days == int.MinValue ? Days : -Math.Abs(Days), Part);

    public static TaskInput Of(ChecklistTask task, Id<Member>? owner, int version) => new()
    {
        English = task.English,
        Spanish = task.Spanish,
        Days = Math.Abs(task.Days),
        After = task.Days > 0,
        Part = task.Part,
        Owner = owner?.ToString(),
        Version = version,
    };

    /// <summary>Which field a broken rule speaks of, as the views name them.</summary>
    public static string FieldOf(RuleBrokenException broken) => broken.Key switch
    {
        "checklist.words" => "Input.English",
        "checklist.days" => "Input.Days",
        "checklist.part" => "Input.Part",
        "checklist.owner" => "Input.Owner",
        _ => "",
    };
}

public sealed class ChecklistPages(CopDb db, Checklists checklists, CurrentMember me, TimeProvider clock)
{
    /// <summary>Null where the reader does not prepare the meeting.</summary>
    public async Task<ChecklistPage?> Find(Id<QuarterlyMeeting> id, TaskInput? input = null, Id<ChecklistItem>? editing = null)
    {
        if (await checklists.Find(id) is not { } meeting) return null;
        var today = clock.NowIn(meeting.Slot.Zone).Date;
        var items = await db.ChecklistItems.AsNoTracking().Where(i => i.MeetingId == id).ToListAsync();
        var people = items.SelectMany(i => new[] { i.OwnerAt(meeting), i.DoneById }).OfType<Id<Member>>().ToHashSet();
        var names = await db.Members.Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name);
        string? NameOf(Id<Member>? member) => member is { } who ? names.GetValueOrDefault(who) : null;
        var rows = items.OrderBy(i => i.Task.Days).ThenBy(i => i.Id).Select(i => new ChecklistRow(
            i.Id, i.Task, i.DueOn(meeting), NameOf(i.OwnerAt(meeting)), i.OwnerId, i.OwnerAt(meeting) is { } owner ? owner == me.Id : me.Viewer.IsCommittee,
            NameOf(i.DoneById), i.DoneAt, i.DoneAt is null && i.DueOn(meeting) < today && meeting.State is not (MeetingState.Postponed or MeetingState.Cancelled), i.Version));
        var preparing = new[] { meeting.RecoverySeat, meeting.PeerSupportSeat, meeting.AccessContactId }.OfType<Id<Member>>().ToArray();
        var owners = await db.Members.Where(m => m.State == MemberState.Active && ((m.Duties & (Duties.Committee | Duties.Facilitator)) != Duties.None || preparing.Contains(m.Id)))
            .OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new Person(m.Id, m.Name)).ToListAsync();
        return new(id, meeting.Kind, meeting.Quarter, meeting.Slot, meeting.State, [.. rows], owners, me.Viewer.IsCommittee, input ?? new(), editing);
    }

    public async Task<TemplatePage> Template(TaskInput? input = null, Id<TemplateTask>? editing = null)
    {
        var tasks = await db.TemplateTasks.AsNoTracking().Where(t => t.RemovedAt == null).ToListAsync();
        return new([.. tasks.OrderBy(t => t.Task.Days).ThenBy(t => t.Id).Select(t => new TemplateRow(t.Id, t.Task, t.Version))], input ?? new(), editing);
    }
}
