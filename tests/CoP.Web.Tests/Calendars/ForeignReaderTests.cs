using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Web.Features.Calendars;
using FsCheck.Fluent;
using NodaTime;
using Event = CoP.Domain.Calendars.CalendarEvent;

namespace CoP.Web.Tests.Calendars;

/// <summary>
/// What we write is what others read: two libraries of other people, one of which believes our VTIMEZONE and one its own, find the occurrences that we
/// mean. Ical.Net is the third (<see cref="CalendarTextTests"/>).
/// </summary>
public sealed class ForeignReaderTests
{
    static readonly int Calendars = LongRun.Rounds(330, 3_000);
    static readonly Duration Ahead = Duration.FromDays(730);

    static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns", "America/Halifax",
        "America/Mexico_City", "Europe/Madrid", "Europe/London", "Asia/Kathmandu", "Australia/Adelaide", "Pacific/Auckland",
    ];

    [Fact]
    public async Task Two_libraries_of_others_find_the_same_occurrences()
    {
        var folder = Scratch.New("calendars");
        Directory.CreateDirectory(folder);
        var schedules = Schedules().Sample(Calendars).Select((schedule, i) => (schedule, Name: string.Create(CultureInfo.InvariantCulture, $"{i}@{Until(schedule).ToUnixTimeMilliseconds()}.ics"))).ToList();
        foreach (var (schedule, name) in schedules)
            await File.WriteAllBytesAsync(Path.Combine(folder, name), Written.Feed("Calendar", new Event(name, Stamp.New(Instant.FromUtc(2026, 1, 1, 0, 0)), schedule, "Group, with a comma; and 🌻")), TestContext.Current.CancellationToken);

        var read = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long[][]>>>(await Read(folder))!;
        Assert.Equal(Calendars, read.Count);
        Findings.None(from each in schedules
                      let ours = Ours(each.schedule)
                      from library in read[each.Name]
                      let theirs = library.Value.Select(times => (times[0], times[1])).ToList()
                      where !theirs.SequenceEqual(ours)
                      select $"{library.Key}: {Said(theirs.Except(ours))} too much, {Said(ours.Except(theirs))} too little in {each.schedule.First} {each.schedule.Recurrence}");
    }

    static List<(long, long)> Ours(Schedule schedule)
    {
        var until = Until(schedule);
        return [.. schedule.Between(schedule.First.StartsAt - Duration.FromDays(30), until + Duration.FromDays(30)).Where(o => o.TakesPlace && (schedule.First with { Start = o.Original }).StartsAt < until)
            .Select(o => (o.Slot.StartsAt.ToUnixTimeMilliseconds(), o.Slot.EndsAt.ToUnixTimeMilliseconds())).Order()];
    }

    // Half a day beside any occurrence, so that nobody has to agree on which end is counted.
    static Instant Until(Schedule schedule) => schedule.First.StartsAt + Ahead + Duration.FromHours(12);

    static string Said(IEnumerable<(long From, long To)> times) => string.Join(", ", times.Take(3).Select(time => Instant.FromUnixTimeMilliseconds(time.From)));

    static async Task<string> Read(string folder)
    {
        var readers = Path.Combine(Repository.Root, "tests", "CoP.Web.Tests", "Calendars", "ForeignReaders");
        Assert.True(Directory.Exists(Path.Combine(readers, "node_modules")), "scripts/test installs the foreign readers; by hand: npm ci --prefix " + readers);
        using var node = Process.Start(new ProcessStartInfo("node", ["read.mjs", folder]) { UseShellExecute = false, WorkingDirectory = readers, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var wrong = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var read = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await wrong);
        return read;
    }

    static FsCheck.Gen<Schedule> Schedules() =>
        from zone in Gen.Elements(Zones)
        from day in Gen.Choose(0, 700)
            // Between four in the morning and midnight: an hour that clocks skip is refused before it comes here.
        from quarter in Gen.Choose(16, 95)
        from length in Gen.Choose(1, 32)
        from rhythm in Gen.Choose(-1, 5)
        from weeks in Gen.Choose(0, 100)
        from open in Gen.Elements(true, false)
        from skips in Gen.Elements(RestDays.None, RestDays.Massachusetts, RestDays.Federal)
        from changed in Gen.ListOf(Gen.Choose(0, 60), 6)
        from shift in Gen.Choose(-9, 9)
            // And over by midnight: in the night in which clocks change, a DTEND is read as so many minutes later (§3.8.5.3) or as that hour of the wall; ical.js
            // does the latter. An end in the doubled hour itself is told as a DURATION.
        select Make(zone, new LocalDate(2026, 1, 1).PlusDays(day), Math.Min(quarter, 96 - length) * 15, length * 15, rhythm, open ? null : weeks, skips, [.. changed.Distinct()], shift);

    static Schedule Make(string zone, LocalDate day, int minute, int length, int rhythm, int? weeks, RestDays skips, List<int> changed, int shift)
    {
        while (skips.On(day) is not null || (rhythm == (int)Rhythm.MonthlyOnWeekday && day.Day > 28) || (rhythm == (int)Rhythm.MonthlyOnLastWeekday && day.PlusWeeks(1).Month == day.Month)) day = day.PlusDays(1);
        var first = new LocalSlot(day.At(LocalTime.Midnight.PlusMinutes(minute)), length, zone);
        if (rhythm < 0) return Schedule.Once(first);
        var recurrence = Recurrence.From(day, (Rhythm)rhythm, weeks is { } w ? day.PlusWeeks(w) : null, skips);
        // Moved by days, onto the day of another, cancelled (the first too), longer, elsewhere.
        var changes = changed.Select(n => day.PlusWeeks(n)).Where(d => recurrence.FallsOn(day, d)).Select((d, i) => new OccurrenceChange(d.At(first.Start.TimeOfDay), (i % 5) switch
        {
            0 => first with { Start = d.PlusDays(shift).At(new LocalTime(9, 10)) },
            1 => null,
            2 => first with { Start = d.PlusWeeks(1).At(new LocalTime(4, 5)) },
            3 => first with { Start = d.At(first.Start.TimeOfDay), Minutes = length + 5 },
            _ => first with { Start = d.At(first.Start.TimeOfDay) },
        }, i % 5 == 4 ? "Elsewhere" : null));
        return new Schedule(first, recurrence, [.. changes]);
    }
}
