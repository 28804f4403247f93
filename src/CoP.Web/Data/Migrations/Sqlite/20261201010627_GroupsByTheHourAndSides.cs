using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GroupsByTheHourAndSides : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "SidesVersion",
                table: "Threads",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_Groups_MeetsIn_MeetsAt",
                table: "Groups",
                columns: new[] { "MeetsIn", "MeetsAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Groups_MeetsIn_MeetsAt",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "SidesVersion",
                table: "Threads");
        }
    }
}
