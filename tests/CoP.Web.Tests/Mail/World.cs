using System.Security.Claims;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Meetings.Planning;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>What mail is about: meetings, discussions and groups, made the way the site makes them.</summary>
internal static class World
{
    /// <summary>A meeting at 10:00 on the first possible day so many days from now, told to nobody yet; those of other tests are out of the way.</summary>
    public static async Task<Id<QuarterlyMeeting>> NewMeeting(this Site site, int inDays)
    {
        var contact = await site.Add(Kind.Committee);
        Id<QuarterlyMeeting> id = default;
        await site.Write(async db =>
        {
            await db.Meetings.ExecuteDeleteAsync();
            var slot = FirstPossible(site.Now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date.PlusDays(inDays));
            var meeting = new QuarterlyMeeting(
                Id<QuarterlyMeeting>.New(site.Now), Rotation.Founding.TurnOf(Quarter.Of(slot.Start.Date)), slot, await db.Members.SingleAsync(m => m.Id == contact.Id), site.Now);
            meeting.Meet("https://video.example/room", "+1 617 555 0100, code 1234", site.Now);
            db.Meetings.Add(meeting);
            id = meeting.Id;
        });
        return id;
    }

    public static async Task<Id<QuarterlyMeeting>> Announced(this Site site, int inDays)
    {
        var id = await site.NewMeeting(inDays);
        await site.Change(id, (meeting, now) => meeting.Announce(now));
        return id;
    }

    public static async Task Change(this Site site, Id<QuarterlyMeeting> id, Action<QuarterlyMeeting, Instant> change)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var seen = await site.Meeting(id);
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, seen.AccessContactId.Value.ToString())]));
        await scope.ServiceProvider.GetRequiredService<CurrentMember>().Load(who, scope.ServiceProvider.GetRequiredService<CopDb>(), QuarterlyMeeting.ZoneId);
        await ActivatorUtilities.CreateInstance<MeetingEdits>(scope.ServiceProvider).Change(id, seen.Version, change, sendNow: true);
    }

    public static Task<QuarterlyMeeting> Meeting(this Site site, Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));

    public static LocalSlot FirstPossible(LocalDate day)
    {
        for (; ; day = day.PlusDays(1))
        {
            try
            {
                return QuarterlyMeeting.SlotFor(day.At(new LocalTime(10, 0)), 90);
            }
            catch (RuleBrokenException)
            {
                // A weekend or a holiday.
            }
        }
    }

    public static Task Answer(this Site site, Joined member, Id<QuarterlyMeeting> id, Answer answer) => site.Write(async db =>
        db.Rsvps.Add(new Rsvp(Id<Rsvp>.New(site.Now), await db.Meetings.SingleAsync(m => m.Id == id), member.Id, answer, AccessNeeds.None, null, site.Now)));

    public static async Task<Viewer> Viewer(this Site site, Joined member)
    {
        var m = await site.Read(db => db.Members.AsNoTracking().SingleAsync(m => m.Id == member.Id));
        return new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties);
    }

    public static async Task<Id<Thread>> NewThread(this Site site, Joined author, string title, Audience? audience = null)
    {
        Id<Thread> id = default;
        await site.Write(db =>
        {
            var space = new Space(Id<Space>.New(site.Now), $"s{Guid.NewGuid():N}", 99, new TwoLanguages("Space", "Espacio"), new TwoLanguages("Purpose", "Propósito"));
            db.Spaces.Add(space);
            var thread = new Thread(space.Id, author.Id, ThreadKind.Question, audience ?? Audience.Everyone, "en", title, SafeMarkdown.Render("The opening."), site.Now);
            db.Threads.Add(thread);
            db.Follows.Add(new Follow(author.Id, thread.Id, site.Now));
            id = thread.Id;
        });
        return id;
    }

    public static Task Follow(this Site site, Joined member, Id<Thread> thread) => site.Write(db => db.Follows.Add(new Follow(member.Id, thread, site.Now)));

    public static async Task<Posted> Reply(this Site site, Joined author, Id<Thread> thread, string body, int? to = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PostReply>().To(thread, await site.Viewer(author), body, "en", to) ?? throw new InvalidOperationException("Not seen.");
    }

    /// <summary>A group that meets once a week, first so many days from now at 12:00.</summary>
    public static async Task<Id<Group>> NewGroup(this Site site, Joined convener, int firstInDays, params Joined[] others)
    {
        var viewers = new List<Viewer>();
        foreach (var other in others) viewers.Add(await site.Viewer(other));
        var by = await site.Viewer(convener);
        Id<Group> id = default;
        await site.Write(db =>
        {
            var group = new Group(Id<Group>.New(site.Now), new GroupOutline("Harbor circle", "To reflect.", "", "", MemberRoles.All, Areas.None, "en", MeetingMode.Video, "", 8, GroupEntry.Open), by, site.Now);
            foreach (var viewer in viewers) group.Join(viewer, site.Now);
            var first = site.Now.InZone(DateTimeZoneProviders.Tzdb["America/New_York"]).Date.PlusDays(firstInDays).At(new LocalTime(12, 0));
            group.Plan(new SeriesPlan(LocalSlot.At(first, 60, "America/New_York"), Rhythm.Weekly), by.Id, site.Now);
            db.Groups.Add(group);
            id = group.Id;
        });
        return id;
    }

    public static Task Change(this Site site, Id<Group> id, LetterKind kind, Func<Group, SessionChange> change) => site.Write(async db =>
    {
        var changed = change(await db.Groups.Whole().SingleAsync(g => g.Id == id));
        db.Tell(Occasion.Of(kind, changed.Id.Value, changed.Version, site.Now));
    });

    public static async Task<Occurrence> NextSession(this Site site, Id<Group> id) =>
        (await site.Read(db => db.Groups.Whole().AsNoTracking().SingleAsync(g => g.Id == id))).Series.Select(s => s.Schedule.Next(site.Now)).OfType<Occurrence>().MinBy(o => o.Slot.StartsAt)!;
}
