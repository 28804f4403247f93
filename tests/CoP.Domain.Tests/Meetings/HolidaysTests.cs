using CoP.Domain.Meetings;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class HolidaysTests
{
    [Fact]
    public void The_holidays_of_2027_are_where_the_statute_puts_them() => Assert.Equal(
        [
            new(2027, 1, 1), new(2027, 1, 18), new(2027, 2, 15), new(2027, 4, 19), new(2027, 5, 31), new(2027, 6, 19),
            new(2027, 7, 5), new(2027, 9, 6), new(2027, 10, 11), new(2027, 11, 11), new(2027, 11, 25), new LocalDate(2027, 12, 25),
        ], Holidays.Of(2027).Select(h => h.Day));

    [Theory]
    [InlineData(2023, 1, 2, Holiday.NewYearsDay)]
    [InlineData(2027, 7, 5, Holiday.IndependenceDay)]
    [InlineData(2022, 6, 20, Holiday.Juneteenth)]
    [InlineData(2029, 11, 12, Holiday.VeteransDay)]
    [InlineData(2022, 12, 26, Holiday.Christmas)]
    public void A_holiday_on_a_Sunday_is_kept_on_the_Monday(int year, int month, int day, Holiday holiday)
    {
        Assert.Equal(holiday, Holidays.On(new(year, month, day)));
        Assert.Null(Holidays.On(new LocalDate(year, month, day).PlusDays(-1)));
    }

    [Fact]
    public void A_holiday_on_a_Saturday_stays_there()
    {
        Assert.Equal(Holiday.IndependenceDay, Holidays.On(new(2026, 7, 4)));
        Assert.Null(Holidays.On(new(2026, 7, 3)));
        Assert.Null(Holidays.On(new(2026, 7, 6)));
    }

    [Fact]
    public void Days_kept_in_Suffolk_County_alone_are_no_holidays()
    {
        Assert.Null(Holidays.On(new(2027, 3, 17)));
        Assert.Null(Holidays.On(new(2027, 6, 17)));
    }

    [Theory]
    [InlineData(2028, 5, 29)]
    [InlineData(2032, 5, 31)]
    [InlineData(2027, 5, 31)]
    public void Memorial_Day_is_the_last_Monday_of_May(int year, int month, int day) => Assert.Equal(Holiday.MemorialDay, Holidays.On(new(year, month, day)));

    [Fact]
    public void Every_year_keeps_twelve_days_in_order_and_none_on_a_Sunday()
    {
        for (var year = 1990; year < 2110; year++)
        {
            var days = Holidays.Of(year).Select(h => h.Day).ToList();
            Assert.Equal(12, days.Distinct().Count());
            Assert.Equal(days.Order(), days);
            Assert.DoesNotContain(days, d => d.DayOfWeek == IsoDayOfWeek.Sunday || d.Year != year);
        }
    }

    [Fact]
    public void A_quarter_lists_its_own() => Assert.Equal([Holiday.PatriotsDay, Holiday.MemorialDay, Holiday.Juneteenth], Holidays.Of(new Quarter(2027, 2)).Select(h => h.Holiday));

    [Fact]
    public void The_days_that_both_keep_are_complete_by_name()
    {
        Assert.Equal(Enum.GetValues<Holiday>(), Holidays.Of(2027).Select(h => h.Holiday));
        Assert.Equal(Enum.GetValues<Holiday>().Where(h => h != Holiday.PatriotsDay), FederalHolidays.Of(2027).Where(h => h.Day.Month < 12 || h.Day.Day < 31).Select(h => h.Holiday));
    }

    // As the Office of Personnel Management lists them.
    [Theory]
    [InlineData(2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")]
    [InlineData(2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25")]
    [InlineData(2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")]
    [InlineData(2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25")]
    public void Federal_holidays_that_fall_on_a_weekend_are_kept_beside_it(int year, string days) =>
        Assert.Equal(days, string.Join(' ', FederalHolidays.Of(year).Select(h => h.Day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void State_offices_are_open_on_the_Friday_before_a_Saturday_holiday_and_closed_on_Patriots_Day()
    {
        Assert.Equal((null, Holiday.IndependenceDay), (Holidays.On(new(2026, 7, 3)), FederalHolidays.On(new(2026, 7, 3))));
        Assert.Equal((Holiday.PatriotsDay, null), (Holidays.On(new(2027, 4, 19)), FederalHolidays.On(new(2027, 4, 19))));
        Assert.Equal((null, Holiday.NewYearsDay), (Holidays.On(new(2027, 12, 31)), FederalHolidays.On(new(2027, 12, 31))));
    }

    [Fact]
    public void Federal_offices_are_never_said_to_be_closed_on_a_weekend()
    {
        for (var year = 1990; year < 2110; year++)
            Assert.All(FederalHolidays.Of(year), h => Assert.True(h.Day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && h.Day.Year == year));
    }
}
