using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Records;
using NodaTime;

namespace CoP.Domain.Tests.Records;

public sealed class MemberRecordTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 1, 12, 0);
    private static readonly LocalDate Today = new(2026, 9, 1);
    private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
    private static readonly Viewer Ana = new(Id<Member>.New(Now), WorkRole.PeerSupporter, false, null, Duties.None);

    private readonly MemberRecord record = new();

    [Fact]
    public void A_session_that_began_goes_in_once_with_what_it_was_called_then()
    {
        var group = Group();
        Refused("record.ahead", () => record.Came(group, Tuesday.Start, Tuesday.StartsAt - Duration.FromTicks(1)));
        Refused("session.unknown", () => record.Came(group, Tuesday.Start.PlusDays(1), Tuesday.EndsAt));
        var entry = record.Came(group, Tuesday.Start, Tuesday.StartsAt);
        Assert.Same(entry, record.Came(group, Tuesday.Start, Tuesday.EndsAt));
        Assert.Equal((Tuesday.Start.Date, 60, "Tuesday circle", AttendedKind.Session), (entry.Day, entry.Minutes, entry.Title, entry.Kind));
        Assert.Equal(entry, Assert.Single(record.Attended));
        Assert.Equal(entry, record.Find(group.Id, Tuesday.Start));
    }

    [Fact]
    public void Nobody_came_to_what_was_cancelled()
    {
        var group = Group();
        group.Cancel(Tuesday.Start, Ana.Id, Now);
        Refused("record.ahead", () => record.Came(group, Tuesday.Start, Tuesday.EndsAt));
    }

    [Theory]
    [InlineData(1, 60, "Elsewhere", "record.day")]
    [InlineData(-20_000, 60, "Elsewhere", "record.day")]
    [InlineData(0, 4, "Elsewhere", "record.length")]
    [InlineData(0, 961, "Elsewhere", "record.length")]
    [InlineData(0, 60, " ", "record.title")]
    [InlineData(0, 60, "bell \a", "record.title")]
    public void What_is_put_down_by_hand_is_a_day_that_is_past_a_length_and_a_name(int days, int minutes, string title, string rule)
    {
        Refused(rule, () => record.CameElsewhere(Today.PlusDays(days), minutes, title, Today));
        var entry = record.CameElsewhere(Today, 60, "Elsewhere", Today);
        Refused(rule, () => record.Correct(entry.Id, Today.PlusDays(days), minutes, title, Today));
        Assert.Equal(entry, record.Find(entry.Id));
    }

    [Fact]
    public void What_was_written_about_something_outlives_it()
    {
        var entry = record.CameElsewhere(Today, 60, "Elsewhere", Today);
        var reflection = record.Reflect(Today, "A thought", "en", entry.Id, Today);
        Assert.True(record.Correct(entry.Id, Today.PlusDays(-1), 90, "Somewhere else", Today));
        Assert.Equal(("Somewhere else", 90), (record.Find(entry.Id)!.Title, record.Find(entry.Id)!.Minutes));
        Assert.True(record.Remove(entry.Id));
        Assert.False(record.Remove(entry.Id));
        Assert.Null(record.Find(reflection.Id)!.About);
        Refused("record.about", () => record.Revise(reflection.Id, Today, null, "en", entry.Id, Today));
        Refused("text.language", () => record.Reflect(Today, null, "fr", null, Today));
        Assert.True(record.Remove(reflection.Id));
        Assert.True(record.IsEmpty);
    }

    [Fact]
    public void A_self_assessment_says_something_of_at_least_one_area_and_leaves_out_what_it_likes()
    {
        Refused("assessment.empty", () => record.Assess(Today, new Dictionary<Competency, int>(), null, Today));
        foreach (var step in new[] { 0, 6 }) Refused("assessment.step", () => record.Assess(Today, Of(Competency.Hope, step), null, Today));
        Refused("assessment.step", () => record.Assess(Today, Of((Competency)10, 3), null, Today));
        Refused("record.day", () => record.Assess(Today.PlusDays(1), Of(Competency.Hope, 3), null, Today));
        var later = record.Assess(Today, Of(Competency.Hope, 3), " Slowly. ", Today);
        var earlier = record.Assess(Today.PlusDays(-30), Of(Competency.Hope, 2), null, Today);
        Assert.Equal([earlier, later], record.Assessments);
        Assert.Equal((3, null, "Slowly."), (later.StepOf(Competency.Hope), later.StepOf(Competency.Feedback), later.Words));
        Assert.True(record.Reconsider(later.Id, Today, Of(Competency.Feedback, 5), null, Today));
        Assert.Equal((null, 5), (record.Find(later.Id)!.StepOf(Competency.Hope), record.Find(later.Id)!.StepOf(Competency.Feedback)));
        Assert.True(record.Remove(earlier.Id));
    }

    [Fact]
    public void A_record_has_an_end()
    {
        for (var i = 0; i < MemberRecord.MostAssessments; i++) record.Assess(Today, Of(Competency.Hope, 1), null, Today);
        Refused("record.full", () => record.Assess(Today, Of(Competency.Hope, 1), null, Today));
        for (var i = 0; i < MemberRecord.MostReflections; i++) record.Reflect(Today, null, "en", null, Today);
        Refused("record.full", () => record.Reflect(Today, null, "en", null, Today));
        for (var i = 0; i < MemberRecord.MostAttended; i++) record.CameElsewhere(Today, 60, "Elsewhere", Today);
        Refused("record.full", () => record.CameElsewhere(Today, 60, "Elsewhere", Today));
    }

    private static Group Group()
    {
        var group = new Group(
            Id<Group>.New(Now), new GroupOutline("Tuesday circle", "To look at what happened lately", "", "", MemberRoles.PeerSupporters, Areas.None, "en", MeetingMode.Video, "", 4, GroupEntry.Open), Ana, Now);
        group.Plan(new SeriesPlan(Tuesday, Rhythm.Weekly), Ana.Id, Now);
        return group;
    }

    private static Dictionary<Competency, int> Of(Competency competency, int step) => new() { [competency] = step };

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
