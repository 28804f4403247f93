using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Finding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsWanted",
                table: "Memberships",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Line",
                table: "Memberships",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ArchivedAt",
                table: "Groups",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AskedAt",
                table: "Groups",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MeetsAt",
                table: "Groups",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MeetsIn",
                table: "Groups",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StirredAt",
                table: "Groups",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Suggested",
                table: "Groups",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "Consents",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    NewcomerId = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    Answer = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consents", x => new { x.GroupId, x.MemberId, x.NewcomerId });
                    table.ForeignKey(
                        name: "FK_Consents_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Consents_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Consents_Members_NewcomerId",
                        column: x => x.NewcomerId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Lookings",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Cells = table.Column<int>(type: "integer", nullable: false),
                    ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    Modes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Lookings", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_Lookings_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_GroupId_Line",
                table: "Memberships",
                columns: new[] { "GroupId", "Line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Consents_GroupId_NewcomerId",
                table: "Consents",
                columns: new[] { "GroupId", "NewcomerId" });

            migrationBuilder.CreateIndex(
                name: "IX_Consents_MemberId",
                table: "Consents",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_NewcomerId",
                table: "Consents",
                column: "NewcomerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "Lookings");

            migrationBuilder.DropIndex(
                name: "IX_Memberships_GroupId_Line",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "IsWanted",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "Line",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "ArchivedAt",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "MeetsAt",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "MeetsIn",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "StirredAt",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "Suggested",
                table: "Groups");
        }
    }
}
