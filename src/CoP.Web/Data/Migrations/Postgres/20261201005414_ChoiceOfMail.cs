using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ChoiceOfMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Item",
                table: "Notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LetterId",
                table: "Notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MeetingId",
                table: "Notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "DigestDay",
                table: "MailChoices",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "DigestHour",
                table: "MailChoices",
                type: "integer",
                nullable: false,
                defaultValue: 8);

            migrationBuilder.AddColumn<string>(
                name: "DigestOn",
                table: "MailChoices",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DigestSince",
                table: "MailChoices",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Gathered",
                table: "MailChoices",
                type: "character varying(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "PausedUntil",
                table: "MailChoices",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PlainText",
                table: "MailChoices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Notices_MeetingId",
                table: "Notices",
                column: "MeetingId");

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_Meetings_MeetingId",
                table: "Notices",
                column: "MeetingId",
                principalTable: "Meetings",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.CarryMentionsOver();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Notices_Meetings_MeetingId",
                table: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_Notices_MeetingId",
                table: "Notices");

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
        }
    }
}
