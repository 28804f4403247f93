using System.Buffers;
using CoP.Domain.Calendars;
using CoP.Web.Features.Calendars;
using NodaTime;

namespace CoP.Web.Tests.Calendars;

static class Written
{
    /// <summary>A calendar to subscribe to, as it goes out.</summary>
    public static byte[] Feed(string name, params IReadOnlyList<CalendarEvent> events)
    {
        var bytes = new ArrayBufferWriter<byte>();
        CalendarText.Feed(bytes, name, Duration.FromHours(4), events);
        return bytes.WrittenSpan.ToArray();
    }
}
