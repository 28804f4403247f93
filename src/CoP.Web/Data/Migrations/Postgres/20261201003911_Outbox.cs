using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Outbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Letters_DueAt",
                table: "Letters");

            migrationBuilder.DropIndex(
                name: "IX_Letters_FinishedAt",
                table: "Letters");

            migrationBuilder.RenameColumn(
                name: "LeasedUntil",
                table: "Letters",
                newName: "LeasedAt");

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "Occasions",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Failures",
                table: "Occasions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "SetAsideAt",
                table: "Occasions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "Letters",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SetAt",
                table: "Letters",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "AddressStandings",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    PutOff = table.Column<int>(type: "integer", nullable: false),
                    Refusals = table.Column<int>(type: "integer", nullable: false),
                    RefusedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressStandings", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_AddressStandings_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Letters_Failed",
                table: "Letters",
                columns: new[] { "FinishedAt", "Id" },
                filter: "\"State\" IN ('Refused', 'GivenUp', 'SetAside')");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_FinishedAt_Id",
                table: "Letters",
                columns: new[] { "FinishedAt", "Id" },
                filter: "\"FinishedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_IsUrgent_DueAt",
                table: "Letters",
                columns: new[] { "IsUrgent", "DueAt" },
                filter: "\"State\" = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_Leased",
                table: "Letters",
                column: "Fence",
                filter: "\"LeasedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressStandings");

            migrationBuilder.DropIndex(
                name: "IX_Letters_Failed",
                table: "Letters");

            migrationBuilder.DropIndex(
                name: "IX_Letters_FinishedAt_Id",
                table: "Letters");

            migrationBuilder.DropIndex(
                name: "IX_Letters_IsUrgent_DueAt",
                table: "Letters");

            migrationBuilder.DropIndex(
                name: "IX_Letters_Leased",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Failure",
                table: "Occasions");

            migrationBuilder.DropColumn(
                name: "Failures",
                table: "Occasions");

            migrationBuilder.DropColumn(
                name: "SetAsideAt",
                table: "Occasions");

            migrationBuilder.DropColumn(
                name: "Failure",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "SetAt",
                table: "Letters");

            migrationBuilder.RenameColumn(
                name: "LeasedAt",
                table: "Letters",
                newName: "LeasedUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_DueAt",
                table: "Letters",
                column: "DueAt",
                filter: "\"State\" = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_FinishedAt",
                table: "Letters",
                column: "FinishedAt",
                filter: "\"State\" IN ('Refused', 'GivenUp')");
        }
    }
}
