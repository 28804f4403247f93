using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IncomingMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "IncomingMail",
                columns: table => new
                {
                    Key = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMail", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "IncomingMailboxes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Validity = table.Column<long>(type: "bigint", nullable: false),
                    ReadTo = table.Column<long>(type: "bigint", nullable: false),
                    LeasedUntil = table.Column<long>(type: "bigint", nullable: true),
                    Fence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMailboxes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReplyAddresses",
                columns: table => new
                {
                    Slot = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", maxLength: 100, nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyAddresses", x => x.Slot);
                });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_At",
                table: "IncomingMail",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ReplyAddresses_Until",
                table: "ReplyAddresses",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IncomingMail");

            migrationBuilder.DropTable(
                name: "IncomingMailboxes");

            migrationBuilder.DropTable(
                name: "ReplyAddresses");
        }
    }
}
