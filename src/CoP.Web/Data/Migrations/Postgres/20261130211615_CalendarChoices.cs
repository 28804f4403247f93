using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CalendarChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "ContentStamp",
                table: "Feeds",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CalendarChoices",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Alarm = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Invitations = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarChoices", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_CalendarChoices_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SessionInvitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Uid = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Stands = table.Column<bool>(type: "boolean", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: true),
                    SeriesSequence = table.Column<int>(type: "integer", nullable: false),
                    Words = table.Column<Guid>(type: "uuid", nullable: false),
                    Ends = table.Column<long>(type: "bigint", nullable: true),
                    First_Minutes = table.Column<int>(type: "integer", nullable: false),
                    First_Start = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    First_ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionInvitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SessionInvitations_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CalendarChoices_Invitations",
                table: "CalendarChoices",
                column: "Invitations",
                filter: "\"Invitations\"");

            migrationBuilder.CreateIndex(
                name: "IX_SessionInvitations_MemberId_SeriesId",
                table: "SessionInvitations",
                columns: new[] { "MemberId", "SeriesId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SessionInvitations_Stands",
                table: "SessionInvitations",
                column: "Stands",
                filter: "\"Stands\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarChoices");

            migrationBuilder.DropTable(
                name: "SessionInvitations");

            migrationBuilder.DropColumn(
                name: "ContentStamp",
                table: "Feeds");
        }
    }
}
