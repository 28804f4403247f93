using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

public abstract class MeetingLifeTests(Site site)
{
    [Fact]
    public async Task A_turn_is_scheduled_announced_moved_and_cancelled_and_members_are_told_each_once()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var quarter = Planned.NextQuarter();

        var id = await committee.Schedule(quarter, ("Input.Topic", "Making time for supervision"));
        Assert.Equal(HttpStatusCode.NotFound, (await member.Get($"/meetings/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Get($"/meetings/{id}.ics")).Status);
        Assert.DoesNotContain("Making time", (await member.Get("/meetings")).Text(), StringComparison.Ordinal);
        Assert.Empty(await Told(id));

        var ask = await committee.Get($"/steering/meetings/{id}/announcement");
        var members = CircleSizes.Rounded(await site.Read(db => db.Members.CountAsync()));
        Assert.Contains($"About {members} members get a letter with date, link", ask.Text(), StringComparison.Ordinal);
        Assert.Contains("Announced.", (await ask.Submit("main form", Planned.SendNow)).Text(), StringComparison.Ordinal);
        Assert.Equal([LetterKind.MeetingAnnounced], await Told(id));
        var page = (await member.Get($"/meetings/{id}")).Is(HttpStatusCode.OK);
        Assert.Contains("Making time for supervision", page.Text(), StringComparison.Ordinal);
        // The way in is there when it is needed, and in the calendar all the time.
        Assert.DoesNotContain(Planned.Link, page.Body, StringComparison.Ordinal);
        Assert.Contains("The link is here 15 minutes before the start", page.Text(), StringComparison.Ordinal);
        Assert.Contains(Planned.DialIn, page.Text(), StringComparison.Ordinal);
        Assert.Contains("1:00–2:30 PM", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Making time", (await member.Get("/meetings")).Text(), StringComparison.Ordinal);

        var move = await committee.Get($"/steering/meetings/{id}/date");
        Assert.Contains("get a letter with the new details", move.Text(), StringComparison.Ordinal);
        await move.Submit("main form", ("Input.Time", "10:30"), Planned.SendNow);
        Assert.Equal([LetterKind.MeetingAnnounced, LetterKind.MeetingMoved], await Told(id));
        Assert.Contains("10:30 AM – 12:00 PM", (await member.Get($"/meetings/{id}")).Text(), StringComparison.Ordinal);

        await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "Snow ❄️ <b>everywhere</b>"), Planned.SendNow);
        Assert.Equal([LetterKind.MeetingAnnounced, LetterKind.MeetingMoved, LetterKind.MeetingCancelled], await Told(id));
        var gone = await member.Get($"/meetings/{id}");
        Assert.Contains("Reason: Snow ❄️ <b>everywhere</b>", gone.Text(), StringComparison.Ordinal);
        Assert.False(gone.Has("#rsvp"));
    }

    [Fact]
    public async Task What_the_committee_does_is_on_record_and_what_members_need_is_not()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced();
        await member.Answer(id, "Yes", ("Mine.Other", "Nobody's business"));
        await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Time", "10:00"), Planned.SendNow);
        await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "Snow"));

        var quarter = (await site.Read(db => db.Meetings.SingleAsync(m => m.Id == id))).Quarter.ToString();
        var kinds = await site.Read(db => db.AuditTrail.Where(e => e.ActorId == committee.Member.Id && e.After!.StartsWith(quarter)).Select(e => e.What).ToListAsync());
        Assert.Equal(
            [AuditKind.MeetingScheduled, AuditKind.MeetingAnnounced, AuditKind.MeetingMoved, AuditKind.MeetingCancelled, AuditKind.MeetingContact], kinds.Order());
        var trail = (await committee.Get("/steering/audit")).Is(HttpStatusCode.OK);
        Assert.Contains($"Meeting cancelled: {quarter}", trail.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("business", trail.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_link_is_told_and_a_new_topic_is_not()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var form = await committee.Get($"/steering/meetings/{id}/details");
        form = await (await form.Submit("main form", ("Input.Topic", "Another"))).Follow("a[href$='/details']");
        Assert.Equal([LetterKind.MeetingAnnounced], await Told(id));
        await form.Submit("main form", ("Input.Link", "https://meet.example/other"), Planned.SendNow);
        Assert.Equal([LetterKind.MeetingAnnounced, LetterKind.MeetingChanged], await Told(id));
    }

    [Fact]
    public async Task A_meeting_that_nobody_was_told_of_is_moved_and_cancelled_in_silence()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        var move = await committee.Get($"/steering/meetings/{id}/date");
        Assert.Contains("Nobody: the members have not been told", move.Text(), StringComparison.Ordinal);
        await move.Submit("main form", ("Input.Time", "10:00"));
        await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "A mistake"));
        Assert.Empty(await Told(id));
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignIn(Kind.Supporter)).Get($"/meetings/{id}")).Status);
    }

    [Fact]
    public async Task A_cancelled_turn_can_be_given_another_date()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var first = await committee.Schedule(quarter);
        await (await committee.Get($"/steering/meetings/{first}/cancellation")).Submit("main form", ("Input.Reason", "Snow"));
        Assert.NotEqual(first, await committee.Schedule(quarter));
    }

    [Fact]
    public async Task An_empty_seat_is_warned_of_and_hinders_nothing()
    {
        var committee = await site.Committee();
        var director = await site.SignIn(Kind.DirectorOfPeerSupport, p => p with { Areas = (Areas)31 });
        var id = await committee.Announced(("Input.PeerSupport", director.Member.Id.ToString()));
        await (await director.Get($"/meetings/{id}/seats")).Submit("form[action$='/acceptance']");
        var page = await (await site.SignIn(Kind.Supporter)).Get($"/meetings/{id}");
        Assert.Contains("A facilitator is still missing", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Nobody yet", page.Text(".seat--empty"), StringComparison.Ordinal);
        Assert.Contains(director.Member.Name, page.Text(".seats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_sees_the_change_and_chooses()
    {
        var (one, other) = (await site.Committee(), await site.Committee());
        var id = await one.Schedule(Planned.NextQuarter());
        var (mine, theirs) = (await one.Get($"/steering/meetings/{id}/details"), await other.Get($"/steering/meetings/{id}/details"));
        await mine.Submit("main form", ("Input.Topic", "First"));

        var second = await theirs.Submit("main form", ("Input.Topic", "Second"));
        Assert.Contains("Someone else changed this meeting", second.Text(), StringComparison.Ordinal);
        Assert.Contains("First", second.Text("section[aria-labelledby=now]"), StringComparison.Ordinal);
        Assert.Equal("Second", second.One("#Input_Topic").GetAttribute("value"));
        Assert.Equal("First", await Topic(id));

        await second.Submit("main form");
        Assert.Equal("Second", await Topic(id));
    }

    [Fact]
    public async Task Two_who_give_the_same_turn_a_date_at_once_make_one_meeting()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.Committee()));
        var quarter = Planned.NextQuarter();
        var forms = await Task.WhenAll(people.Select(p => p.Form(quarter)));
        var pages = await Task.WhenAll(forms.Select(f => f.Submit("main form", ("Input.Date", quarter.Day().Iso()))));
        Assert.Single(pages, p => !p.Address.Contains("/turns/", StringComparison.Ordinal));
        Assert.Equal(3, pages.Count(p => p.Text().Contains("This turn already has a meeting.", StringComparison.Ordinal)));
        Assert.Equal(1, await site.Read(db => db.Meetings.CountAsync(m => m.Quarter == quarter)));
    }

    [Fact]
    public async Task A_second_submit_announces_and_cancels_only_once()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        var ask = await committee.Get($"/steering/meetings/{id}/announcement");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ask.Submit("main form", Planned.SendNow)));
        Assert.Equal([LetterKind.MeetingAnnounced], await Told(id));
        var cancel = await committee.Get($"/steering/meetings/{id}/cancellation");
        await Task.WhenAll(cancel.Submit("main form", ("Input.Reason", "Snow")), cancel.Submit("main form", ("Input.Reason", "Snow")));
        Assert.Equal([LetterKind.MeetingAnnounced, LetterKind.MeetingCancelled], await Told(id));
    }

    [Fact]
    public async Task A_calendar_that_is_not_ours_reads_each_edition_of_the_meeting()
    {
        var committee = await site.Committee();
        var member = await site.SignIn(Kind.Supporter);
        var id = await committee.Announced(("Input.Topic", "Something private"));
        var slot = (await site.Read(db => db.Meetings.SingleAsync(m => m.Id == id))).Slot;

        var download = (await member.Get($"/meetings/{id}.ics")).Is(HttpStatusCode.OK);
        Assert.Equal("text/calendar", download.Response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("private", download.Body, StringComparison.Ordinal);
        var first = Calendar.Load(download.Body)!.Events.Single();
        Assert.Equal(slot.StartsAt.ToDateTimeUtc(), first.DtStart!.AsUtc);
        Assert.Equal("America/New_York", first.DtStart.TzId);
        Assert.Equal((Planned.Link, "CONFIRMED"), (first.Location, first.Status));
        Assert.Contains(Planned.DialIn, first.Description, StringComparison.Ordinal);

        await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Time", "09:00"), Planned.SendNow);
        var moved = Calendar.Load((await member.Get($"/meetings/{id}.ics")).Body)!.Events.Single();
        Assert.Equal((first.Uid, first.Sequence + 1), (moved.Uid, moved.Sequence));
        Assert.Equal(9, moved.DtStart!.Value.Hour);

        await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "Snow"));
        var gone = Calendar.Load((await member.Get($"/meetings/{id}.ics?lang=es")).Body)!.Events.Single();
        Assert.Equal((first.Uid, moved.Sequence + 1, "CANCELLED"), (gone.Uid, gone.Sequence, gone.Status));
        Assert.StartsWith("Reunión", gone.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steering_pages_do_not_exist_for_anyone_else()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter());
        string[] addresses = ["", $"/turns/{Planned.NextQuarter()}", $"/{id}", $"/{id}/details", $"/{id}/announcement", $"/{id}/date", $"/{id}/postponement", $"/{id}/cancellation", $"/{id}/attendance"];
        foreach (var kind in Kind.All.Where(k => k != Kind.Committee))
        {
            var other = await site.SignIn(kind);
            foreach (var address in addresses) Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/steering/meetings" + address)).Status);
            foreach (var address in addresses.Skip(3)) Assert.Equal(HttpStatusCode.NotFound, (await other.Post("/steering/meetings" + address, ("Version", "1"), ("Reason", "x"))).Status);
        }
        foreach (var address in addresses) Assert.Equal(HttpStatusCode.OK, (await committee.Get("/steering/meetings" + address)).Status);
        Assert.Equal(MeetingState.Scheduled, (await site.Read(db => db.Meetings.SingleAsync(m => m.Id == id))).State);
    }

    [Fact]
    public async Task Who_prepares_a_meeting_sees_it_before_it_is_announced()
    {
        var committee = await site.Committee();
        var director = await site.SignIn(Kind.AreaDirector, p => p with { Areas = (Areas)31 });
        var id = await committee.Schedule(Planned.NextQuarter(), ("Input.Recovery", director.Member.Id.ToString()));
        Assert.Contains("Only those who prepare this meeting can see it", (await director.Get($"/meetings/{id}")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_meeting_the_committee_enters_how_many_came_and_everyone_reads_figures()
    {
        await using var own = await Site.On(site.Kind);
        var committee = await own.Committee();
        var quarter = new Quarter(2031, 2);
        var id = await committee.Schedule(quarter);
        await committee.Announce(id);
        Assert.Contains("once the meeting has begun", (await Attend()).Text(), StringComparison.Ordinal);

        var slot = (await own.Read(db => db.Meetings.SingleAsync(m => m.Id == id))).Slot;
        own.Clock.Advance((slot.EndsAt - own.Now).ToTimeSpan());
        committee = await own.Committee();
        var member = await own.SignIn(Kind.Supporter);
        var over = await member.Get($"/meetings/{id}");
        Assert.False(over.Has("#rsvp"));
        Assert.Contains("The number has not been entered yet.", over.Text(), StringComparison.Ordinal);
        Assert.Contains("The numbers are saved.", (await Attend()).Text(), StringComparison.Ordinal);
        Assert.Contains("38 people came.", (await member.Get($"/meetings/{id}")).Text(), StringComparison.Ordinal);
        Assert.Contains("cannot be changed", (await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "Late"))).Text(), StringComparison.Ordinal);

        async Task<Page> Attend() => await (await committee.Get($"/steering/meetings/{id}/attendance")).Submit(
            "main form", ("Input.PeerSupporters", "21"), ("Input.Supervisors", "10"), ("Input.Administrators", "5"), ("Input.Dmh", "2"));
    }

    Task<LetterKind[]> Told(Id<QuarterlyMeeting> id) => site.Read(db => db.Occasions
        .Where(o => o.Item == id.Value && o.Kind != LetterKind.MeetingReminder).OrderBy(o => o.Version).Select(o => o.Kind).ToArrayAsync());

    Task<string?> Topic(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.Where(m => m.Id == id).Select(m => m.Topic).SingleAsync());
}

public sealed class MeetingLifeTestsOnSqlite(SqliteSite site) : MeetingLifeTests(site), IClassFixture<SqliteSite>;

public sealed class MeetingLifeTestsOnPostgres(PostgresSite site) : MeetingLifeTests(site), IClassFixture<PostgresSite>;
