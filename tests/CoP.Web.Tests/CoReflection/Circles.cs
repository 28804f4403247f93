using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.CoReflection;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.CoReflection;

/// <summary>Groups as tests need them, formed by the rules of the community.</summary>
static class Circles
{
    /// <summary>Tuesday, the day after every site's clock begins, at noon in New York.</summary>
    public static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2031, 3, 4, 12, 0), 60, "America/New_York");

    public static readonly GroupOutline Peers = new("Tuesday circle", "To look at what happened lately", "", "", MemberRoles.PeerSupporters,
        Areas.None, "en", MeetingMode.Video, "https://video.example/room-7", 4, GroupEntry.Open);

    /// <summary>A group that a member convenes, with sessions every Tuesday.</summary>
    public static async Task<Id<Group>> Circle(this Site site, Visitor convener, GroupOutline? outline = null, Rhythm rhythm = Rhythm.Weekly)
    {
        var id = Id<Group>.New(site.Now);
        var viewer = await site.ViewerOf(convener);
        await site.Write(db =>
        {
            var group = new Group(id, outline ?? Peers, viewer, site.Now);
            group.Plan(new SeriesPlan(Tuesday, rhythm), viewer.Id, site.Now);
            db.Groups.Add(group);
        });
        return id;
    }

    public static async Task Join(this Site site, Id<Group> id, Visitor member)
    {
        var viewer = await site.ViewerOf(member);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Join(viewer, site.Now));
    }

    public static Task<Group> Group(this Site site, Id<Group> id) => site.Read(db => db.Groups.AsNoTracking().Whole().SingleAsync(g => g.Id == id));

    public static async Task<Viewer> ViewerOf(this Site site, Visitor visitor)
    {
        var member = await site.Read(db => db.Members.AsNoTracking().SingleAsync(m => m.Id == visitor.Member.Id));
        return new Viewer(member.Id, member.Role, member.Supervises, member.AgencyId, member.Duties);
    }

    /// <summary>The address of the group's session on a Tuesday so many weeks after the first.</summary>
    public static string Session(Id<Group> id, int week = 0) => $"/groups/{id}/sessions/{new SessionKey(Tuesday.Start.PlusWeeks(week))}";
}
