using CoP.Domain.CoReflection;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class WeekTimesTests
{
    /// <summary>Every minute of the week, on clocks up to a day and more apart: it lies in one stretch exactly where the other clock shows what is meant.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-180)]
    [InlineData(345)]
    [InlineData(-1560)]
    [InlineData(1560)]
    public void Stretches_are_the_minutes_at_which_the_other_clock_shows_the_day_and_the_part_of_it(int ahead)
    {
        foreach (var day in new IsoDayOfWeek?[] { null, IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Sunday })
        {
            foreach (var part in new DayPart?[] { null, DayPart.Morning, DayPart.Afternoon, DayPart.Evening })
            {
                var stretches = WeekTimes.Stretches(day, part, ahead).ToList();
                for (var minute = 0; minute < WeekTimes.Week; minute++)
                {
                    var shown = new LocalDateTime(2024, 1, 1, 0, 0).PlusMinutes(minute + ahead);
                    var meant = (day is null || shown.DayOfWeek == day) && (part is null || WeekTimes.Of([(shown.DayOfWeek, part.Value)]).Has(WeekTimes.MinuteOf(shown)));
                    Assert.Equal(meant ? 1 : 0, stretches.Count(s => s.From <= minute && minute < s.Until));
                }
            }
        }
    }
}
