using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using NodaTime;

namespace CoP.Domain.Tests.Reminders;

public sealed class AddressStandingTests
{
    private const string Address = "luz@cop.example";
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 1, 12, 0);
    private readonly AddressStanding _standing = new(Id<Member>.New(Now), Address);

    [Fact]
    public void One_refusal_of_the_address_stops_its_mail_until_somebody_wants_it_tried_again()
    {
        _standing.Refuses(Address, ofUs: false, Now);
        Assert.True(_standing.Stops("LUZ@cop.example"));
        _standing.TryAgain();
        Assert.False(_standing.Stops(Address));
    }

    [Fact]
    public void Refusals_that_blame_the_sender_stop_it_only_when_none_is_taken_in_between()
    {
        _standing.Refuses(Address, ofUs: true, Now);
        _standing.Refuses(Address, ofUs: true, Now);
        _standing.Took(Address);
        _standing.Refuses(Address, ofUs: true, Now);
        _standing.Refuses(Address, ofUs: true, Now);
        Assert.False(_standing.Stops(Address));
        _standing.Refuses(Address, ofUs: true, Now);
        Assert.True(_standing.Stops(Address));
    }

    [Fact]
    public void What_is_put_off_is_counted_and_stops_nothing()
    {
        for (var i = 0; i < 50; i++) _standing.PutsOff(Address);
        Assert.Equal((50, false), (_standing.PutOff, _standing.Stops(Address)));
        _standing.Took(Address);
        Assert.Equal(0, _standing.PutOff);
    }

    [Fact]
    public void Another_address_begins_anew()
    {
        _standing.Refuses(Address, ofUs: false, Now);
        Assert.False(_standing.Stops("other@cop.example"));
        _standing.PutsOff("other@cop.example");
        Assert.Equal((1, 0, false), (_standing.PutOff, _standing.Refusals, _standing.Stops(Address)));
    }
}
