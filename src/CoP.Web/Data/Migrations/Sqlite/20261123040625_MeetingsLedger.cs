using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MeetingsLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings");

            migrationBuilder.AddColumn<int>(
                name: "For",
                table: "Meetings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 15);

            migrationBuilder.AddColumn<bool>(
                name: "HostAreaOnly",
                table: "Meetings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Meetings",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Quarterly");

            migrationBuilder.AddColumn<int>(
                name: "Languages",
                table: "Meetings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Place_Access",
                table: "Meetings",
                type: "TEXT",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Address",
                table: "Meetings",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Place_Capacity",
                table: "Meetings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Name",
                table: "Meetings",
                type: "TEXT",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VenueKind",
                table: "Meetings",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Online");

            migrationBuilder.CreateTable(
                name: "TurnContacts",
                columns: table => new
                {
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TurnContacts", x => x.Area);
                    table.ForeignKey(
                        name: "FK_TurnContacts_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TurnProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Quarter = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Other = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    OtherArea = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    ProposedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TurnProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TurnProposals_Members_ProposedById",
                        column: x => x.ProposedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LedgerEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Why = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ProposalId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Quarter = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    Other = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    OtherArea = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Day = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    Order = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LedgerEntries_Members_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LedgerEntries_TurnProposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "TurnProposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TurnVoices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProposalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Turn = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    Agrees = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TurnVoices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TurnVoices_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TurnVoices_TurnProposals_ProposalId",
                        column: x => x.ProposalId,
                        principalTable: "TurnProposals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "LedgerEntries",
                columns: new[] { "Id", "Area", "At", "Day", "DecidedById", "Kind", "Number", "Other", "OtherArea", "ProposalId", "Quarter", "Why", "Order" },
                values: new object[] { new Guid("01940000-0000-7000-8000-000000000001"), null, 17672436000000000L, null, null, "Order", 1, null, null, null, "2026-Q1", "", "Western Central Northeast MetroBoston Southeast" });

            migrationBuilder.CreateIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings",
                column: "Quarter",
                unique: true,
                filter: "\"State\" <> 'Cancelled' AND \"Kind\" = 'Quarterly'");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_DecidedById",
                table: "LedgerEntries",
                column: "DecidedById");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_Number",
                table: "LedgerEntries",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_ProposalId",
                table: "LedgerEntries",
                column: "ProposalId");

            migrationBuilder.CreateIndex(
                name: "IX_TurnContacts_MemberId",
                table: "TurnContacts",
                column: "MemberId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TurnProposals_ProposedById",
                table: "TurnProposals",
                column: "ProposedById");

            migrationBuilder.CreateIndex(
                name: "IX_TurnProposals_State",
                table: "TurnProposals",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_TurnVoices_ById",
                table: "TurnVoices",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_TurnVoices_ProposalId_Number",
                table: "TurnVoices",
                columns: new[] { "ProposalId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LedgerEntries");

            migrationBuilder.DropTable(
                name: "TurnContacts");

            migrationBuilder.DropTable(
                name: "TurnVoices");

            migrationBuilder.DropTable(
                name: "TurnProposals");

            migrationBuilder.DropIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "For",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "HostAreaOnly",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Languages",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Place_Access",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Place_Address",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Place_Capacity",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "Place_Name",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "VenueKind",
                table: "Meetings");

            migrationBuilder.CreateIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings",
                column: "Quarter",
                unique: true,
                filter: "\"State\" <> 'Cancelled'");
        }
    }
}
