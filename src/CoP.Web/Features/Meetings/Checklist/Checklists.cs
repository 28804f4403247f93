using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.Checklist;

/// <summary>Keeps the checklists of meetings, and the template with which they begin.</summary>
public sealed class Checklists(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>Begins a new meeting's checklist. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task Begin(QuarterlyMeeting meeting, Instant now)
    {
        foreach (var task in await db.TemplateTasks.Where(t => t.RemovedAt == null).Select(t => t.Task).ToListAsync())
            db.ChecklistItems.Add(new ChecklistItem(Id<ChecklistItem>.New(now), meeting.Id, task, now));
    }

    /// <summary>Those who prepare a meeting see its checklist and tick what is done; the committee also changes it.</summary>
    public async Task<QuarterlyMeeting?> Find(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var prepares = me.Viewer.IsCommittee || meeting.HasSeat(me.Id) || meeting.AccessContactId == me.Id || await db.ChecklistItems.AnyAsync(i => i.MeetingId == id && i.OwnerId == me.Id);
        return prepares ? meeting : null;
    }

    /// <returns>False where the reader sees no such task.</returns>
    public Task<bool> Do(Id<QuarterlyMeeting> id, Id<ChecklistItem> item) => OnItem(id, item, (found, now) => found.Do(me.Id, now));

    /// <inheritdoc cref="Do"/>
    public Task<bool> Undo(Id<QuarterlyMeeting> id, Id<ChecklistItem> item) => OnItem(id, item, (found, _) => found.Undo());

    public Task<bool> Add(Id<QuarterlyMeeting> id, ChecklistTask task, string? owner) => db.Write(async () =>
    {
        // The meeting's row is held: of two who add the last task that there is room for, one does.
        if (await db.Meetings.ForUpdate(id) is null) return false;
        if (await db.ChecklistItems.CountAsync(i => i.MeetingId == id) >= ChecklistTask.Most) throw new RuleBrokenException("checklist.full", ChecklistTask.Most);
        var now = clock.Now();
        var item = new ChecklistItem(Id<ChecklistItem>.New(now), id, task, now);
        if (await Owner(owner) is { } member) item.Change(task, member);
        db.ChecklistItems.Add(item);
        return true;
    });

    public Task<bool> Change(Id<QuarterlyMeeting> id, Id<ChecklistItem> itemId, int version, ChecklistTask task, string? owner) => db.Write(async () =>
    {
        if (await db.ChecklistItems.ForUpdate(itemId) is not { } item || item.MeetingId != id) return false;
        item.Expect(version);
        item.Change(task, await Owner(owner));
        return true;
    });

    public Task<bool> Remove(Id<QuarterlyMeeting> id, Id<ChecklistItem> itemId) => db.Write(async () =>
    {
        if (await db.ChecklistItems.ForUpdate(itemId) is not { } item || item.MeetingId != id) return false;
        db.ChecklistItems.Remove(item);
        return true;
    });

    public Task AddToTemplate(ChecklistTask task) => db.Write(async () =>
    {
        if (await db.TemplateTasks.CountAsync(t => t.RemovedAt == null) >= ChecklistTask.Most) throw new RuleBrokenException("checklist.full", ChecklistTask.Most);
        db.TemplateTasks.Add(new TemplateTask(Id<TemplateTask>.New(clock.Now()), task));
    });

    public Task<bool> ChangeTemplate(Id<TemplateTask> id, int version, ChecklistTask task) => db.Write(async () =>
    {
        if (await db.TemplateTasks.ForUpdate(id) is not { } found) return false;
        found.Expect(version);
        found.Change(task);
        return true;
    });

    public Task<bool> RemoveFromTemplate(Id<TemplateTask> id) => db.Write(async () =>
    {
        if (await db.TemplateTasks.ForUpdate(id) is not { RemovedAt: null } found) return false;
        found.Remove(clock.Now());
        return true;
    });

    async Task<bool> OnItem(Id<QuarterlyMeeting> id, Id<ChecklistItem> itemId, Action<ChecklistItem, Instant> act) => await db.Write(async () =>
    {
        if (await Find(id) is null || await db.ChecklistItems.ForUpdate(itemId) is not { } item || item.MeetingId != id) return false;
        act(item, clock.Now());
        return true;
    });

    async Task<Member?> Owner(string? id)
    {
        if (string.IsNullOrEmpty(id)) return null;
        return (Id<Member>.TryParse(id, null, out var member) ? await db.Members.SingleOrDefaultAsync(m => m.Id == member) : null) ?? throw new RuleBrokenException("checklist.owner");
    }
}
