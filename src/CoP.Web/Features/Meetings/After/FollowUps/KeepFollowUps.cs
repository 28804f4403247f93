using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Meetings.After.FollowUps;

/// <summary>What is done with follow-ups; whoever is given one hears of it, and whoever has one is reminded when it is due.</summary>
public sealed class KeepFollowUps(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>Until when a slip can be put right before it goes by mail.</summary>
    public static readonly Duration Wait = Duration.FromMinutes(10);

    /// <returns>False where the member keeps no such meeting.</returns>
    public Task<bool> Add(Id<QuarterlyMeeting> id, FollowUpInput input) => db.Write(async () =>
    {
        if (await db.Meetings.ForUpdate(id, m => m.KeptBy(me.Viewer)) is not { } meeting) return false;
        var now = clock.Now();
        var followUp = new FollowUp(Id<FollowUp>.New(now), meeting, input.Text, await Owner(input), input.Due!.Value, await db.FollowUps.CountAsync(f => f.MeetingId == id), now);
        db.FollowUps.Add(followUp);
        Tell(followUp, now);
        return true;
    });

    public Task<Id<QuarterlyMeeting>?> Change(Id<FollowUp> id, FollowUpInput input) => With(id, all => all.ChangedBy(db, me.Viewer, clock.Now()), async followUp =>
    {
        var (now, before) = (clock.Now(), followUp.OwnerId);
        followUp.Change(input.Text, await Owner(input), input.Due!.Value, now);
        if (followUp.OwnerId != before) Tell(followUp, now);
    });

    public Task<Id<QuarterlyMeeting>?> Finish(Id<FollowUp> id) => With(id, all => all.FinishedBy(db, me.Viewer, clock.Now()), followUp => followUp.Finish(clock.Now()));

    public Task<Id<QuarterlyMeeting>?> Reopen(Id<FollowUp> id) => With(id, all => all.FinishedBy(db, me.Viewer, clock.Now()), followUp => followUp.Reopen());

    public Task<Id<QuarterlyMeeting>?> Remove(Id<FollowUp> id) => With(id, all => all.ChangedBy(db, me.Viewer, clock.Now()), followUp => db.Remove(followUp));

    /// <summary>Reminds the owners of what is due. On several nodes each does it; whoever is first has done it for all.</summary>
    public async Task Remind()
    {
        var day = FollowUp.DayOf(clock.Now());
        foreach (var id in await db.FollowUps.AsNoTracking().Where(f => f.DoneAt == null && f.DueOn <= day && (f.RemindedOf == null || f.RemindedOf != f.DueOn)).Select(f => f.Id).ToListAsync())
            await db.Write(async () =>
            {
                var now = clock.Now();
                if (await db.FollowUps.ForUpdate(id) is { } followUp && followUp.Remind(now)) db.Tell(Occasion.Of(LetterKind.FollowUpDue, id.Value, followUp.Version, now, followUp.OwnerId));
            });
    }

    void Tell(FollowUp followUp, Instant now)
    {
        if (followUp.OwnerId != me.Id) db.Tell(Occasion.Of(LetterKind.FollowUpGiven, followUp.Id.Value, followUp.Version, now + Wait, followUp.OwnerId));
    }

    Task<Id<QuarterlyMeeting>?> With(Id<FollowUp> id, Func<IQueryable<FollowUp>, IQueryable<FollowUp>> mine, Action<FollowUp> verb) => With(id, mine, followUp =>
    {
        verb(followUp);
        return Task.CompletedTask;
    });

    Task<Id<QuarterlyMeeting>?> With(Id<FollowUp> id, Func<IQueryable<FollowUp>, IQueryable<FollowUp>> mine, Func<FollowUp, Task> verb) => db.Write(async () =>
    {
        if (await db.FollowUps.ForUpdate(id, mine) is not { } followUp) return (Id<QuarterlyMeeting>?)null;
        await verb(followUp);
        return followUp.MeetingId;
    });

    async Task<Member> Owner(FollowUpInput input) =>
        Id<Member>.TryParse(input.Owner, null, out var id) && await db.Members.SingleOrDefaultAsync(m => m.Id == id) is { } owner ? owner : throw new RuleBrokenException("followup.owner");
}
