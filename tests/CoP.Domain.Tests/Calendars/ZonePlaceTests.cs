using CoP.Domain.Calendars;
using NodaTime;

namespace CoP.Domain.Tests.Calendars;

public sealed class ZonePlaceTests
{
    [Fact]
    public void Every_zone_that_is_offered_can_be_told_to_calendars_and_none_that_could_be_is_missing()
    {
        Assert.All(ZonePlace.All, place => Assert.NotNull(ZoneRules.Of(place.ZoneId)));
        Assert.All((string[])["Europe/Lisbon", "Asia/Kathmandu", "America/Sao_Paulo", "Australia/Lord_Howe", "America/Puerto_Rico", "Pacific/Chatham"], zone => Assert.NotNull(ZonePlace.Of(zone)));
        // Ramadan moves its clocks; and this is not the id of a place.
        Assert.All((string[])["Africa/Casablanca", "US/Eastern", "Etc/UTC", "Nowhere"], zone => Assert.Null(ZonePlace.Of(zone)));
    }

    [Fact]
    public void A_country_says_all_only_where_it_has_one_zone()
    {
        Assert.Equal(("HT", true), (ZonePlace.Of("America/Port-au-Prince")!.Country, ZonePlace.Of("America/Port-au-Prince")!.IsOnly));
        Assert.Equal(("BR", false), (ZonePlace.Of("America/Manaus")!.Country, ZonePlace.Of("America/Manaus")!.IsOnly));
        Assert.All(ZonePlace.All.GroupBy(place => place.Country), country => Assert.All(country, place => Assert.Equal(country.Count() == 1, place.IsOnly)));
    }
}
