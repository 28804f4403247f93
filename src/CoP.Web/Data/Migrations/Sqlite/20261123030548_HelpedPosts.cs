using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HelpedPosts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Posts_Helped",
                table: "Posts",
                column: "ThreadId",
                filter: "\"HelpedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_Outcome",
                table: "Posts",
                column: "ThreadId",
                filter: "\"TellsOutcome\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Posts_Helped",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_Outcome",
                table: "Posts");
        }
    }
}
