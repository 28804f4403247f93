using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Features.Meetings;
using CoP.Web.Tests.Infrastructure;
using Ical.Net;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Meetings;

public abstract class VenueTests(Site site)
{
    static readonly (string, string?)[] hall =
    [
        ("Input.PlaceName", "Union Hall"), ("Input.PlaceAddress", "12 Main Street, Worcester"), ("Input.PlaceAccess", "Step-free from the car park.\nQuiet room on floor 1."), ("Input.Capacity", "24"),
    ];

    [Fact]
    public async Task A_meeting_in_a_room_and_online_says_where_how_and_for_how_many()
    {
        var committee = await site.Committee();
        var id = await committee.Announced([("Input.Venue", "Both"), ("Input.Languages", "Spanish"), .. hall]);
        var page = (await (await site.SignIn(Kind.Supporter)).Get($"/meetings/{id}")).Is(HttpStatusCode.OK);
        foreach (var words in (string[])["Union Hall, 12 Main Street, Worcester", "Step-free from the car park.", "24 people", Planned.DialIn, "Spanish"])
            Assert.Contains(words, page.Text(".meeting-hero"), StringComparison.Ordinal);
        Assert.Contains("Union Hall", (await committee.Get("/meetings")).Text(), StringComparison.Ordinal);

        var entry = Calendar.Load((await committee.Get($"/meetings/{id}.ics")).Body)!.Events.Single();
        Assert.Equal("Union Hall, 12 Main Street, Worcester", entry.Location);
        foreach (var words in (string[])[Planned.Link, Planned.DialIn, "Quiet room"]) Assert.Contains(words, entry.Description, StringComparison.Ordinal);

        var form = await committee.Get($"/steering/meetings/{id}/details");
        Assert.Equal("24", form.One("#Input_Capacity").GetAttribute("value"));
        var again = await form.Submit("main form", ("Input.Capacity", "0"));
        Assert.Contains("from 1 to 5000", again.Text(".field--error"), StringComparison.Ordinal);
        await again.Submit("main form", ("Input.Capacity", "30"));
        Assert.Equal(30, (await Load(id)).Place!.Capacity);
    }

    [Fact]
    public async Task A_meeting_in_a_room_needs_its_address_before_it_is_announced()
    {
        var committee = await site.Committee();
        var id = await committee.Schedule(Planned.NextQuarter(), ("Input.Venue", "InPerson"), ("Input.PlaceName", "Union Hall"));
        Assert.Null((await Load(id)).Link);
        Assert.Contains("before you can announce it", (await committee.Get($"/steering/meetings/{id}")).Text(), StringComparison.OrdinalIgnoreCase);
        var version = (await Load(id)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("the name and the address", (await committee.Post($"/steering/meetings/{id}/announcement", ("Version", version))).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Venue", "OnTheMoon", "“OnTheMoon”")]
    [InlineData("Input.PlaceName", "", "name the place")]
    [InlineData("Input.Capacity", "many", "“many”")]
    [InlineData("Input.Capacity", "5001", "from 1 to 5000")]
    [InlineData("Input.PlaceAccess", "bell\u0007", "at most 600 characters")]
    [InlineData("Input.For", null, "at least one group")]
    [InlineData("Input.Languages", null, "at least one language")]
    [InlineData("Input.Host", "", "Please fill this in.")]
    [InlineData("Input.Date", "2034-05-10", "within the next 3 years")]
    public async Task A_mistake_in_an_extra_meeting_is_explained_and_kept(string field, string? value, string says)
    {
        var committee = await site.Committee();
        var before = await site.Read(db => db.Meetings.CountAsync(m => m.Kind == MeetingKind.Extra));
        (string, string?)[] right = [("Input.Date", "2031-03-26"), ("Input.Host", "Central"), ("Input.Topic", "Kept 🙂"), .. hall];
        var form = await committee.Get("/steering/meetings/extras/new");
        var page = field is "Input.For" or "Input.Languages"
            ? await committee.Post("/steering/meetings/extras", [.. Filled(form, right).Where(f => f.Item1 != field).Select(f => (f.Item1, f.Item2!))])
            : await form.Submit("main form", [.. right.Where(f => f.Item1 != field), (field, value)]);
        Assert.Contains(says, page.Is(HttpStatusCode.BadRequest).Text("[role=alert]"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Kept 🙂", page.One("#Input_Topic").GetAttribute("value"));
        Assert.Equal(before, await site.Read(db => db.Meetings.CountAsync(m => m.Kind == MeetingKind.Extra)));
    }

    [Fact]
    public async Task An_extra_meeting_uses_no_turn_and_invites_its_area()
    {
        var committee = await site.Committee();
        var (near, far) = (await site.SignIn(Kind.Supporter, m => m with { Areas = Areas.Southeast }), await site.SignIn(Kind.Supporter, m => m with { Areas = Areas.Western }));
        var turns = (await committee.Get("/meetings/rotation")).Text("table");
        var form = await committee.Get("/steering/meetings/extras/new");
        Assert.False(form.Has("input[value=Online]"));
        var page = await form.Submit("main form", [("Input.Date", "2031-03-27"), ("Input.Host", "Southeast"), ("Input.HostAreaOnly", "true"), .. hall]);
        Assert.Contains("Extra meeting in person", page.Text("h1"), StringComparison.Ordinal);
        var id = Id<QuarterlyMeeting>.Parse(page.Address.Split('/')[^1]);
        Assert.Contains("Extra meeting in person", (await committee.Get("/steering/meetings")).Text("section[aria-labelledby=extras]"), StringComparison.Ordinal);
        await committee.Announce(id);
        Assert.Equal(turns, (await committee.Get("/meetings/rotation")).Text("table"));

        var invited = await Invited(id);
        Assert.Contains(near.Member.Id, invited);
        Assert.Contains(committee.Member.Id, invited);
        Assert.DoesNotContain(far.Member.Id, invited);
        Assert.Contains("All members, from Southeast", (await far.Get($"/meetings/{id}")).Text(), StringComparison.Ordinal);
        await far.Answer(id, "Maybe");
        Assert.Contains(far.Member.Id, await Invited(id));
    }

    [Fact]
    public async Task Who_a_meeting_is_for_is_told_and_counted_and_everyone_sees_it()
    {
        var committee = await site.Committee();
        var (supporter, supervisor) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var lead = await site.SignIn(Kind.Supporter, m => m with { Supervises = true });
        var id = await committee.Schedule(Planned.NextQuarter(), ("Input.For", "Supervisors"));
        var meeting = await Load(id);
        await site.Write(async db => (await db.Meetings.SingleAsync(m => m.Id == id)).Welcome(MemberRoles.Supervisors, MeetingLanguages.English));
        var count = (await Invited(id)).Count;
        Assert.Contains($"{count} members get a letter", (await committee.Get($"/steering/meetings/{id}/announcement")).Text(), StringComparison.Ordinal);
        await committee.Announce(id);
        var invited = await Invited(id);
        Assert.DoesNotContain(supporter.Member.Id, invited);
        Assert.Contains(supervisor.Member.Id, invited);
        Assert.Contains(lead.Member.Id, invited);
        Assert.Contains("Supervisors", (await supporter.Get($"/meetings/{id}")).Is(HttpStatusCode.OK).Text(".meeting-hero"), StringComparison.Ordinal);
        Assert.Equal(MeetingState.Scheduled, meeting.State);
    }

    static IEnumerable<(string, string?)> Filled(Page form, IEnumerable<(string, string?)> right) =>
        [("Input.Time", "10:00"), ("Input.Minutes", "90"), ("Input.Venue", "InPerson"), ("Input.For", "Supervisors"), ("Input.Languages", "Spanish"), ("Input.Contact", form.One("#Input_Contact option[selected]").GetAttribute("value")), .. right];

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));

    Task<List<Id<Member>>> Invited(Id<QuarterlyMeeting> id) => site.Read(async db =>
        await db.Members.InvitedTo(await db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id), db.Rsvps).Select(m => m.Id).ToListAsync());
}

public sealed class VenueTestsOnSqlite(SqliteSite site) : VenueTests(site), IClassFixture<SqliteSite>;

public sealed class VenueTestsOnPostgres(PostgresSite site) : VenueTests(site), IClassFixture<PostgresSite>;
