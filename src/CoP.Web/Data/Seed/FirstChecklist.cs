using CoP.Domain.Meetings;

namespace CoP.Web.Data.Seed;

/// <summary>The checklist's template with which every new site begins, in Production too; from then on it is the committee's.</summary>
static class FirstChecklist
{
    internal static readonly IReadOnlyList<ChecklistTask> Tasks =
    [
        new("Ask two people from the host area to facilitate", "Pedir a dos personas del área anfitriona que faciliten", -56, TaskPart.Committee),
        new("Set up the online room, the phone number and, for a meeting in person, the place", "Preparar la sala en línea, el número de teléfono y, si es en persona, el lugar", -42, TaskPart.Committee),
        new("Announce the meeting", "Anunciar la reunión", -28, TaskPart.Committee),
        new("Ask members what they want to talk about", "Preguntar a la comunidad de qué quiere hablar", -21, TaskPart.Recovery),
        new("Book interpreters and captions", "Reservar intérpretes y subtítulos", -QuarterlyMeeting.AccessNoticeDays, TaskPart.AccessContact),
        new("Put the agenda in order, with minutes for each item", "Preparar el orden del día, con minutos para cada punto", -7, TaskPart.PeerSupport),
        new("Find someone to take notes in each breakout group", "Buscar a alguien que tome notas en cada grupo", -7, TaskPart.Recovery),
        new("Try the link, the phone number, the captions", "Probar el enlace, el teléfono y los subtítulos", -1, TaskPart.PeerSupport),
        new("Enter how many people came", "Anotar cuántas personas vinieron", 1, TaskPart.Committee),
        new("Publish the minutes", "Publicar el acta", 7, TaskPart.Recovery),
        new("Hand over to the next host area", "Pasar la información a la siguiente área anfitriona", 14, TaskPart.PeerSupport),
    ];

    /// <summary>Puts it into a site that never had one.</summary>
    public static async Task Lay(CopDb db)
    {
        try
        {
            await db.Write(async () =>
            {
                if (await db.TemplateTasks.AnyAsync()) return;
                // Of two nodes that start at once the second makes the same ids, and the database refuses them.
                db.TemplateTasks.AddRange(Tasks.Select(task => new TemplateTask(new(StableKey.Of("template/" + task.English)), task)));
            });
        }
        catch (DbUpdateException)
        {
            // Another node that started at the same moment was faster; anything else is a mistake.
            if (!await db.TemplateTasks.AnyAsync()) throw;
        }
    }
}
