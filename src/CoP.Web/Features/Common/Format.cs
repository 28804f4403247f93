using System.Collections.Concurrent;
using System.Globalization;
using CoP.Domain.Calendars;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;
using NodaTime.Text;

namespace CoP.Web.Features.Common;

/// <summary>Dates and times in words, in the reader's language and on the reader's clock.</summary>
public sealed class Format(CurrentMember me, IStringLocalizer<CommonText> texts, TimeProvider clock)
{
    /// <summary>Zones that are offered first, and that have a name of their own in both languages.</summary>
    public static readonly string[] NamedZones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
    ];

    static readonly ConcurrentDictionary<(string, string), object> Patterns = new();
    static readonly ConcurrentDictionary<string, IReadOnlyList<Choice>> Zones = new();

    public DateTimeZone Zone => me.Zone;

    public Instant Now => clock.Now();

    public LocalDate Today => clock.NowIn(Zone).Date;

    public LocalDateTime Local(Instant at) => at.InZone(Zone).LocalDateTime;

    /// <summary>The day, on the community's calendar.</summary>
    public LocalDate Day(Instant at) => at.InZone(me.CommunityZone).Date;

    /// <summary>January 12, 2027.</summary>
    public string Date(LocalDate date) => DateAs("MMMM d, uuuu", "d 'de' MMMM 'de' uuuu", date);

    /// <summary>Tuesday, January 12, 2027.</summary>
    public string FullDate(LocalDate date) => DateAs("dddd, MMMM d, uuuu", "dddd, d 'de' MMMM 'de' uuuu", date);

    /// <summary>Jan 12, or Jan 12, 2027 in another year than this.</summary>
    public string ShortDate(LocalDate date) =>
        date.Year == Today.Year ? DateAs("MMM d", "d MMM", date) : DateAs("MMM d, uuuu", "d MMM uuuu", date);

    /// <summary>January 2027.</summary>
    public string Month(YearMonth month) => DateAs("MMMM uuuu", "MMMM 'de' uuuu", month.OnDayOfMonth(1));

    public string MonthShort(LocalDate date) => DateAs("MMM", "MMM", date);

    public string Weekday(LocalDate date) => DateAs("dddd", "dddd", date);

    // Any week has the day.
    public string Weekday(IsoDayOfWeek day) => Weekday(new LocalDate(2024, 1, (int)day));

    public string WeekdayShort(LocalDate date) => DateAs("ddd", "ddd", date);

    /// <summary>10:00 AM.</summary>
    public string Time(LocalTime time) => Pattern("h:mm tt", p => LocalTimePattern.Create(p, CultureInfo.CurrentCulture)).Format(time);

    /// <summary>10:00–11:30 AM; the first half of the day is named once where both ends lie in it.</summary>
    public string Times(LocalTime from, LocalTime to) =>
        (from.Hour < 12 == to.Hour < 12 ? Pattern("h:mm", p => LocalTimePattern.Create(p, CultureInfo.CurrentCulture)).Format(from) : Time(from) + " ") +
        (from.Hour < 12 == to.Hour < 12 ? "–" : "– ") + Time(to);

    public string DateTime(LocalDateTime at) => texts["time.at", Date(at.Date), Time(at.TimeOfDay)];

    public string DateTime(Instant at) => DateTime(Local(at));

    public string FullDateTime(LocalDateTime at) => texts["time.at", FullDate(at.Date), Time(at.TimeOfDay)];

    public string ShortDateTime(LocalDateTime at) => texts["time.at", ShortDate(at.Date), Time(at.TimeOfDay)];

    /// <summary>The stretch on the reader's own clock: Tuesday, January 12, 2027, 10:00–11:30 AM.</summary>
    public string Slot(LocalSlot slot) => Stretch(Local(slot.StartsAt), Local(slot.EndsAt));

    /// <summary>The stretch on the clock where it was agreed, with the name of that clock; null where it is the reader's own time.</summary>
    public string? SlotElsewhere(LocalSlot slot)
    {
        if (slot.Zone.GetUtcOffset(slot.StartsAt) == Zone.GetUtcOffset(slot.StartsAt)) return null;
        var (start, end) = (slot.StartsAt.InZone(slot.Zone).LocalDateTime, slot.EndsAt.InZone(slot.Zone).LocalDateTime);
        return texts["time.in-zone", start.Date == Local(slot.StartsAt).Date ? Times(start.TimeOfDay, end.TimeOfDay) : Stretch(start, end), ZoneName(slot.ZoneId)];
    }

    /// <summary>Eastern time; for a zone without a name of its own, its country, with the place where that has several: Haiti; Brazil (Manaus).</summary>
    public string ZoneName(string zoneId)
    {
        if (NamedZones.Contains(zoneId)) return texts["zone." + zoneId];
        var place = zoneId[(zoneId.LastIndexOf('/') + 1)..].Replace('_', ' ');
        if (ZonePlace.Of(zoneId) is not { } known) return place;
        var country = new RegionInfo($"{Languages.Current}-{known.Country}").NativeName;
        return known.IsOnly ? country : $"{country} ({place})";
    }

    /// <summary>Zones to choose from: those that are near first, then every one that calendars can be told of; and one that is kept already, whatever it is.</summary>
    public IReadOnlyList<Choice> ZoneChoices(string? kept = null)
    {
        var all = Zones.GetOrAdd(Languages.Current, _ => [.. NamedZones.Select(id => new Choice(id, ZoneName(id), null, texts["zones.near"])),
            .. ZonePlace.All.Select(place => place.ZoneId).Except(NamedZones).Select(id => new Choice(id, ZoneName(id), null, texts["zones.elsewhere"])).OrderBy(zone => zone.Text, StringComparer.CurrentCulture)]);
        return kept is null || IsOffered(kept) ? all : [new Choice(kept, ZoneName(kept), null, texts["zones.near"]), .. all];
    }

    /// <summary>Whether a zone is among those that anyone may choose.</summary>
    public static bool IsOffered(string zoneId) => ZonePlace.Of(zoneId) is not null;

    /// <summary>3 hours ago; beyond a week, the date.</summary>
    public string Ago(Instant at)
    {
        var past = clock.Now() - at;
        return past switch
        {
            { TotalMinutes: < 1 } => texts["time.now"],
            { TotalHours: < 1 } => texts.Count("time.minutes", (long)past.TotalMinutes),
            { TotalDays: < 1 } => texts.Count("time.hours", (long)past.TotalHours),
            { TotalDays: < 7 } => texts.Count("time.days", (long)past.TotalDays),
            _ => ShortDate(Local(at).Date),
        };
    }

    string Stretch(LocalDateTime start, LocalDateTime end) =>
        start.Date == end.Date
            ? texts["time.at", FullDate(start.Date), Times(start.TimeOfDay, end.TimeOfDay)]
            : texts["time.from-to", FullDateTime(start), FullDateTime(end)];

    static string DateAs(string english, string spanish, LocalDate date) =>
        Pattern(Languages.Current == "es" ? spanish : english, p => LocalDatePattern.Create(p, CultureInfo.CurrentCulture)).Format(date);

    static T Pattern<T>(string text, Func<string, T> create) where T : notnull =>
        (T)Patterns.GetOrAdd((text + typeof(T).Name, CultureInfo.CurrentCulture.Name), _ => create(text));
}
