using Microsoft.EntityFrameworkCore.Migrations;

namespace CoP.Web.Data;

/// <summary>What migrations carry over of the choices that members made before there were others to make. The same on both databases.</summary>
static class CarryOver
{
    /// <summary>Who wanted no mail about replies, which told also of being named and answered, wants none of that alone either.</summary>
    public static void CarryMentionsOver(this MigrationBuilder migration) => migration.Sql("""UPDATE "MailChoices" SET "Muted" = "Muted" | 128 WHERE ("Muted" & 16) <> 0;""");
}
