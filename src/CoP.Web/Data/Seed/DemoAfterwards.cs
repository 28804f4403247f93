using CoP.Domain.Announcements;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Features.Discussions;
using SkiaSharp;

namespace CoP.Web.Data.Seed;

/// <summary>What came after the demo community's meetings.</summary>
static class DemoAfterwards
{
    const string English = """
        # What we talked about

        How much time co-reflection needs, and who protects it. Several teams keep **one hour every two weeks** free of other meetings.

        # From the breakout groups

        - Peer supporters: access to a supervisor between meetings is what helps most.
        - Supervisors: role clarity has to be explained again whenever a team changes.
        - Administrators: the form for flexible hours is being tried at two agencies.

        # What we decided

        The next meeting looks at how agencies make room for co-reflection.
        """;

    const string Spanish = """
        # De qué hablamos

        Cuánto tiempo necesita la correflexión y quién lo protege. Varios equipos reservan **una hora cada dos semanas** sin otras reuniones.

        # De los grupos

        - Personas de apoyo entre pares: lo que más ayuda es poder hablar con la supervisión entre una reunión y otra.
        - Supervisión: hay que volver a explicar el papel de cada quien cuando cambia un equipo.
        - Administración: dos agencias prueban el formulario de horario flexible.

        # Qué decidimos

        La próxima reunión trata de cómo las agencias dan lugar a la correflexión.
        """;

    public static void Keep(CopDb db, People people, Instant now)
    {
        var held = db.Meetings.Local.Where(m => m.State == MeetingState.Held).OrderByDescending(m => m.Slot.Start).ToList();
        foreach (var (i, meeting) in held.Index())
        {
            var at = meeting.Slot.EndsAt + Duration.FromDays(2);
            var minutes = new MeetingMinutes(meeting, at);
            minutes.Write(SafeMarkdown.Render(English, "en"), SafeMarkdown.Render(Spanish, "es"), same: true, people["committee"].Id, at);
            minutes.Publish(meeting, at + Duration.FromHours(1));
            db.Minutes.Add(minutes);
            if (i == 0)
            {
                var today = now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date;
                FollowUp Agreed(string text, string owner, int days, int number) => new(Id<FollowUp>.New(now), meeting, text, people[owner], today.PlusDays(days), number, now);
                var done = Agreed("Share the form for flexible hours with everyone", "administrator", 9, 0);
                done.Finish(now);
                db.FollowUps.AddRange(done, Agreed("Ask three teams how they protect the hour for co-reflection", "supervisor", 12, 1), Agreed("Find a note-taker for the next meeting", "supporter", 5, 2));
            }
            if (i == 0)
            {
                var handOver = new HandOver(meeting, at);
                handOver.Write("Captions take three weeks to book; ask for them on the day the date is known.", "The hour before lunch works best. Two note-takers are better than one.");
                db.HandOvers.Add(handOver);
                db.MeetingFiles.Add(new MeetingFile(
                    Id<MeetingFile>.New(at), meeting, UploadKind.Png, Circles(), FileWords.Of("Five areas, one table", "en", "Five circles of the same size around a larger one: the five areas and the table they share."), people["committee"].Id, 0, at));
            }
            // The newest has a correction that its Spanish does not have yet.
            if (i == 0) db.AddRange(minutes.Write(SafeMarkdown.Render(English + "\nA note-taker is welcome for it.", "en"), minutes.In("es")!.Body, same: false, people["committee"].Id, at + Duration.FromDays(1)));
        }
    }

    public static void Announce(CopDb db, People people, Instant now)
    {
        var (posted, today) = (now - Duration.FromDays(1), now.InZone(DateTimeZoneProviders.Tzdb[QuarterlyMeeting.ZoneId]).Date);
        db.Announcements.Add(new Announcement(
            Id<Announcement>.New(posted),
            AnnouncementWords.Of(
                "A new handout on role clarity", "Un nuevo material sobre la claridad del papel",
                SafeMarkdown.Render("Three agencies wrote it together. Read it before the next meeting, and bring what you would change.", "en"),
                SafeMarkdown.Render("Lo escribieron juntas tres agencias. Léalo antes de la próxima reunión y traiga lo que usted cambiaría.", "es")),
            today.PlusDays(20), today, people["committee"].Id, posted));
    }

    static byte[] Circles()
    {
        using var bitmap = new SKBitmap(640, 640);
        bitmap.Erase(SKColors.White);
        using var canvas = new SKCanvas(bitmap);
        using var table = new SKPaint { Color = new SKColor(0x1F, 0x5F, 0x5B), IsAntialias = true };
        using var area = new SKPaint { Color = new SKColor(0xC9, 0x6F, 0x4A), IsAntialias = true };
        canvas.DrawCircle(320, 320, 120, table);
        for (var i = 0; i < 5; i++) canvas.DrawCircle(320 + (230 * MathF.Sin(i * MathF.Tau / 5)), 320 - (230 * MathF.Cos(i * MathF.Tau / 5)), 64, area);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
