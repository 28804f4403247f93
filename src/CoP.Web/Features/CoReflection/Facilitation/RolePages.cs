using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Facilitation;

/// <summary>Who does what in a group, for its members.</summary>
/// <param name="Sessions">The next sessions that take place.</param>
/// <param name="Then">Who comes next when these are over, whose turn is longest ago first.</param>
/// <param name="IsWilling">The reader takes turns.</param>
/// <param name="AskedOfMe">Who would like to change places with the reader.</param>
/// <param name="AskedByMe">Whom the reader asked.</param>
/// <param name="Conveners">Who convenes.</param>
public sealed record RolesPage(
    Id<Group> GroupId, string Group, IReadOnlyList<SessionRoles> Sessions, IReadOnlyList<string> Then, bool IsWilling, IReadOnlyList<SwapShown> AskedOfMe, IReadOnlyList<SwapShown> AskedByMe, IReadOnlyList<string> Conveners, bool Convenes)
{
    public string Path => $"/groups/{GroupId}/roles";
}

/// <summary>Who does what at one session.</summary>
/// <param name="Facilitator">Who facilitates; null for nobody.</param>
/// <param name="IsMine">The reader does.</param>
/// <param name="NoteKeeper">Who keeps notes; null for nobody.</param>
/// <param name="AreNotesMine">The reader does.</param>
/// <param name="CanChange">It has not begun.</param>
public sealed record SessionRoles(Id<Group> GroupId, SessionKey Key, LocalSlot Slot, string? Facilitator, bool IsMine, string? NoteKeeper, bool AreNotesMine, bool CanChange)
{
    public string Path => $"/groups/{GroupId}/sessions/{Key}";
}

/// <summary>A question to change places.</summary>
/// <param name="Other">The one who asks, or who is asked.</param>
/// <param name="Gives">The session that the reader would give away.</param>
/// <param name="Gets">The session that they would get.</param>
public sealed record SwapShown(Id<TurnSwap> Id, string Other, LocalSlot Gives, LocalSlot Gets);

public sealed class RolePages(CopDb db, CurrentMember me, TimeProvider clock)
{
    const int SessionsShown = 6;

    public async Task<RolesPage?> Find(Id<Group> id)
    {
        if (await Read(id) is not var (group, facilitation, people)) return null;
        var now = clock.Now();
        var names = people.ToDictionary(p => p.Id, p => p.Name);
        SwapShown Shown(TurnSwap swap, Id<Member> other, LocalDateTime gives, LocalDateTime gets) => new(swap.Id, names[other], group.Find(gives)!.Value.Session.Slot, group.Find(gets)!.Value.Session.Slot);
        return new(
            id, group.Name,
            [.. group.SessionsBetween(now, now + Duration.FromDays(190)).Where(s => s.TakesPlace && s.Slot.StartsAt > now).Take(SessionsShown).Select(s => Roles(id, s, facilitation, names))],
            [.. facilitation.InTurn(group, names.Keys, now).Select(m => names[m])], facilitation.IsWilling(me.Id),
            [.. facilitation.Swaps.Where(s => s.AskedId == me.Id).Select(s => Shown(s, s.ById, s.Theirs, s.Mine))],
            [.. facilitation.Swaps.Where(s => s.ById == me.Id).Select(s => Shown(s, s.AskedId, s.Mine, s.Theirs))],
            [.. people.Where(p => group.Find(p.Id) is { Convenes: true }).Select(p => p.Name)], group.Find(me.Id) is { Convenes: true });
    }

    /// <summary>Who does what at a session that is not over; null for any other, and for who is not in the group.</summary>
    public async Task<SessionRoles?> At(Id<Group> id, SessionKey key)
    {
        if (await Read(id) is not var (group, facilitation, people) || group.Find(key.Original)?.Session is not { TakesPlace: true } session) return null;
        return session.Slot.StartsAt + SessionAbsence.Kept > clock.Now() ? Roles(id, session, facilitation, people.ToDictionary(p => p.Id, p => p.Name)) : null;
    }

    async Task<(Group Group, Domain.CoReflection.Facilitation Facilitation, IReadOnlyList<GroupPerson> People)?> Read(Id<Group> id)
    {
        if (await db.Groups.AsNoTracking().InsideFor(me.Viewer).Whole().SingleOrDefaultAsync(g => g.Id == id) is not { } group) return null;
        var (facilitation, people) = (await db.FacilitationOf(id), await db.PresentIn(id));
        // As it will be kept: what has changed since the last round is looked through, and shown as it is now.
        facilitation.LineUp(group, people.Ids(), clock.Now());
        return (group, facilitation, people);
    }

    SessionRoles Roles(Id<Group> id, Occurrence session, Domain.CoReflection.Facilitation facilitation, Dictionary<Id<Member>, string> names)
    {
        var (facilitator, keeper) = (facilitation.Who(session.Original, SessionDutyKind.Facilitates), facilitation.Who(session.Original, SessionDutyKind.KeepsNotes));
        return new(id, new SessionKey(session.Original), session.Slot, Name(facilitator), facilitator == me.Id, Name(keeper), keeper == me.Id, session.Slot.StartsAt > clock.Now());

        string? Name(Id<Member>? member) => member is { } one ? names[one] : null;
    }
}
