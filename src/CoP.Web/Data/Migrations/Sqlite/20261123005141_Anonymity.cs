using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Anonymity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Posts_AuthorId_FormKey",
                table: "Posts");

            migrationBuilder.AlterColumn<Guid>(
                name: "AuthorId",
                table: "Threads",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<Guid>(
                name: "AliasId",
                table: "Threads",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "AuthorId",
                table: "Posts",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<Guid>(
                name: "AliasId",
                table: "Posts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HidesFromAgency",
                table: "Members",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Aliases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ThreadId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Token = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ReadTo = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Aliases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Exclusions",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExcludedId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exclusions", x => new { x.MemberId, x.ExcludedId });
                    table.ForeignKey(
                        name: "FK_Exclusions_Members_ExcludedId",
                        column: x => x.ExcludedId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Exclusions_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Veils",
                columns: table => new
                {
                    ThreadId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Token = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Veils", x => new { x.ThreadId, x.Token });
                    table.ForeignKey(
                        name: "FK_Veils_Threads_ThreadId",
                        column: x => x.ThreadId,
                        principalTable: "Threads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Threads_AliasId",
                table: "Threads",
                column: "AliasId");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_AliasId",
                table: "Posts",
                column: "AliasId");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_AuthorId",
                table: "Posts",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_FormKey",
                table: "Posts",
                column: "FormKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Aliases_ThreadId_Number",
                table: "Aliases",
                columns: new[] { "ThreadId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Aliases_ThreadId_Token",
                table: "Aliases",
                columns: new[] { "ThreadId", "Token" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exclusions_ExcludedId",
                table: "Exclusions",
                column: "ExcludedId");

            migrationBuilder.AddForeignKey(
                name: "FK_Posts_Aliases_AliasId",
                table: "Posts",
                column: "AliasId",
                principalTable: "Aliases",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Threads_Aliases_AliasId",
                table: "Threads",
                column: "AliasId",
                principalTable: "Aliases",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Posts_Aliases_AliasId",
                table: "Posts");

            migrationBuilder.DropForeignKey(
                name: "FK_Threads_Aliases_AliasId",
                table: "Threads");

            migrationBuilder.DropTable(
                name: "Aliases");

            migrationBuilder.DropTable(
                name: "Exclusions");

            migrationBuilder.DropTable(
                name: "Veils");

            migrationBuilder.DropIndex(
                name: "IX_Threads_AliasId",
                table: "Threads");

            migrationBuilder.DropIndex(
                name: "IX_Posts_AliasId",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_AuthorId",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_FormKey",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "AliasId",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "AliasId",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "HidesFromAgency",
                table: "Members");

            migrationBuilder.AlterColumn<Guid>(
                name: "AuthorId",
                table: "Threads",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "AuthorId",
                table: "Posts",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Posts_AuthorId_FormKey",
                table: "Posts",
                columns: new[] { "AuthorId", "FormKey" },
                unique: true);
        }
    }
}
