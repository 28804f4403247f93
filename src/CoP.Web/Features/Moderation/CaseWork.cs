using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Moderation;

/// <summary>Does what moderators decide: to the post, on the record, and in word to those it concerns.</summary>
public sealed class CaseWork(CopDb db, CurrentMember me, CaseSight sight, Anonymity anonymity, Written written, TimeProvider clock)
{
    /// <summary>What was done; null where there is no such case for this moderator.</summary>
    /// <exception cref="RuleBrokenException">As the verb of <see cref="Case"/>.</exception>
    public Task<CaseStep?> Do(Id<Case> id, Func<Case, Post, Instant, CaseStep> verb) => db.Write(async () =>
    {
        if (await db.Hold(id) is not { } held || !await sight.May(id)) return null;
        var (@case, thread, post) = held;
        var now = clock.Now();
        var step = verb(@case, post, now);
        var version = thread.Version;
        switch (step.Kind)
        {
            case CaseStepKind.Hidden:
                thread.Hide(post, now + Case.HidingLasts);
                await written.ShowQuotations(post);
                break;
            case CaseStepKind.Removed:
                thread.Remove(post, now);
                await written.EraseQuotations(post);
                break;
            case CaseStepKind.Restored:
                thread.Restore(post);
                break;
        }
        if (thread.Version != version)
        {
            await db.ChangedBeside(thread, post);
            db.Changed(thread);
        }
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, Kinds[step.Kind], me.Id, after: id.ToString()));
        if (step.IsForAuthor)
        {
            db.Tell(Occasion.Of(LetterKind.PostModerated, step.Id.Value, 0, now));
            await db.Notify(anonymity, post.AuthorId?.Value ?? post.AliasId!.Value.Value, NoticeKind.Moderation, thread.Id, post.Id, now);
        }
        if (step.Kind is CaseStepKind.Removed or CaseStepKind.Left) TellWhoRaisedIt(@case, now);
        if (@case.WaitsSince is null) await db.NoticesSettled(Duties.Moderator, NoticeKind.ConcernWaiting, post.Id, now);
        return step;
    });

    void TellWhoRaisedIt(Case @case, Instant now)
    {
        foreach (var concern in @case.Concerns.Where(c => c.ToldAt is null))
        {
            concern.Told(now);
            db.Tell(Occasion.Of(LetterKind.ConcernSeen, concern.Id.Value, 0, now, concern.RaisedById));
        }
    }

    static readonly Dictionary<CaseStepKind, AuditKind> Kinds = new()
    {
        [CaseStepKind.Hidden] = AuditKind.PostHidden,
        [CaseStepKind.RemovalAsked] = AuditKind.PostRemovalAsked,
        [CaseStepKind.Removed] = AuditKind.PostRemoved,
        [CaseStepKind.RestoringAsked] = AuditKind.PostRestoringAsked,
        [CaseStepKind.Restored] = AuditKind.PostRestored,
        [CaseStepKind.Left] = AuditKind.CaseLeft,
        [CaseStepKind.Answered] = AuditKind.CaseAnswered,
        [CaseStepKind.Paused] = AuditKind.AuthorPaused,
        [CaseStepKind.Unpaused] = AuditKind.AuthorUnpaused,
    };
}

public static class CaseLocks
{
    /// <summary>A case waits for the moderators: they are told on the site and by mail. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static void TellModerators(this CopDb db, Id<Case> id, int version, Instant now)
    {
        db.Tell(Occasion.Of(LetterKind.NoticeOfConcern, id.Value, version, now));
        db.Tell(Occasion.Of(LetterKind.ConcernWaiting, id.Value, version, now));
    }

    /// <summary>
    /// The case with its thread and post, their rows held: the thread first and then the case, for everyone in this order. Only
    /// inside <see cref="CopDb.Write{T}"/>.
    /// </summary>
    public static async Task<(Case Case, Thread Thread, Post Post)?> Hold(this CopDb db, Id<Case> id)
    {
        if (await db.Cases.Where(c => c.Id == id).Select(c => (Id<Thread>?)c.ThreadId).SingleOrDefaultAsync() is not { } threadId) return null;
        var thread = (await db.Threads.ForUpdate(threadId))!;
        var @case = (await db.Cases.ForUpdate(id, Whole))!;
        return (@case, thread, await db.Posts.SingleAsync(p => p.Id == @case.PostId));
    }

    /// <summary>With all that was said and done.</summary>
    public static IQueryable<Case> Whole(this IQueryable<Case> cases) => cases.Include(c => c.Concerns.OrderBy(x => x.RaisedAt)).Include(c => c.Steps.OrderBy(s => s.Number)).AsSplitQuery();
}
