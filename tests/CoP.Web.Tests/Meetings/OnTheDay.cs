using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>Meetings that are near: soon, on, or just over.</summary>
public static class OnTheDay
{
    public const string Link = "https://meet.example/room-7";

    /// <summary>A meeting that members were told of, of 90 minutes, facilitated by two of its host area. There is one a quarter: an earlier one makes room.</summary>
    public static async Task<Near> Near(this Site site, Duration until, bool seats = true)
    {
        var zone = DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId];
        var quarter = Quarter.At(site.Now, zone);
        var host = Rotation.Founding.HostOf(quarter);
        var (director, peer) = (await site.SignIn(Kind.AreaDirector, m => m with { Areas = host.AsSet() }), await site.SignIn(Kind.DirectorOfPeerSupport, m => m with { Areas = host.AsSet() }));
        var id = Id<QuarterlyMeeting>.New(site.Now);
        await site.Write(async db =>
        {
            await db.Meetings.Where(m => m.Quarter == quarter && m.State != MeetingState.Cancelled).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MeetingState.Cancelled));
            var people = await db.Members.Where(m => m.Id == director.Member.Id || m.Id == peer.Member.Id).ToDictionaryAsync(m => m.Id);
            // Told of it in good time, whenever it is.
            var made = site.Now + until - Duration.FromDays(20);
            var start = (site.Now + until).InZone(zone).LocalDateTime;
            var meeting = new QuarterlyMeeting(id, Rotation.Founding.TurnOf(quarter), LocalSlot.At(start.Date + new LocalTime(start.Hour, start.Minute), 90, QuarterlyMeeting.ZoneId), people[director.Member.Id], made);
            meeting.Meet(Link, Planned.DialIn, made);
            if (seats)
            {
                meeting.Seat(FacilitatorSeat.Recovery, people[director.Member.Id]);
                meeting.Seat(FacilitatorSeat.PeerSupport, people[peer.Member.Id]);
            }
            meeting.Announce(made);
            db.Add(meeting);
        });
        return new(id, director, peer);
    }

    /// <summary>Proposes something, and gives back which item it became.</summary>
    public static async Task<Id<AgendaItem>> Propose(this Visitor member, Site site, Id<QuarterlyMeeting> meeting, string title, params (string Name, string? Value)[] more)
    {
        var from = more.FirstOrDefault(m => m.Name == "thread").Value;
        var form = await member.Get($"/meetings/{meeting}/agenda/new{(from is null ? "" : "?thread=" + from)}");
        await form.Submit("main form.form", [("Mine.Title", title), .. more.Where(m => m.Name != "thread")]);
        return await site.Read(db => db.AgendaItems.Where(i => i.MeetingId == meeting && i.Title == title).Select(i => i.Id).SingleAsync());
    }

    public static Task<Page> Agenda(this Visitor member, Id<QuarterlyMeeting> meeting) => member.Get($"/meetings/{meeting}/agenda");

    public static string Item(Id<QuarterlyMeeting> meeting, Id<AgendaItem> item) => $"/meetings/{meeting}/agenda/items/{item}";

    /// <summary>What is on the agenda, in its order.</summary>
    public static string[] Titles(this Page page) => [.. page.All("[data-list=accepted] h3").Select(h => h.TextContent.Trim())];

    public static async Task Note(this Visitor member, Id<QuarterlyMeeting> meeting, string room, StandingQuestion question, string text) =>
        await (await member.Get($"/meetings/{meeting}/breakouts/{room}")).Submit($"#q-{question} form", ("Text", text));

    public static async Task<string[]> Notes(this Visitor member, Id<QuarterlyMeeting> meeting, string room) =>
        [.. (await member.Get($"/meetings/{meeting}/breakouts/{room}/notes")).All("[data-key] .plain").Select(n => n.TextContent)];
}

/// <summary>A meeting and the two who facilitate it.</summary>
public sealed record Near(Id<QuarterlyMeeting> Id, Visitor Director, Visitor Peer);
