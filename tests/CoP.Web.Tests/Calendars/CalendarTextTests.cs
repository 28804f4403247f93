using System.Text;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Web.Features.Calendars;
using FsCheck;
using FsCheck.Fluent;
using Ical.Net;
using NodaTime;
using CalDateTime = Ical.Net.DataTypes.CalDateTime;
using Event = CoP.Domain.Calendars.CalendarEvent;
using ForeignEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace CoP.Web.Tests.Calendars;

public sealed class CalendarTextTests
{
    private static readonly Instant Created = Instant.FromUtc(2026, 8, 1, 14, 0);
    private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
    private static readonly Invitation ToAna = new("cop@example.org", "ana@example.net", "Ana");
    private static readonly string[] Scraps = ["a", "ñ", "🌻", "👩🏽‍🤝‍👩🏻", "\\", ";", ",", ":", "\"", "^", "'", "\r\n", "\n", "\r", "\u2028", "\0", "\u0007", "\t", " ", "\\n", "END:VEVENT", "BEGIN:VEVENT", "long enough to be folded "];

    [Fact]
    public void A_series_reads_as_it_was_agreed() => Assert.Equal("""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//PeerSupervisionCoP//Calendar 1//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        NAME:Community of practice
        X-WR-CALNAME:Community of practice
        REFRESH-INTERVAL;VALUE=DURATION:PT240M
        X-PUBLISHED-TTL:PT240M
        BEGIN:VTIMEZONE
        TZID:America/New_York
        BEGIN:STANDARD
        DTSTART:20071104T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        TZNAME:EST
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20070311T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        TZNAME:EDT
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:0b7c
        DTSTAMP:20260802T140000Z
        CREATED:20260801T140000Z
        LAST-MODIFIED:20260802T140000Z
        SEQUENCE:1
        DTSTART;TZID=America/New_York:20260908T120000
        DTEND;TZID=America/New_York:20260908T130000
        RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20261202T045959Z
        EXDATE;TZID=America/New_York:20261006T120000
        SUMMARY:Group
        LOCATION:Room 2\, left
        URL:https://cop.example/groups/x
        STATUS:CONFIRMED
        END:VEVENT
        BEGIN:VEVENT
        UID:0b7c
        DTSTAMP:20260802T140000Z
        CREATED:20260801T140000Z
        LAST-MODIFIED:20260802T140000Z
        SEQUENCE:1
        DTSTART;TZID=America/New_York:20260923T170000
        DTEND;TZID=America/New_York:20260923T180000
        RECURRENCE-ID;TZID=America/New_York:20260922T120000
        SUMMARY:Group
        LOCATION:Room 2\, left
        URL:https://cop.example/groups/x
        STATUS:CONFIRMED
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n"), Text(Written.Feed("Community of practice", TwoWeekly)));

    [Fact]
    public void Another_library_finds_the_same_occurrences_at_the_same_instants() => Prop
        .ForAll(Schedules().ToArbitrary(), schedule =>
        {
            var end = schedule.First.StartsAt + Duration.FromDays(500);
            var ours = schedule.Between(schedule.First.StartsAt - Duration.FromDays(500), end).Where(o => o.TakesPlace)
                .Select(o => (o.Slot.StartsAt, o.Slot.EndsAt)).Order().ToList();
            var theirs = Occurrences(CalendarText.Single(new Event("u", Stamp.New(Created), schedule, "Group")), end);
            return theirs.SequenceEqual(ours).Label($"{string.Join(' ', ours)} | {string.Join(' ', theirs)}");
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Another_library_reads_any_words_as_they_were_written() => Prop
        .ForAll(Words().ToArbitrary(), words =>
        {
            var item = new Event("u", Stamp.New(Created), Schedule.Once(Tuesday), words) { Description = words, Location = words };
            var read = Assert.Single(Calendar.Load(Text(CalendarText.Request(item, ToAna with { Name = words })))!.Events);
            var expected = Cleaned(words);
            return (read.Summary ?? "") == expected && (read.Location ?? "") == expected && (read.Description ?? "") == expected && read.Attendees.Count == 1;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_line_ends_in_CR_LF_has_at_most_75_octets_and_breaks_no_character() => Prop
        .ForAll(Words().ToArbitrary(), words =>
        {
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            var item = TwoWeekly with { Title = words, Description = words };
            var bytes = CalendarText.Request(item, ToAna with { Name = words });
            var text = strict.GetString(bytes);
            var lines = text.Split("\r\n");
            return lines[^1].Length == 0 && lines.All(line => strict.GetByteCount(line) <= 75 && !line.Any(c => char.IsControl(c) && c != '\t'))
                // Not one character was cut in two, which UTF-8 read line by line would show.
                && Lines(bytes).All(line => strict.GetString(line) is not null);
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_or_a_title_makes_no_property()
    {
        const string hostile = "x\r\nATTENDEE:mailto:eve@example.net\r\nBEGIN:VEVENT\n\"; CN=\"y";
        var text = Text(CalendarText.Request(TwoWeekly with { Title = hostile }, ToAna with { Name = hostile })).Replace("\r\n ", "");
        Assert.Equal(2, text.Split("\r\n").Count(line => line.StartsWith("ATTENDEE", StringComparison.Ordinal)));
        Assert.Equal(2, text.Split("\r\n").Count(line => line == "BEGIN:VEVENT"));
        Assert.Contains("""ATTENDEE;CN="x^nATTENDEE:mailto:eve@example.net^nBEGIN:VEVENT^n^'; CN=^'y";ROLE=""", text);
        Assert.Throws<ArgumentException>(() => CalendarText.Request(TwoWeekly, ToAna with { To = "ana@example.net\r\nSUMMARY:x" }));
    }

    [Fact]
    public void A_cancellation_names_the_same_event_with_a_higher_sequence()
    {
        var meeting = new Event("m", Stamp.New(Created), Schedule.Once(Tuesday), "Meeting");
        var cancelled = Calendar.Load(Text(CalendarText.Cancel(meeting with { Stamp = meeting.Stamp.Next(Created + Duration.FromHours(1)) }, ToAna)))!;
        var read = Assert.Single(cancelled.Events);
        Assert.Equal(("CANCEL", "m", 1, "CANCELLED"), (cancelled.Method, read.Uid, read.Sequence, read.Status));
        Assert.Equal("mailto:cop@example.org", read.Organizer!.Value!.OriginalString);
        Assert.Equal("mailto:ana@example.net", Assert.Single(read.Attendees).Value!.OriginalString);
    }

    [Fact]
    public void An_alarm_comes_with_every_occurrence_that_is_told_of_and_with_none_that_is_off()
    {
        var text = Text(CalendarText.Single(TwoWeekly with { Alarm = Alarm.TenMinutes, Title = "Group, or so" }));
        Assert.Equal(2, text.Split("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Group\\, or so\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\nEND:VEVENT").Length - 1);
        Assert.Contains("TRIGGER:-PT1H\r\n", Text(CalendarText.Single(TwoWeekly with { Alarm = Alarm.Hour })));
        Assert.Contains("TRIGGER:-P1D\r\n", Text(CalendarText.Single(TwoWeekly with { Alarm = Alarm.Day })));
        Assert.DoesNotContain("VALARM", Text(CalendarText.Cancel(TwoWeekly with { Alarm = Alarm.Day }, ToAna)), StringComparison.Ordinal);
        Assert.DoesNotContain("VALARM", Text(CalendarText.Single(TwoWeekly with { Alarm = Alarm.Day, Status = CoP.Domain.Calendars.EventStatus.Cancelled })), StringComparison.Ordinal);
    }

    [Fact]
    public void The_room_is_told_as_one_and_what_is_elsewhere_for_once_has_its_own_or_none()
    {
        var room = new Uri("https://video.example/room");
        var series = new Schedule(Tuesday, new Recurrence(Rhythm.Weekly),
        [
            new(new LocalDateTime(2026, 9, 15, 12, 0), Tuesday with { Start = new LocalDateTime(2026, 9, 15, 12, 0) }, "https://video.example/other"),
            new(new LocalDateTime(2026, 9, 22, 12, 0), Tuesday with { Start = new LocalDateTime(2026, 9, 22, 12, 0) }, "The library"),
        ]);
        var text = Text(CalendarText.Single(new Event("u", Stamp.New(Created), series, "Group") { Location = room.AbsoluteUri, Conference = room })).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Equal(["CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://video.example/room", "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://video.example/other"],
            text.Split("\r\n").Where(line => line.StartsWith("CONFERENCE", StringComparison.Ordinal)));
        foreach (var place in new[] { "The library", "http://video.example", "https://a@video.example", "https://video.example or the library", "", "javascript:alert(1)" }) Assert.Null(Event.RoomAt(place));
    }

    [Fact]
    public void Single_sessions_are_taken_out_of_a_series_by_the_time_first_planned()
    {
        var gone = TwoWeekly.Schedule.Changed.Where(o => !o.TakesPlace).ToList();
        var read = Calendar.Load(Text(CalendarText.Cancel(TwoWeekly, gone, ToAna)))!;
        var one = Assert.Single(read.Events);
        Assert.Equal(("CANCEL", "0b7c", "CANCELLED", 1), (read.Method, one.Uid, one.Status, one.Sequence));
        Assert.Equal(new DateTime(2026, 10, 6, 16, 0, 0, DateTimeKind.Utc), one.RecurrenceIdentifier!.StartTime.AsUtc);
        Assert.Null(one.RecurrenceRule);
    }

    [Fact]
    public void An_invitation_tells_what_is_as_planned_again_by_itself_and_a_feed_does_not()
    {
        var original = new LocalDateTime(2026, 9, 15, 12, 0);
        var restored = new Event("u", Stamp.New(Created), new Schedule(Tuesday, new Recurrence(Rhythm.Weekly), [new(original, Tuesday with { Start = original })]), "Group");
        Assert.Contains("RECURRENCE-ID;TZID=America/New_York:20260915T120000", Text(CalendarText.Request(restored, ToAna)));
        Assert.DoesNotContain("RECURRENCE-ID", Text(Written.Feed("C", restored)), StringComparison.Ordinal);
    }

    /// <summary>An event costs what is worked out of its schedule, and nothing for its text: not a byte a character.</summary>
    [Fact]
    public void Writing_takes_no_memory_for_what_is_written()
    {
        var (brief, briefText) = Taken(50);
        var (lengthy, lengthyText) = Taken(5000);
        Assert.True(lengthyText > briefText + 9_000_000, $"{briefText} and {lengthyText}");
        Assert.True(lengthy < brief + 1000, $"{brief} and {lengthy} bytes of memory for {briefText} and {lengthyText} of text");
        Assert.True(brief < 1000 * 600, $"{brief} bytes of memory for a thousand events");

        static (long Memory, long Text) Taken(int characters)
        {
            var events = Enumerable.Range(0, 1000).Select(i => new Event($"u{i}", Stamp.New(Created), Schedule.Once(Tuesday), "Group; 🌻, " + i) { Description = new string('ñ', characters), Location = "Room 2, left", Alarm = Alarm.Hour }).ToList();
            var nowhere = new Nowhere();
            CalendarText.Feed(nowhere, "C", Duration.FromHours(4), events);
            var (before, written) = (GC.GetAllocatedBytesForCurrentThread(), nowhere.Written);
            CalendarText.Feed(nowhere, "C", Duration.FromHours(4), events);
            return (GC.GetAllocatedBytesForCurrentThread() - before, nowhere.Written - written);
        }
    }

    sealed class Nowhere : System.Buffers.IBufferWriter<byte>
    {
        readonly byte[] chunk = new byte[32 * 1024];

        public long Written { get; private set; }

        public void Advance(int count) => Written += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => chunk;

        public Span<byte> GetSpan(int sizeHint = 0) => chunk;
    }

    [Fact]
    public void The_same_calendar_is_the_same_bytes() =>
        Assert.Equal(Written.Feed("C", TwoWeekly), Written.Feed("C", TwoWeekly with { }));

    [Fact]
    public void A_holiday_that_is_skipped_is_left_out_and_a_session_elsewhere_is_told_by_itself()
    {
        var monday = LocalSlot.At(new LocalDateTime(2027, 4, 5, 12, 0), 60, "America/New_York");
        var text = Text(CalendarText.Single(new Event("u", Stamp.New(Created), new Schedule(monday, new Recurrence(Rhythm.EveryTwoWeeks, new LocalDate(2027, 6, 1), RestDays.Massachusetts),
            [new(new LocalDateTime(2027, 5, 3, 12, 0), monday with { Start = new LocalDateTime(2027, 5, 3, 12, 0) }, "The library")]), "Group")
        { Location = "Room 2" }));
        // Every other Monday from 5 April: 19 April is Patriots' Day, 31 May Memorial Day.
        Assert.Equal(["EXDATE;TZID=America/New_York:20270419T120000", "EXDATE;TZID=America/New_York:20270531T120000"], text.Split("\r\n").Where(line => line.StartsWith("EXDATE", StringComparison.Ordinal)));
        Assert.Contains("RECURRENCE-ID;TZID=America/New_York:20270503T120000\r\nSUMMARY:Group\r\nLOCATION:The library\r\n", text);
        Assert.Contains("SUMMARY:Group\r\nLOCATION:Room 2\r\n", text);
    }

    [Fact]
    public void A_zone_without_changes_has_one_standard_time()
    {
        var text = Text(CalendarText.Single(new Event("u", Stamp.New(Created), Schedule.Once(Tuesday with { ZoneId = "America/Puerto_Rico" }), "Grupo")));
        Assert.Contains("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0400\r\nTZNAME:AST\r\nEND:STANDARD", text);
        Assert.DoesNotContain("DAYLIGHT", text);
    }

    [Fact]
    public void An_end_in_the_hour_that_comes_twice_is_told_as_a_length()
    {
        var night = LocalSlot.At(new LocalDateTime(2026, 11, 1, 0, 30), 90, "America/New_York");
        Assert.Contains("DURATION:PT90M", Text(CalendarText.Single(new Event("u", Stamp.New(Created), Schedule.Once(night), "Night"))));
    }

    private static Event TwoWeekly => new("0b7c", new Stamp(1, Created, Created + Duration.FromDays(1)), new Schedule(Tuesday,
        new Recurrence(Rhythm.EveryTwoWeeks, new LocalDate(2026, 12, 1)),
        [
            new(new LocalDateTime(2026, 10, 6, 12, 0), null),
            new(new LocalDateTime(2026, 9, 22, 12, 0), Tuesday with { Start = new LocalDateTime(2026, 9, 23, 17, 0) }),
        ]), "Group")
    {
        Location = "Room 2, left",
        Url = new Uri("https://cop.example/groups/x"),
    };

    private static List<(Instant, Instant)> Occurrences(byte[] calendar, Instant end) =>
    [
        .. Calendar.Load(Text(calendar))!.GetOccurrences<ForeignEvent>()
            .TakeWhile(o => At(o.Period.StartTime) < end)
            .Select(o => (At(o.Period.StartTime), At(o.Period.EffectiveEndTime!))).Order(),
    ];

    private static Instant At(CalDateTime time) => Instant.FromDateTimeUtc(time.AsUtc);

    private static Gen<Schedule> Schedules() =>
        from zone in Gen.Elements("America/New_York", "America/Phoenix", "Europe/Madrid", "America/Los_Angeles")
        from day in Gen.Choose(0, 700)
            // Between four in the morning and midnight: an hour that clocks skip is refused before it comes here.
        from quarter in Gen.Choose(16, 95)
        from length in Gen.Choose(1, 32)
        from rhythm in Gen.Choose(-1, 5)
        from weeks in Gen.Choose(0, 60)
        from open in Gen.Elements(true, false)
        from skips in Gen.Elements(RestDays.None, RestDays.Massachusetts, RestDays.Federal)
        from changed in Gen.ListOf(Gen.Choose(1, 40), 3)
        from shift in Gen.Choose(-6, 6)
        select Make(zone, new LocalDate(2026, 1, 1).PlusDays(day), quarter * 15, length * 15, rhythm, open ? null : weeks, skips, [.. changed.Distinct()], shift);

    private static Schedule Make(string zone, LocalDate day, int minute, int length, int rhythm, int? weeks, RestDays skips, List<int> changed, int shift)
    {
        while (skips.On(day) is not null || (rhythm == (int)Rhythm.MonthlyOnWeekday && day.Day > 28) || (rhythm == (int)Rhythm.MonthlyOnLastWeekday && day.PlusWeeks(1).Month == day.Month)) day = day.PlusDays(1);
        var first = new LocalSlot(day.At(LocalTime.Midnight.PlusMinutes(minute)), length, zone);
        if (rhythm < 0) return Schedule.Once(first);
        var recurrence = Recurrence.From(day, (Rhythm)rhythm, weeks is { } w ? day.PlusWeeks(w) : null, skips);
        var changes = changed.Select(n => day.PlusWeeks(n)).Where(d => recurrence.FallsOn(day, d)).Select((d, i) => new OccurrenceChange(d.At(first.Start.TimeOfDay), (i % 3) switch
        {
            0 => first with { Start = d.PlusDays(shift).At(new LocalTime(9, 10)) },
            1 => null,
            _ => first with { Start = d.At(first.Start.TimeOfDay), Minutes = length + 5 },
        }));
        return new Schedule(first, recurrence, [.. changes]);
    }

    private static Gen<string> Words() => Gen.ListOf(Gen.Elements(Scraps)).Select(scraps => string.Concat(scraps));

    // A reader trims nothing and keeps tabs; what it cannot hold at all was left out by the writer.
    private static string Cleaned(string words) => string.Concat(words.ReplaceLineEndings("\n").Where(c => !char.IsControl(c) || c is '\n' or '\t'));

    private static string Text(byte[] calendar) => Encoding.UTF8.GetString(calendar);

    private static IEnumerable<byte[]> Lines(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            yield return bytes[start..end];
            start = end + 1;
        }
    }
}
