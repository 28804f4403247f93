using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MailAtOnesOwnPace : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CarryMentionsOver();

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

            migrationBuilder.AddColumn<long>(
                name: "SidesVersion",
                table: "Threads",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "Occasions",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Failures",
                table: "Occasions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "SetAsideAt",
                table: "Occasions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Item",
                table: "Notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LetterId",
                table: "Notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MeetingId",
                table: "Notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DigestDay",
                table: "MailChoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "DigestHour",
                table: "MailChoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 8);

            migrationBuilder.AddColumn<string>(
                name: "DigestOn",
                table: "MailChoices",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DigestSince",
                table: "MailChoices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Gathered",
                table: "MailChoices",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PausedUntil",
                table: "MailChoices",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PlainText",
                table: "MailChoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Failure",
                table: "Letters",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SetAt",
                table: "Letters",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "AddressStandings",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    PutOff = table.Column<int>(type: "INTEGER", nullable: false),
                    Refusals = table.Column<int>(type: "INTEGER", nullable: false),
                    RefusedAt = table.Column<long>(type: "INTEGER", nullable: true)
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

            migrationBuilder.CreateTable(
                name: "IncomingMail",
                columns: table => new
                {
                    Key = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMail", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "IncomingMailboxes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Validity = table.Column<long>(type: "INTEGER", nullable: false),
                    ReadTo = table.Column<long>(type: "INTEGER", nullable: false),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMailboxes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReplyAddresses",
                columns: table => new
                {
                    Slot = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", maxLength: 100, nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyAddresses", x => x.Slot);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_MeetingId",
                table: "Notices",
                column: "MeetingId");

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

            migrationBuilder.CreateIndex(
                name: "IX_Groups_MeetsIn_MeetsAt",
                table: "Groups",
                columns: new[] { "MeetsIn", "MeetsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMail_At",
                table: "IncomingMail",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ReplyAddresses_Until",
                table: "ReplyAddresses",
                column: "Until");

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_Meetings_MeetingId",
                table: "Notices",
                column: "MeetingId",
                principalTable: "Meetings",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddColumn<long>(
                name: "PasswordByMailAt",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SignInSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    System = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OpensOwnAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SignInSessions_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SignInSessions_MemberId",
                table: "SignInSessions",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_SignInSessions_TokenHash",
                table: "SignInSessions",
                column: "TokenHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SignInSessions");

            migrationBuilder.DropColumn(
                name: "PasswordByMailAt",
                table: "Accounts");

            migrationBuilder.DropForeignKey(
                name: "FK_Notices_Meetings_MeetingId",
                table: "Notices");

            migrationBuilder.DropTable(
                name: "AddressStandings");

            migrationBuilder.DropTable(
                name: "IncomingMail");

            migrationBuilder.DropTable(
                name: "IncomingMailboxes");

            migrationBuilder.DropTable(
                name: "ReplyAddresses");

            migrationBuilder.DropIndex(
                name: "IX_Notices_MeetingId",
                table: "Notices");

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

            migrationBuilder.DropIndex(
                name: "IX_Groups_MeetsIn_MeetsAt",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "SidesVersion",
                table: "Threads");

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
                name: "Item",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "LetterId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "MeetingId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "DigestDay",
                table: "MailChoices");

            migrationBuilder.DropColumn(
                name: "DigestHour",
                table: "MailChoices");

            migrationBuilder.DropColumn(
                name: "DigestOn",
                table: "MailChoices");

            migrationBuilder.DropColumn(
                name: "DigestSince",
                table: "MailChoices");

            migrationBuilder.DropColumn(
                name: "Gathered",
                table: "MailChoices");

            migrationBuilder.DropColumn(
                name: "PausedUntil",
                table: "MailChoices");

            migrationBuilder.DropColumn(
                name: "PlainText",
                table: "MailChoices");

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
