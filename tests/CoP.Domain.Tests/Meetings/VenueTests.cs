using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class VenueTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 15, 0);
    private static readonly Place Hall = new("Union Hall", "12 Main Street, Worcester", "Step-free from the car park.", 24);
    private static readonly LocalSlot Slot = QuarterlyMeeting.SlotFor(new(2027, 2, 10, 13, 0), 90);

    [Theory]
    [InlineData(VenueKind.Online, true, true, false, null)]
    [InlineData(VenueKind.Online, true, false, true, "meeting.link.needed")]
    [InlineData(VenueKind.Online, false, false, false, "meeting.link.needed")]
    [InlineData(VenueKind.InPerson, false, false, true, null)]
    [InlineData(VenueKind.InPerson, true, true, false, "meeting.place.needed")]
    [InlineData(VenueKind.Both, true, true, true, null)]
    [InlineData(VenueKind.Both, true, true, false, "meeting.place.needed")]
    [InlineData(VenueKind.Both, true, false, true, "meeting.link.needed")]
    public void It_is_announced_when_the_way_in_is_known(VenueKind kind, bool link, bool dialIn, bool place, string? rule)
    {
        var meeting = QuarterlyMeetingTests.Scheduled();
        meeting.Meet(new Venue(kind, link ? "https://meet.example/a" : null, dialIn ? "617 555 0100" : null, place ? Hall : null), Now);
        Assert.Equal(rule is null, meeting.Venue.IsComplete);
        if (rule is null) meeting.Announce(Now);
        else QuarterlyMeetingTests.Breaks(rule, () => meeting.Announce(Now));
    }

    [Fact]
    public void What_a_kind_has_no_use_for_is_dropped()
    {
        Assert.Null(new Venue(VenueKind.Online, null, null, Hall).Checked().Place);
        var inPerson = new Venue(VenueKind.InPerson, "https://meet.example/a", "617 555 0100", Hall).Checked();
        Assert.Equal((null, "617 555 0100", Hall), (inPerson.Link, inPerson.DialIn, inPerson.Place));
    }

    [Fact]
    public void A_place_is_trimmed_and_one_of_which_nothing_is_said_is_none()
    {
        Assert.Equal(new Place("Hall", null, "One\ntwo", 1), new Place(" Hall ", "  ", " One\r\ntwo ", 1).Checked());
        Assert.Null(new Place(" ", "", null, null).Checked());
    }

    [Theory]
    [InlineData("", "12 Main Street", null, null, "meeting.place.name")]
    [InlineData("", null, null, 10, "meeting.place.name")]
    [InlineData("one\ntwo", null, null, null, "meeting.place.name")]
    [InlineData("Hall", "one\ntwo", null, null, "meeting.place.address")]
    [InlineData("Hall", null, "bell\u0007", null, "meeting.place.access")]
    [InlineData("Hall", null, null, 0, "meeting.capacity")]
    [InlineData("Hall", null, null, -1, "meeting.capacity")]
    [InlineData("Hall", null, null, 5001, "meeting.capacity")]
    public void A_place_that_cannot_be_is_refused(string name, string? address, string? access, int? capacity, string rule) =>
        QuarterlyMeetingTests.Breaks(rule, () => new Place(name, address, access, capacity).Checked());

    [Fact]
    public void A_place_has_ends()
    {
        QuarterlyMeetingTests.Breaks("meeting.place.name", () => (Hall with { Name = new string('x', 121) }).Checked());
        QuarterlyMeetingTests.Breaks("meeting.place.address", () => (Hall with { Address = new string('x', 201) }).Checked());
        QuarterlyMeetingTests.Breaks("meeting.place.access", () => (Hall with { Access = new string('x', 601) }).Checked());
        QuarterlyMeetingTests.Breaks("meeting.venue", () => new Venue((VenueKind)9, null, null, null).Checked());
    }

    [Fact]
    public void An_announced_meeting_keeps_a_way_in_and_another_place_is_for_calendars()
    {
        var meeting = QuarterlyMeetingTests.Announced();
        var sequence = meeting.Sequence;
        QuarterlyMeetingTests.Breaks("meeting.place.needed", () => meeting.Meet(meeting.Venue with { Kind = VenueKind.Both }, Now));
        meeting.Meet(meeting.Venue with { Kind = VenueKind.Both, Place = Hall }, Now);
        Assert.Equal((sequence + 1, 24), (meeting.Sequence, meeting.Place!.Capacity));
        meeting.Meet(meeting.Venue with { Place = Hall with { } }, Now);
        Assert.Equal(sequence + 1, meeting.Sequence);
    }

    [Fact]
    public void It_is_for_everyone_and_in_English_until_it_is_said_otherwise()
    {
        var meeting = QuarterlyMeetingTests.Scheduled();
        Assert.Equal((MemberRoles.All, MeetingLanguages.English), (meeting.For, meeting.Languages));
        var version = meeting.Version;
        meeting.Welcome(MemberRoles.Supervisors | MemberRoles.PeerSupporters, MeetingLanguages.Both);
        meeting.Welcome(MemberRoles.Supervisors | MemberRoles.PeerSupporters, MeetingLanguages.Both);
        Assert.Equal((version + 1, 0), (meeting.Version, meeting.Sequence));
        QuarterlyMeetingTests.Breaks("meeting.for", () => meeting.Welcome(MemberRoles.None, MeetingLanguages.Both));
        QuarterlyMeetingTests.Breaks("meeting.for", () => meeting.Welcome((MemberRoles)16, MeetingLanguages.Both));
        QuarterlyMeetingTests.Breaks("meeting.languages", () => meeting.Welcome(MemberRoles.All, MeetingLanguages.None));
        QuarterlyMeetingTests.Breaks("meeting.languages", () => meeting.Welcome(MemberRoles.All, (MeetingLanguages)4));
    }

    [Fact]
    public void An_extra_meeting_is_in_a_place_and_of_the_quarter_in_which_it_is()
    {
        var meeting = Extra(Slot);
        Assert.Equal((MeetingKind.Extra, new Quarter(2027, 1), Area.Central, true), (meeting.Kind, meeting.Quarter, meeting.Host, meeting.HostAreaOnly));
        Assert.Equal((0, 1, MeetingState.Scheduled), (meeting.Sequence, meeting.Version, meeting.State));
        meeting.Move(QuarterlyMeeting.SlotFor(new(2027, 4, 7, 13, 0), 90), Now);
        Assert.Equal(new Quarter(2027, 2), meeting.Quarter);
        QuarterlyMeetingTests.Breaks("meeting.extra.place", () => meeting.Meet("https://meet.example/a", "617 555 0100", Now));
        QuarterlyMeetingTests.Breaks("meeting.past", () => Extra(Slot, Slot.StartsAt));
        QuarterlyMeetingTests.Breaks("meeting.far", () => Extra(QuarterlyMeeting.SlotFor(new(2029, 11, 26, 13, 0), 90)));
    }

    private static QuarterlyMeeting Extra(LocalSlot slot, Instant? now = null) => QuarterlyMeeting.Extra(
        Id<QuarterlyMeeting>.New(Now), Area.Central, true, slot, new Venue(VenueKind.InPerson, null, null, Hall), QuarterlyMeetingTests.Someone(WorkRole.Supervisor, Areas.Central), now ?? Now);
}
