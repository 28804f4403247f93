using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using NodaTime;

namespace CoP.Domain.Tests.Polls;

public sealed class AvailabilityPollTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 1, 15, 0);

    [Fact]
    public void It_says_what_the_time_is_for_in_a_line_and_in_which_zone()
    {
        var poll = Asked(" When do we meet in spring? ", null, "America/Chicago");
        Assert.Equal(("When do we meet in spring?", "", "America/Chicago"), (poll.Title, poll.Note, poll.ZoneId));
        Assert.Equal(Instant.FromUtc(2027, 3, 6, 6, 0), poll.EndOf(new LocalDate(2027, 3, 5)));
        Breaks("poll.title", () => Asked(" ", null));
        Breaks("poll.title", () => Asked("one\ntwo", null));
        Breaks("poll.title", () => Asked(new('x', AvailabilityPoll.TitleLimit + 1), null));
        Breaks("poll.note", () => Asked("When?", new('x', AvailabilityPoll.NoteLimit + 1)));
        Breaks("slot.zone", () => Asked("When?", null, "Mars/Olympus"));
    }

    [Fact]
    public void A_guest_answers_under_a_name_until_the_invitation_is_taken_back()
    {
        var guest = Invited(" Pat@Example.org ");
        Assert.Equal("pat@example.org", guest.Email);
        guest.Introduce(" Pat ", "America/Denver");
        Assert.Equal(("Pat", "America/Denver"), (guest.Name, guest.ZoneId));
        Breaks("member.name", () => guest.Introduce("  ", "America/Denver"));
        Breaks("slot.zone", () => guest.Introduce("Pat", "Nowhere"));
        guest.Withdraw(Now);
        guest.Withdraw(Now + Duration.FromDays(1));
        Assert.Equal(Now, guest.WithdrawnAt);
        Breaks("poll.guest", () => guest.Introduce("Pat", "America/Denver"));
        guest.Forget();
        Assert.Equal(("", null), (guest.Email, guest.Name));
        Breaks("invitation.email", () => Invited("nobody"));
    }

    private static AvailabilityPoll Asked(string? title, string? note, string zone = "America/New_York") => new(Id<Poll>.New(Now), null, title, note, "en", zone);

    private static PollGuest Invited(string email) => new(Id<PollGuest>.New(Now), Id<Poll>.New(Now), email, "en", Id<Member>.New(Now), Now);

    private static void Breaks(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
}
