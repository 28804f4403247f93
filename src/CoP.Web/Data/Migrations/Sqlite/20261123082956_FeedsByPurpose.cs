using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FeedsByPurpose : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds");

            migrationBuilder.DropIndex(
                name: "IX_Feeds_SecretHash",
                table: "Feeds");

            migrationBuilder.AddColumn<long>(
                name: "FetchedAt",
                table: "Feeds",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Feeds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Feeds",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "Everything");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds",
                column: "SecretHash");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_GroupId",
                table: "Feeds",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_MemberId",
                table: "Feeds",
                column: "MemberId");

            migrationBuilder.AddForeignKey(
                name: "FK_Feeds_Groups_GroupId",
                table: "Feeds",
                column: "GroupId",
                principalTable: "Groups",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Feeds_Groups_GroupId",
                table: "Feeds");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds");

            migrationBuilder.DropIndex(
                name: "IX_Feeds_GroupId",
                table: "Feeds");

            migrationBuilder.DropIndex(
                name: "IX_Feeds_MemberId",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "FetchedAt",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Feeds");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Feeds");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_SecretHash",
                table: "Feeds",
                column: "SecretHash",
                unique: true);
        }
    }
}
