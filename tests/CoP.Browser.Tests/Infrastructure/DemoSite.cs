using System.Collections.Concurrent;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data.Seed;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Features.Discussions.ByMail;
using CoP.Web.Features.Meetings.ByMail;
using CoP.Web.Features.Members.Invitations;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Features.Polls.Guests;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Browser.Tests.Infrastructure;

/// <summary>The site as a newcomer starts it, with the demo community, where a browser can reach it.</summary>
public sealed class DemoSite : Site
{
    readonly ConcurrentDictionary<string, Task<Visitor>> visitors = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    public DemoSite() : base(DatabaseKind.Sqlite)
    {
        (Listens, Environment) = (true, "Development");
        Settings["CoP:Mail:Folder"] = Scratch.New("mailbox");
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Write(async db =>
        {
            var supporter = await IdOf(db, "supporter");
            var committee = await IdOf(db, "committee");
            // What the demo community lacks: a letter that came back, and links out of letters.
            var occasion = Occasion.Of(LetterKind.MeetingAnnounced, Guid.NewGuid(), 1, Now);
            occasion.FannedOut(Now);
            var refused = new Letter(occasion, supporter.Value, Now);
            refused.Refused("Recipient: 550 5.1.1 no such user", "Recipient 550", Now);
            var link = new SignInLink(Id<SignInLink>.New(Now), supporter, Now);
            var invitation = new Invitation(Id<Invitation>.New(Now), "newcomer@cop.example", new(WorkRole.PeerSupporter, Discipline.CertifiedPeerSpecialist, false, null, CoP.Domain.Meetings.Areas.Western), "es", committee, Now);
            db.AddRange(occasion, refused, link, invitation);
            db.Tell(Occasion.Of(LetterKind.Invitation, invitation.Id.Value, invitation.Version, Now));
            await using var scope = Services.CreateAsyncScope();
            tokens["{link}"] = "/sign-in/link/" + scope.ServiceProvider.GetRequiredService<SignInLinks>().TokenFor(link.Id);
            tokens["{join}"] = "/join/" + scope.ServiceProvider.GetRequiredService<Invitations>().TokenFor(invitation.Id);
            var looked = await db.Cases.Join(db.Posts, c => c.PostId, p => p.Id, (c, p) => p).FirstAsync(p => p.AuthorId == supporter);
            tokens["{answer}"] = $"/threads/{looked.ThreadId}/replies/{looked.Id}/moderation";
            var meeting = (await db.Meetings.Where(m => m.State == MeetingState.Announced).ToListAsync()).MaxBy(m => m.Slot.StartsAt)!;
            tokens["{rsvp}"] = scope.ServiceProvider.GetRequiredService<RsvpLinks>().PathFor(supporter, meeting.Id, MailAnswer.No);
            var series = (await db.SessionSeries.Where(s => s.LastDay == null && db.Memberships.Any(m => m.GroupId == s.GroupId && m.MemberId == supporter && m.State == CoP.Domain.CoReflection.MembershipState.Member)).Include(s => s.Changes).ToListAsync()).First();
            tokens["{absence}"] = scope.ServiceProvider.GetRequiredService<AbsenceLinks>().PathFor(supporter, series.GroupId, new SessionKey(series.Schedule.Next(Now)!.Original), SessionAnswer.Cannot);
            tokens["{mute}"] = scope.ServiceProvider.GetRequiredService<MuteLinks>().PathFor(supporter.Value, looked.ThreadId);
            tokens["{guest}"] = scope.ServiceProvider.GetRequiredService<GuestLinks>().PathFor(await db.PollGuests.Select(g => g.Id).FirstAsync());
            // An exchange that is put together and not yet proposed: with the ten years around it.
            var free = Quarter.At(Now, NodaTime.DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]) + 30;
            tokens["{exchange}"] = $"/meetings/rotation/proposals/new?Input.Kind=Swap&Input.Turn={free}&Input.Other={free + 2}";
            tokens["{unsubscribe}"] = scope.ServiceProvider.GetRequiredService<Unsubscribing>().PathFor(supporter, MailTopics.Replies);
        });
        Services.GetRequiredService<Doorbell>().Ring();
        await Until(async () => (await Visit().Get("/dev/mailbox")).Has(".mailbox"), "a letter is in the mailbox");
    }

    /// <summary>Someone of the demo community, signed in; <c>null</c> is a stranger.</summary>
    public Task<Visitor> As(string? who) =>
        who is null ? Task.FromResult(Visit()) : visitors.GetOrAdd(who, w => Visit().SignIn(w + DemoCommunity.MailDomain, DemoCommunity.Password));

    /// <summary>
    /// An address with its gap filled: <c>{thread}</c> is the first of its kind that <paramref name="who"/> finds on the page that lists them.
    /// </summary>
    public async Task<string> Find(string? who, string address)
    {
        foreach (var (gap, token) in tokens) address = address.Replace(gap, token, StringComparison.Ordinal);
        foreach (var (gap, list, link) in (IEnumerable<(string, string, string)>)
        [
            ("{letter}", "/dev/mailbox", ".mailbox nav a"),
            ("{space}", "/discussions", "main a[href^='/discussions/']"),
            ("{thread}", "/discussions?kind=challenge", "main a[href^='/threads/']:not([href*='/new'])"),
            ("{print}", "{thread}", "main a[href$='/print']"),
            ("{meeting}", "/meetings", "#coming ~ ul a[href^='/meetings/']"),
            ("{when}", "{group}", "main a[href^='/polls/']"),
            ("{decided}", "{group}", "main li:has(.pill--ok) a[href^='/polls/']"),
            ("{together}", "/steering/polls", "main a[href^='/polls/']"),
            ("{poll}", "/meetings", "main a[href^='/meetings/polls/']"),
            ("{room}", "/meetings", "#coming ~ ul > li:nth-child(2) a[href^='/meetings/']"),
            ("{past}", "/meetings", "#past ~ ul a[href^='/meetings/']"),
            ("{proposal}", "/meetings/rotation/proposals", "main h3 a[href*='/proposals/']"),
            ("{item}", "{meeting}/agenda", "[aria-labelledby=proposed] h3 a"),
            ("{bring}", "{thread}", "main a[href$='/bring']"),
            ("{group}", "/groups", "main h3 a[href^='/groups/']"),
            ("{invited}", "/groups", "section[aria-labelledby=doors] h3 a"),
            ("{others}", "/groups", ".section-head ~ ul h3 a[href^='/groups/']"),
            ("{session}", "{group}", "main a[href*='/sessions/']:not([href$='.ics'])"),
            ("{went}", "/record", "main .rows a[href*='/sessions/']"),
            ("{entry}", "/record", "main .rows a[href$='/edit']"),
            ("{reflection}", "/record", "main .rows a[href^='/record/reflections/']:not([href*='/new'])"),
            ("{request}", "{meeting}/access", "main tbody a[href*='/access/']"),
            ("{planned}", "/steering/meetings", "main a[href^='/steering/meetings/']:not([href*='/turns/'], [href*='/extras/'])"),
            ("{extra}", "/steering/meetings", "section[aria-labelledby=extras] .row a"),
            ("{turn}", "/steering/meetings", "main a[href*='/turns/']"),
            ("{concern}", "{thread}", "main a[href$='/concern']"),
            ("{case}", "/moderation", "main .row-title a"),
            ("{member}", "/steering/members", "main a[href^='/steering/members/']"),
        ])
            if (address.Contains(gap, StringComparison.Ordinal))
                address = address.Replace(gap, await First(who, list, link), StringComparison.Ordinal);

        if (address == "{audience}") return (await Begin(who!)).One("main a[href$='/audience']").GetAttribute("href")!;
        if (address == "{history}")
        {
            var edit = await (await Begin(who!)).Follow("main a[href$='/edit']");
            return (await edit.Submit("form.form", ("Body", "Said once more, and better."))).One("main a[href$='/history']").GetAttribute("href")!;
        }

        return address == "{edit}" ? (await Begin(who!)).One("main a[href$='/edit']").GetAttribute("href")! : address;
    }

    async Task<string> First(string? who, string list, string link) =>
        (await (await As(who)).Get(await Find(who, list))).One(link).GetAttribute("href")!.Split('?', '#')[0];

    // A discussion of their own, to edit.
    async Task<CoP.Web.Tests.Infrastructure.Page> Begin(string who) =>
        await (await (await As(who)).Get("/threads/new")).Submit(
            "form:has([name=Body])", ("Kind", "Question"), ("Space", (await Find(who, "{space}")).Split('/')[^1]), ("Title", "Where do you keep your notes?"),
            ("Body", "On paper, **mostly**.\n\n- one\n- two"), ("Audience", "AllMembers"), ("Language", "en"));

    static Task<Id<Member>> IdOf(CoP.Web.Data.CopDb db, string who) => db.Users.Where(u => u.Email == who + DemoCommunity.MailDomain).Select(u => new Id<Member>(u.Id)).SingleAsync();
}
