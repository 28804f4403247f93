using CoP.Domain.Announcements;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class AfterwardsTests
{
    static readonly Instant planned = Instant.FromUtc(2027, 1, 4, 15, 0);
    static readonly Member contact = new(Id<Member>.New(planned), "Contact", new WorkPlace(WorkRole.AreaDirectorOfRecovery, null, false, null, Areas.Central), "en", "America/New_York", planned);
    static readonly RenderedText words = new("Words", "<p>Words</p>");
    static readonly LocalDate today = new(2027, 3, 1);
    readonly QuarterlyMeeting meeting = Announced();
    Instant Now => meeting.Slot.EndsAt;

    [Fact]
    public void A_hand_over_is_written_offered_and_acknowledged_and_then_stays_as_it_is()
    {
        var handOver = new HandOver(meeting, Now);
        handOver.Write("  CART takes three weeks.\r\nAsk early. ", " ");
        Assert.Equal(("CART takes three weeks.\nAsk early.", null), (handOver.AccessLessons, handOver.Note));
        handOver.Expect(1);
        Assert.Equal("handover.changed", Broken(() => handOver.Expect(0)));
        Assert.Equal("handover.notoffered", Broken(() => handOver.Acknowledge(contact.Id, Now)));
        handOver.Offer(Now);
        Assert.Equal("handover.offered", Broken(() => handOver.Offer(Now)));
        handOver.Write(null, "Still being written");
        handOver.Acknowledge(contact.Id, Now + Duration.FromDays(1));
        handOver.Acknowledge(Id<Member>.New(planned), Now + Duration.FromDays(2));
        Assert.Equal((Now + Duration.FromDays(1), contact.Id), (handOver.AcknowledgedAt, handOver.AcknowledgedById));
        Assert.Equal("handover.acknowledged", Broken(() => handOver.Write(null, "Too late")));
        Assert.Equal("handover.told", Broken(() => handOver.TakeBack(Now)));
    }

    [Fact]
    public void An_offer_can_be_taken_back_for_ten_minutes()
    {
        var handOver = new HandOver(meeting, Now);
        Assert.Equal("handover.told", Broken(() => handOver.TakeBack(Now)));
        handOver.Offer(Now);
        Assert.Equal("handover.told", Broken(() => handOver.TakeBack(Now + HandOver.TakeBackWithin)));
        handOver.TakeBack(Now + Duration.FromMinutes(9));
        handOver.Offer(Now + Duration.FromMinutes(9));
        Assert.Equal(2, handOver.Offers);
    }

    [Fact]
    public void There_is_none_before_the_meeting_nor_from_one_that_uses_no_turn()
    {
        Assert.Equal("handover.early", Broken(() => new HandOver(meeting, planned)));
        var extra = QuarterlyMeeting.Extra(Id<QuarterlyMeeting>.New(planned), Area.Central, false, meeting.Slot, new Venue(VenueKind.InPerson, null, null, new Place("Hall", "1 Main Street", null, null)), contact, planned);
        Assert.Equal("handover.kind", Broken(() => new HandOver(extra, Now)));
        Assert.Equal("handover.note", Broken(() => new HandOver(meeting, Now).Write(null, new string('x', HandOver.WordsLimit + 1))));
        Assert.Equal("handover.lessons", Broken(() => new HandOver(meeting, Now).Write("bell\u0007", null)));
    }

    [Theory]
    [InlineData("", "en", "Words", "file.title")]
    [InlineData("turned \u202E round", "en", "Words", "file.title")]
    [InlineData("Slides", "fr", "Words", "text.language")]
    [InlineData("Slides", "es", " \n ", "file.words")]
    public void A_file_has_a_title_a_language_and_words(string title, string language, string inWords, string rule) => Assert.Equal(rule, Broken(() => FileWords.Of(title, language, inWords)));

    [Fact]
    public void A_meeting_has_so_many_files_at_most() =>
        Assert.Equal("file.many", Broken(() => new MeetingFile(Id<MeetingFile>.New(planned), meeting, UploadKind.Pdf, [1], FileWords.Of("Slides", "en", "Words"), contact.Id, MeetingFile.MeetingLimit, Now)));

    [Fact]
    public void An_announcement_is_current_until_its_day_is_over_or_it_is_ended()
    {
        var announcement = Announce(3);
        Assert.True(announcement.IsCurrent(today.PlusDays(3)));
        Assert.False(announcement.IsCurrent(today.PlusDays(4)));
        Assert.True(announcement.CanBeTakenBack(Now + Duration.FromMinutes(9)));
        Assert.False(announcement.CanBeTakenBack(Now + Duration.FromMinutes(10)));
        announcement.End(Now);
        Assert.False(announcement.IsCurrent(today));
    }

    [Fact]
    public void An_announcement_has_both_titles_and_a_day_to_come()
    {
        Assert.Equal("announcement.until", Broken(() => Announce(-1)));
        Assert.Equal("announcement.until", Broken(() => Announce(Announcement.DaysAhead + 1)));
        Assert.Equal("announcement.title.en", Broken(() => AnnouncementWords.Of(" ", "Dos", words, words)));
        Assert.Equal("announcement.title.es", Broken(() => AnnouncementWords.Of("One", new string('x', Announcement.TitleLimit + 1), words, words)));
        // The day that it has may be over when its words are put right.
        var announcement = Announce(0);
        announcement.Change(AnnouncementWords.Of("Other", "Otro", words, words), today, today.PlusDays(9));
        Assert.Equal("announcement.changed", Broken(() => announcement.Expect(1)));
    }

    Announcement Announce(int days) => new(Id<Announcement>.New(planned), AnnouncementWords.Of("One", "Uno", words, words), today.PlusDays(days), today, contact.Id, Now);

    static QuarterlyMeeting Announced()
    {
        var told = new QuarterlyMeeting(Id<QuarterlyMeeting>.New(planned), Rotation.Founding.TurnOf(new Quarter(2027, 1)), QuarterlyMeeting.SlotFor(new LocalDateTime(2027, 2, 10, 13, 0), 90), contact, planned);
        told.Meet("https://meet.example/room", "617-555-0100", planned);
        told.Announce(planned);
        return told;
    }

    static string Broken(Action act) => Assert.Throws<RuleBrokenException>(act).Key;
}
