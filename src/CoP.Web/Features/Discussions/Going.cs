using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions;

/// <summary>How who asks goes along with spaces and values; for the parts of a page that offer to change it.</summary>
public sealed class Going(CopDb db, CurrentMember me, TimeProvider clock)
{
    /// <summary>How long it is offered to take back that everything is read.</summary>
    static readonly Duration regret = Duration.FromMinutes(10);

    /// <summary>So long before a page was made something may have been written that it does not show yet.</summary>
    static readonly Duration margin = Duration.FromSeconds(2);

    /// <summary>How closely they follow a space.</summary>
    public async Task<FollowLevel> Level(string slug) =>
        await db.SpaceFollows.Where(f => f.MemberId == me.Id && db.Spaces.Any(s => s.Id == f.SpaceId && s.Slug == slug)).Select(f => (FollowLevel?)f.Level).SingleOrDefaultAsync() ?? FollowLevel.Normal;

    /// <summary>Whether they are told when a post cites a value.</summary>
    public Task<bool> FollowsValue(CoreValue value) => db.Set<ValueFollow>().AnyAsync(f => f.MemberId == me.Id && f.Value == value.Slug);

    /// <summary>Up to when all that was written is on the page.</summary>
    public Instant Until => clock.Now() - margin;

    /// <summary>Whether they took everything as read just now, in a space or everywhere.</summary>
    public async Task<bool> MayUndo(string? slug)
    {
        var since = clock.Now() - regret;
        return await db.ReadLines.AnyAsync(l => l.MemberId == me.Id && l.DrawnAt > since && l.At > l.Before && (slug == null ? l.SpaceId == null : db.Spaces.Any(s => s.Id == l.SpaceId && s.Slug == slug)));
    }
}
