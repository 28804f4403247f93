using CoP.Domain.Calendars;
using NodaTime;

namespace CoP.Domain.Tests.Calendars;

public sealed class ZoneRulesTests
{
    [Fact]
    public void New_York_has_kept_the_second_Sunday_of_March_and_the_first_of_November_since_2007()
    {
        var rules = ZoneRules.Of("America/New_York")!;
        Assert.Equal(new Observance("EDT", Offset.FromHours(-5), Offset.FromHours(-4), new LocalDateTime(2007, 3, 11, 2, 0), new YearlyRule(3, 2, IsoDayOfWeek.Sunday)), rules.Daylight);
        Assert.Equal(new Observance("EST", Offset.FromHours(-4), Offset.FromHours(-5), new LocalDateTime(2007, 11, 4, 2, 0), new YearlyRule(11, 1, IsoDayOfWeek.Sunday)), rules.Standard);
    }

    [Theory]
    [InlineData("America/Puerto_Rico", -4)]
    [InlineData("America/Phoenix", -7)]
    public void A_zone_without_changes_has_one_standard_time(string zone, int hours)
    {
        var rules = ZoneRules.Of(zone)!;
        Assert.Null(rules.Daylight);
        Assert.Equal((Offset.FromHours(hours), null), (rules.Standard.To, rules.Standard.Rule));
    }

    [Fact]
    public void The_last_Sunday_is_told_from_the_fourth() =>
        Assert.Equal(new YearlyRule(10, YearlyRule.Last, IsoDayOfWeek.Sunday), ZoneRules.Of("Europe/Madrid")!.Standard.Rule);

    [Theory]
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Gaza")]
    [InlineData("America/Nuuk")]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    public void A_zone_whose_clocks_follow_no_yearly_rule_is_not_told(string zone) => Assert.Null(ZoneRules.Of(zone));

    [Fact]
    public void The_rules_of_every_zone_that_has_any_say_what_the_tz_database_says()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            if (ZoneRules.Of(id) is not { Daylight: { } daylight } rules) continue;
            var zone = DateTimeZoneProviders.Tzdb[id];
            foreach (var observance in new[] { daylight, rules.Standard })
            {
                for (var year = Math.Max(observance.Since.Year, 2020); year < 2037; year++)
                {
                    var starts = observance.Rule!.In(year).At(observance.Since.TimeOfDay).WithOffset(observance.From).ToInstant();
                    Assert.Equal((observance.From, observance.To), (zone.GetUtcOffset(starts - Duration.Epsilon), zone.GetUtcOffset(starts)));
                }
            }
        }
    }
}
