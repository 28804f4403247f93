using System.Net;
using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Meetings;

public abstract class PlanningInputTests(Site site)
{
    // The site's clock stands in the first quarter of 2031: on 9 March the hour from 2:00 is skipped, and 17 February was a holiday.
    public static TheoryData<string, string?, string> Wrong { get; } = new()
    {
        { "Input.Date", "", "Please fill this in." },
        { "Input.Date", "2031-02-30", "We cannot read “2031-02-30” here." },
        { "Input.Date", "tomorrow", "We cannot read “tomorrow” here." },
        { "Input.Date", "2031-03-22", "That day is on a weekend." },
        { "Input.Date", "2031-03-01", "That day is on a weekend." },
        { "Input.Date", "2031-02-17", "state holiday in Massachusetts" },
        { "Input.Date", "2031-02-19", "That time has passed." },
        { "Input.Date", "2072-03-23", "too far behind it" },
        { "Input.Time", "", "Please fill this in." },
        { "Input.Time", "25:00", "We cannot read “25:00” here." },
        { "Input.Time", "06:00", "between 8 AM and 6 PM" },
        { "Input.Time", "17:00", "between 8 AM and 6 PM" },
        { "Input.Minutes", "", "Please fill this in." },
        { "Input.Minutes", "45", "from 60 to 120 minutes" },
        { "Input.Minutes", "100000000000000000000", "We cannot read" },
        { "Input.Minutes", "-90", "from 60 to 120 minutes" },
        { "Input.Link", "http://meet.example/", "starts with https://" },
        { "Input.Link", "javascript:alert(1)", "starts with https://" },
        { "Input.Link", "https://meet.example/" + Longer, "at most 500 characters" },
        { "Input.DialIn", "call us", "phone number with its code" },
        { "Input.DialIn", "617 555 0100 " + Longer, "at most 80 characters" },
        { "Input.Topic", Longer, "at most 120 characters" },
        { "Input.Topic", "bell\u0007", "in one line" },
        { "Input.Recovery", "AAAAAAAAAAAAAAAAAAAAAA", "active member from the list" },
        { "Input.PeerSupport", "<script>alert(1)</script>", "active member from the list" },
        { "Input.Contact", "", "active member as access contact" },
        { "Input.Contact", "nobody", "active member as access contact" },
    };

    const string Longer =
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" +
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" +
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    static readonly Quarter First = new(2031, 1);

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_mistake_in_a_new_meeting_is_explained_kept_and_changes_nothing(string field, string? value, string says)
    {
        var committee = await site.Committee();
        var form = await committee.Form(First);
        (string, string?)[] right = [("Input.Date", "2031-03-26"), ("Input.Time", "13:00"), ("Input.Topic", "Kept 🙂"), ("Input.DialIn", Planned.DialIn)];
        var page = (await form.Submit("main form", [.. right.Where(f => f.Item1 != field), (field, value)])).Is(HttpStatusCode.BadRequest);
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains(says, page.Text(".field--error"), StringComparison.Ordinal);
        if (field != "Input.Topic") Assert.Equal("Kept 🙂", page.One("#Input_Topic").GetAttribute("value"));
        var control = page.One($"[name='{field}']");
        if (control.LocalName == "input") Assert.Equal(value, control.GetAttribute("value") ?? "");
        Assert.Equal(0, await site.Read(db => db.Meetings.CountAsync(m => m.Quarter == First)));
    }

    [Theory]
    [InlineData("2031-03-09", "02:30", "go forward")]
    [InlineData("2031-11-02", "01:30", "go back")]
    public async Task An_hour_that_the_clocks_skip_or_double_is_refused_with_the_reason(string date, string time, string says)
    {
        var form = await (await site.Committee()).Form(First);
        var page = await form.Submit("main form", ("Input.Date", date), ("Input.Time", time));
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_is_only_for_who_may_take_it()
    {
        var committee = await site.Committee();
        var supporter = await site.Add(Kind.Supporter, p => p with { Areas = (Areas)31 });
        var elsewhere = await site.Add(Kind.AreaDirector, p => p with { Areas = Areas.Southeast });
        var form = await committee.Form(First);
        Assert.Contains("someone with another role", (await form.Submit("main form", ("Input.Date", "2031-03-26"), ("Input.Recovery", supporter.Id.ToString()))).Text(), StringComparison.Ordinal);
        Assert.Contains("someone of the host area", (await form.Submit("main form", ("Input.Date", "2031-03-26"), ("Input.Recovery", elsewhere.Id.ToString()))).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(elsewhere.Name, form.Text("#Input_Recovery"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_in_Spanish_to_who_reads_Spanish()
    {
        var committee = await site.SignIn(Kind.Committee, p => p with { Language = "es" });
        var form = await committee.Form(First);
        Assert.Contains("Fijar fecha para enero a marzo de 2031", form.Text(), StringComparison.Ordinal);
        Assert.Contains("Ese día cae en fin de semana.", (await form.Submit("main form", ("Input.Date", "2031-03-22"))).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_speaks_both_languages()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        string[] pages =
        [
            "/meetings", $"/meetings/{id}", $"/meetings/{id}/access", "/meetings/rotation", "/steering/meetings", $"/steering/meetings/turns/{First}", $"/steering/meetings/{id}",
            $"/steering/meetings/{id}/details", $"/steering/meetings/{id}/announcement", $"/steering/meetings/{id}/date", $"/steering/meetings/{id}/postponement", "/steering/meetings/extras/new", $"/steering/meetings/{id}/cancellation", $"/steering/meetings/{id}/attendance",
        ];
        foreach (var page in pages)
        {
            var (english, spanish) = ((await committee.Get(page + "?lang=en")).Is(HttpStatusCode.OK), (await committee.Get(page + "?lang=es")).Is(HttpStatusCode.OK));
            Assert.NotEqual(english.Text("h1"), spanish.Text("h1"));
            Assert.Equal("es", spanish.One("html").GetAttribute("lang"));
            Assert.False(spanish.Has("[style], script:not([src])"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("one\u0007two")]
    [InlineData(Longer)]
    public async Task A_cancellation_without_a_fit_reason_does_not_happen(string reason)
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var page = await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", reason));
        Assert.Contains("Please give a reason", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(MeetingState.Announced, (await Load(id)).State);
    }

    [Fact]
    public async Task A_meeting_is_moved_only_to_a_date_that_fits_and_announced_only_with_a_way_in()
    {
        var committee = await site.Committee();
        var quarter = Planned.NextQuarter();
        var id = await committee.Schedule(quarter, ("Input.Link", ""));
        var before = (await Load(id)).Slot;
        Assert.Contains("add the link and the phone number", (await committee.Get($"/steering/meetings/{id}/announcement")).Text(), StringComparison.Ordinal);
        var announce = await committee.Post($"/steering/meetings/{id}/announcement", ("Version", (await Load(id)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("needs both a link and a phone number", announce.Text(), StringComparison.Ordinal);
        foreach (var (date, says) in new[] { (quarter.Day().Iso(), "the date that the meeting has already"), ("2031-03-03", "That time has passed."), (quarter.First.PlusDays(-1).Iso(), ""), ("", "Please fill this in.") })
        {
            var page = await (await committee.Get($"/steering/meetings/{id}/date")).Submit("main form", ("Input.Date", date), ("Input.Time", date == "2031-03-03" ? "08:00" : "13:00"));
            Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        }
        Assert.Equal((before, MeetingState.Scheduled), ((await Load(id)).Slot, (await Load(id)).State));
    }

    [Theory]
    [InlineData("", "Please fill this in.")]
    [InlineData("-1", "whole numbers from 0 to 5000")]
    [InlineData("5001", "whole numbers from 0 to 5000")]
    [InlineData("1.5", "We cannot read")]
    public async Task Attendance_is_whole_numbers(string typed, string says)
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var page = await (await committee.Get($"/steering/meetings/{id}/attendance")).Submit(
            "main form", ("Input.PeerSupporters", typed), ("Input.Supervisors", "1"), ("Input.Administrators", "1"), ("Input.Dmh", "1"));
        Assert.Contains(says, page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Null((await Load(id)).Attendance);
    }

    [Theory]
    [InlineData("/steering/meetings/turns/2031-Q5")]
    [InlineData("/steering/meetings/turns/2030-Q4")]
    [InlineData("/steering/meetings/turns/9999-Q4")]
    [InlineData("/steering/meetings/turns/x")]
    [InlineData("/steering/meetings/x")]
    [InlineData("/steering/meetings/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/steering/meetings/AAAAAAAAAAAAAAAAAAAAAA/date")]
    [InlineData("/meetings/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/meetings/AAAAAAAAAAAAAAAAAAAAAA.ics")]
    [InlineData("/meetings/x/access")]
    public async Task What_there_is_not_is_not_found(string address)
    {
        var committee = await site.Committee();
        Assert.Equal(HttpStatusCode.NotFound, (await committee.Get(address)).Status);
        if (address.Contains("/turns/", StringComparison.Ordinal))
            Assert.Equal(HttpStatusCode.NotFound, (await committee.Post(address, ("Date", "2031-03-26"), ("Time", "13:00"), ("Minutes", "90"), ("Contact", committee.Member.Id.ToString()))).Status);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_at_all_is_a_bad_request()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var page = (await (await committee.Get($"/steering/meetings/{id}/cancellation")).Submit("main form", ("Input.Reason", "one\u0000two"))).Is(HttpStatusCode.BadRequest);
        Assert.NotEmpty(page.Text("h1"));
        Assert.Equal(MeetingState.Announced, (await Load(id)).State);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var committee = await site.Committee();
        var id = await committee.Announced();
        var version = (await Load(id)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var form in (string[])["details", "announcement", "date", "postponement", "cancellation", "attendance"])
            Assert.Equal(HttpStatusCode.BadRequest, (await committee.Post($"/steering/meetings/{id}/{form}", [("Version", version), ("Reason", "Snow")], token: false)).Status);
        Assert.Equal(MeetingState.Announced, (await Load(id)).State);
    }

    Task<QuarterlyMeeting> Load(Id<QuarterlyMeeting> id) => site.Read(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));
}

public sealed class PlanningInputTestsOnSqlite(SqliteSite site) : PlanningInputTests(site), IClassFixture<SqliteSite>;

public sealed class PlanningInputTestsOnPostgres(PostgresSite site) : PlanningInputTests(site), IClassFixture<PostgresSite>;
