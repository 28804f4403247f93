using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>Changes a working agreement, and tells the group what has come up or come to hold by that.</summary>
public sealed class AgreeTogether(CopDb db, TimeProvider clock)
{
    /// <summary>So long a letter waits, that who puts something right at once is told of once.</summary>
    public static readonly Duration LettersWait = Duration.FromMinutes(5);

    /// <param name="id">Of which group.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="verb">What is done; it is given who is present, and when.</param>
    /// <returns>False where the member does not belong to the group.</returns>
    public Task<bool> Change(Id<Group> id, Viewer by, Action<WorkingAgreement, IReadOnlyCollection<Id<Member>>, Instant> verb) => db.Write(async () =>
    {
        // The group's row stands for an agreement that may not be there yet: of two who write the first at once, the second finds the first's.
        if (await db.Groups.ForUpdate(id, g => g.InsideFor(by)) is null) return false;
        if (await db.WorkingAgreements.Whole().SingleOrDefaultAsync(a => a.GroupId == id) is not { } agreement) db.Add(agreement = new WorkingAgreement(id));
        await Act(agreement, by.Id, verb);
        return true;
    });

    /// <summary>Lets an open wording hold where time or a member's leaving has brought that about.</summary>
    public Task Settle(Id<Group> id) => db.Write(async () =>
    {
        if (await db.Groups.ForUpdate(id) is { ClosedAt: null } && await db.WorkingAgreements.Whole().SingleOrDefaultAsync(a => a.GroupId == id) is { } agreement)
            await Act(agreement, null, (it, present, now) => it.Settle(present, now));
    });

    /// <summary>Tells the group that its fresh look is due. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public async Task TellLookDue(AgreementVersion version, Guid key)
    {
        db.Tell(Occasion.Once(key, LetterKind.AgreementLookDue, version.Id.Value, clock.Now()));
        foreach (var person in await db.PresentIn(version.GroupId)) Notify(person.Id, NoticeKind.AgreementLookDue, version.GroupId, clock.Now());
    }

    async Task Act(WorkingAgreement agreement, Id<Member>? by, Action<WorkingAgreement, IReadOnlyCollection<Id<Member>>, Instant> verb)
    {
        var now = clock.Now();
        var present = (await db.PresentIn(agreement.GroupId)).Ids();
        var (open, current) = (agreement.Open, agreement.Current);
        verb(agreement, present, now);
        present.RemoveWhere(member => member == by);
        if (present.Count == 0) return;
        if (agreement.Open is { } asked && asked != open) Tell(LetterKind.AgreementProposed, NoticeKind.AgreementProposed, asked, now + LettersWait);
        if (agreement.Current is { } holds && holds != current) Tell(LetterKind.AgreementRenewed, NoticeKind.AgreementRenewed, holds, now);

        void Tell(LetterKind letter, NoticeKind notice, AgreementVersion version, Instant due)
        {
            db.Tell(Occasion.Of(letter, version.Id.Value, 0, due));
            foreach (var member in present) Notify(member, notice, agreement.GroupId, now);
        }
    }

    void Notify(Id<Member> member, NoticeKind kind, Id<Group> group, Instant now)
    {
        db.Notices.Add(Notice.OfGroup(member, kind, group, now));
        db.NoticesChanged(member, now);
    }
}

public static class AgreementQueries
{
    /// <summary>A whole agreement, with all that was ever put forward.</summary>
    public static IQueryable<WorkingAgreement> Whole(this IQueryable<WorkingAgreement> agreements) =>
        agreements.Include(a => a.Versions).ThenInclude(v => v.Sections).Include(a => a.Versions).ThenInclude(v => v.Answers).AsSplitQuery();
}
