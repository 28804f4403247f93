using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>Somebody at the door of a group.</summary>
public sealed record AtTheDoor(Id<Member> Id, string Name);

/// <summary>What stands at the door of a group for one reader, beside what all see.</summary>
/// <param name="Rank">The reader's place on the waiting list, from 1 on.</param>
/// <param name="MeetsSomeone">Somebody whom the reader keeps away belongs to it, and they are about to come in. Only they are told.</param>
/// <param name="AskedAbout">Whom the reader keeps away, and who would come in.</param>
/// <param name="Waiting">How many wait for a place, for those inside. While there is one, none: that somebody waits all the same would tell of a question to a member.</param>
/// <param name="AskedAt">Since when the group is asked whether it still meets.</param>
/// <param name="ArchivedAt">Since when it is put away.</param>
public sealed record Door(int? Rank, bool MeetsSomeone, IReadOnlyList<AtTheDoor> AskedAbout, int Waiting, Instant? AskedAt, Instant? ArchivedAt);

/// <summary>Reads what stands at the door of a group.</summary>
public sealed class Doors(CopDb db)
{
    public async Task<Door> Of(GroupFace face, Viewer viewer)
    {
        var (id, me) = (face.Id, viewer.Id);
        var state = await db.Groups.Where(g => g.Id == id).Select(g => new
        {
            g.AskedAt,
            g.ArchivedAt,
            Mine = g.Memberships.Where(m => m.MemberId == me).Select(m => m.Line).FirstOrDefault(),
            Waiting = g.Memberships.Count(m => m.State == MembershipState.Waiting),
            Meets = g.IsAvoidedBy(me),
        }).SingleAsync();
        // Whoever only asks is not told before they are let in: by asking, nobody finds out who belongs to a group.
        var comesIn = face.Mine is MembershipState.Invited or MembershipState.Offered || (face.Entry == GroupEntry.Open && !face.IsFull && face.Mine is null or MembershipState.Declined);
        return new Door(
            face.Mine == MembershipState.Waiting ? 1 + await db.Memberships.CountAsync(m => m.GroupId == id && m.State == MembershipState.Waiting && m.Line < state.Mine) : null,
            comesIn && state.Meets, face.IsInside ? await AskedAbout(id, me) : [], face is { IsInside: true, IsFull: true } ? state.Waiting : 0, face.IsInside ? state.AskedAt : null, state.ArchivedAt);
    }

    Task<List<AtTheDoor>> AskedAbout(Id<Group> id, Id<Member> me) =>
        db.Consents.Where(c => c.GroupId == id && c.MemberId == me && c.Answer == null).Join(db.Members, c => c.NewcomerId, m => m.Id, (c, m) => m).OrderBy(m => m.Name).ThenBy(m => m.Id)
            .Select(m => new AtTheDoor(m.Id, m.Name)).ToListAsync();
}
