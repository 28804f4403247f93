using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AvailabilityPolls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Votes_Members_MemberId",
                table: "Votes");

            migrationBuilder.DropIndex(
                name: "IX_Votes_MemberId",
                table: "Votes");

            migrationBuilder.RenameColumn(
                name: "MemberId",
                table: "Votes",
                newName: "VoterId");

            migrationBuilder.RenameIndex(
                name: "IX_Votes_SlotId_MemberId",
                table: "Votes",
                newName: "IX_Votes_SlotId_VoterId");

            migrationBuilder.AddColumn<int>(
                name: "LiveVersion",
                table: "Polls",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "PollId",
                table: "Notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AvailabilityPolls",
                columns: table => new
                {
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: true),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AvailabilityPolls", x => x.PollId);
                    table.ForeignKey(
                        name: "FK_AvailabilityPolls_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AvailabilityPolls_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollGuests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    Email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: false),
                    InvitedAt = table.Column<long>(type: "bigint", nullable: false),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollGuests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PollGuests_Members_InvitedById",
                        column: x => x.InvitedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PollGuests_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollRemarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    VoterId = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollRemarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PollRemarks_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_PollId",
                table: "Notices",
                column: "PollId");

            migrationBuilder.CreateIndex(
                name: "IX_AvailabilityPolls_GroupId",
                table: "AvailabilityPolls",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_PollGuests_InvitedById",
                table: "PollGuests",
                column: "InvitedById");

            migrationBuilder.CreateIndex(
                name: "IX_PollGuests_PollId",
                table: "PollGuests",
                column: "PollId");

            migrationBuilder.CreateIndex(
                name: "IX_PollRemarks_PollId_VoterId",
                table: "PollRemarks",
                columns: new[] { "PollId", "VoterId" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_Polls_PollId",
                table: "Notices",
                column: "PollId",
                principalTable: "Polls",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Notices_Polls_PollId",
                table: "Notices");

            migrationBuilder.DropTable(
                name: "AvailabilityPolls");

            migrationBuilder.DropTable(
                name: "PollGuests");

            migrationBuilder.DropTable(
                name: "PollRemarks");

            migrationBuilder.DropIndex(
                name: "IX_Notices_PollId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "LiveVersion",
                table: "Polls");

            migrationBuilder.DropColumn(
                name: "PollId",
                table: "Notices");

            migrationBuilder.RenameColumn(
                name: "VoterId",
                table: "Votes",
                newName: "MemberId");

            migrationBuilder.RenameIndex(
                name: "IX_Votes_SlotId_VoterId",
                table: "Votes",
                newName: "IX_Votes_SlotId_MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Votes_MemberId",
                table: "Votes",
                column: "MemberId");

            migrationBuilder.AddForeignKey(
                name: "FK_Votes_Members_MemberId",
                table: "Votes",
                column: "MemberId",
                principalTable: "Members",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
