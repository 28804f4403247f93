using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MeetingChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PostponeReason",
                table: "Meetings",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MeetingChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    FollowsId = table.Column<Guid>(type: "uuid", nullable: true),
                    MailAt = table.Column<long>(type: "bigint", nullable: false),
                    OccasionId = table.Column<Guid>(type: "uuid", nullable: true),
                    TakenBackAt = table.Column<long>(type: "bigint", nullable: true),
                    Before_AccessContactId = table.Column<Guid>(type: "uuid", nullable: false),
                    Before_AnnouncedAt = table.Column<long>(type: "bigint", nullable: true),
                    Before_CancelReason = table.Column<string>(type: "text", nullable: true),
                    Before_DialIn = table.Column<string>(type: "text", nullable: true),
                    Before_For = table.Column<int>(type: "integer", nullable: false),
                    Before_Languages = table.Column<int>(type: "integer", nullable: false),
                    Before_Link = table.Column<string>(type: "text", nullable: true),
                    Before_PostponeReason = table.Column<string>(type: "text", nullable: true),
                    Before_State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Before_Topic = table.Column<string>(type: "text", nullable: true),
                    Before_VenueKind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Before_Place_Access = table.Column<string>(type: "text", nullable: true),
                    Before_Place_Address = table.Column<string>(type: "text", nullable: true),
                    Before_Place_Capacity = table.Column<int>(type: "integer", nullable: true),
                    Before_Place_Name = table.Column<string>(type: "text", nullable: true),
                    Before_Slot_Minutes = table.Column<int>(type: "integer", nullable: false),
                    Before_Slot_Start = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    Before_Slot_ZoneId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MeetingChanges_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MeetingChanges_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MeetingChanges_ById",
                table: "MeetingChanges",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingChanges_MeetingId",
                table: "MeetingChanges",
                column: "MeetingId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MeetingChanges");

            migrationBuilder.DropColumn(
                name: "PostponeReason",
                table: "Meetings");
        }
    }
}
