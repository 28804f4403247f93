using CoP.Domain.Meetings;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class QuarterTests
{
    [Theory]
    [InlineData("2027-Q1", "2027-01-01", "2027-03-31")]
    [InlineData("2028-Q2", "2028-04-01", "2028-06-30")]
    [InlineData("2027-Q3", "2027-07-01", "2027-09-30")]
    [InlineData("2027-Q4", "2027-10-01", "2027-12-31")]
    public void A_quarter_has_three_whole_months(string text, string first, string last)
    {
        var quarter = Quarter.Parse(text);
        Assert.Equal(first, quarter.First.ToString("uuuu-MM-dd", null));
        Assert.Equal(last, quarter.Last.ToString("uuuu-MM-dd", null));
        Assert.Equal(quarter, Quarter.Of(quarter.First));
        Assert.Equal(quarter, Quarter.Of(quarter.Last));
        Assert.Equal(quarter + 1, Quarter.Of(quarter.Last.PlusDays(1)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2027-Q0")]
    [InlineData("2027-Q5")]
    [InlineData("2027-q1")]
    [InlineData("2027Q1")]
    [InlineData("0000-Q1")]
    [InlineData("-027-Q1")]
    [InlineData(" 027-Q1")]
    [InlineData("2027-Q1 ")]
    [InlineData("２０２７-Q1")]
    public void Nothing_but_a_quarter_is_read_as_one(string? text) => Assert.False(Quarter.TryParse(text, null, out _));

    [Fact]
    public void What_is_written_is_read_again_and_sorts_alike() => Prop.ForAll(AnyQuarter, AnyQuarter, (a, b) =>
        Quarter.Parse(a.ToString()) == a && a.CompareTo(b) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void Going_there_and_back_leads_home() => Prop.ForAll(AnyQuarter, ArbMap.Default.GeneratorFor<int>().Select(n => n % 400).ToArbitrary(), (quarter, n) =>
        quarter + n - n == quarter && (quarter + n) - quarter == n && (n > 0) == (quarter + n > quarter)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_quarter_turns_on_the_wall_clock_of_the_zone()
    {
        var zone = DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId];
        Assert.Equal(Quarter.Parse("2026-Q4"), Quarter.At(Instant.FromUtc(2027, 1, 1, 4, 59), zone));
        Assert.Equal(Quarter.Parse("2027-Q1"), Quarter.At(Instant.FromUtc(2027, 1, 1, 5, 0), zone));
    }

    [Theory]
    [InlineData(2027, 0)]
    [InlineData(2027, 5)]
    [InlineData(0, 1)]
    [InlineData(10000, 1)]
    public void There_is_no_fifth_quarter(int year, int number) => Assert.Throws<ArgumentOutOfRangeException>(() => new Quarter(year, number));

    internal static Arbitrary<Quarter> AnyQuarter { get; } =
        Gen.Choose(1900, 2200).SelectMany(_ => Gen.Choose(1, 4), (year, number) => new Quarter(year, number)).ToArbitrary();
}
