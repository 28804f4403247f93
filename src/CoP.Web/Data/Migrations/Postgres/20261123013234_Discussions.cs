using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Discussions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AudienceHasChanged",
                table: "Threads",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "GrewFrom",
                table: "Threads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "GrewFromThread",
                table: "Threads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MeToo",
                table: "Posts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "TellsOutcome",
                table: "Posts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ThankYou",
                table: "Posts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "ThinkingOfYou",
                table: "Posts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Level",
                table: "Follows",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "Follow");

            // Who had said that they would rather hear no more still does.
            migrationBuilder.Sql("UPDATE \"Follows\" SET \"Level\" = 'Normal' WHERE \"IsStopped\" = TRUE");

            migrationBuilder.DropColumn(
                name: "IsStopped",
                table: "Follows");

            migrationBuilder.AddColumn<string>(
                name: "Level",
                table: "Aliases",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "Follow");

            migrationBuilder.CreateTable(
                name: "AudienceChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: false),
                    ThreadVersion = table.Column<long>(type: "bigint", nullable: false),
                    On = table.Column<long>(type: "bigint", nullable: false),
                    FromGroup = table.Column<Guid>(type: "uuid", nullable: true),
                    From = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ToGroup = table.Column<Guid>(type: "uuid", nullable: true),
                    To = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AudienceChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AudienceChanges_Threads_ThreadId",
                        column: x => x.ThreadId,
                        principalTable: "Threads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Citations",
                columns: table => new
                {
                    PostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Value = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Citations", x => new { x.PostId, x.Value });
                    table.ForeignKey(
                        name: "FK_Citations_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Slot = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", maxLength: 400000, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => new { x.MemberId, x.Slot });
                    table.ForeignKey(
                        name: "FK_Drafts_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Mentions",
                columns: table => new
                {
                    PostId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mentions", x => new { x.PostId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_Mentions_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Mentions_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Recipient = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: true),
                    PostId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ReadAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notices_Threads_ThreadId",
                        column: x => x.ThreadId,
                        principalTable: "Threads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PostRevisions",
                columns: table => new
                {
                    PostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    SaidAt = table.Column<long>(type: "bigint", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostRevisions", x => new { x.PostId, x.Number });
                    table.ForeignKey(
                        name: "FK_PostRevisions_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Quotations",
                columns: table => new
                {
                    PostId = table.Column<Guid>(type: "uuid", nullable: false),
                    QuotedPostId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Quotations", x => new { x.PostId, x.QuotedPostId });
                    table.ForeignKey(
                        name: "FK_Quotations_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Quotations_Posts_QuotedPostId",
                        column: x => x.QuotedPostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Reactions",
                columns: table => new
                {
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    PostId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reactions", x => new { x.PostId, x.By, x.Kind });
                    table.ForeignKey(
                        name: "FK_Reactions_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReadLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    SpaceId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Before = table.Column<long>(type: "bigint", nullable: false),
                    DrawnAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadLines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReadLines_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ReadLines_Spaces_SpaceId",
                        column: x => x.SpaceId,
                        principalTable: "Spaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SearchEntries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    PostId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => x.Number);
                    table.ForeignKey(
                        name: "FK_SearchEntries_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SpaceFollows",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    SpaceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Level = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpaceFollows", x => new { x.SpaceId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_SpaceFollows_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SpaceFollows_Spaces_SpaceId",
                        column: x => x.SpaceId,
                        principalTable: "Spaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Uploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    PostId = table.Column<Guid>(type: "uuid", nullable: true),
                    Owner = table.Column<string>(type: "character varying(43)", maxLength: 43, nullable: true),
                    Day = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Uploads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Uploads_Posts_PostId",
                        column: x => x.PostId,
                        principalTable: "Posts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Widenings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposedAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    ToGroup = table.Column<Guid>(type: "uuid", nullable: true),
                    To = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Widenings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Widenings_Threads_ThreadId",
                        column: x => x.ThreadId,
                        principalTable: "Threads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UploadContents",
                columns: table => new
                {
                    UploadId = table.Column<Guid>(type: "uuid", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UploadContents", x => x.UploadId);
                    table.ForeignKey(
                        name: "FK_UploadContents_Uploads_UploadId",
                        column: x => x.UploadId,
                        principalTable: "Uploads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WideningConsents",
                columns: table => new
                {
                    WideningId = table.Column<Guid>(type: "uuid", nullable: false),
                    Asked = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WideningConsents", x => new { x.WideningId, x.Asked });
                    table.ForeignKey(
                        name: "FK_WideningConsents_Widenings_WideningId",
                        column: x => x.WideningId,
                        principalTable: "Widenings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Threads_GrewFromThread",
                table: "Threads",
                column: "GrewFromThread",
                filter: "\"GrewFromThread\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Threads_Kind_ActiveAt_Id",
                table: "Threads",
                columns: new[] { "Kind", "ActiveAt", "Id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "IX_Threads_Unanswered",
                table: "Threads",
                columns: new[] { "ActiveAt", "Id" },
                descending: new bool[0],
                filter: "\"ReplyCount\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_ThreadId_HelpedAt",
                table: "Posts",
                columns: new[] { "ThreadId", "HelpedAt" },
                filter: "\"HelpedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Posts_ThreadId_TellsOutcome",
                table: "Posts",
                columns: new[] { "ThreadId", "TellsOutcome" },
                filter: "\"TellsOutcome\"");

            migrationBuilder.CreateIndex(
                name: "IX_AudienceChanges_ThreadId",
                table: "AudienceChanges",
                column: "ThreadId");

            migrationBuilder.CreateIndex(
                name: "IX_Citations_Value_ThreadId",
                table: "Citations",
                columns: new[] { "Value", "ThreadId" });

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_ChangedAt",
                table: "Drafts",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Mentions_MemberId",
                table: "Mentions",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_PostId",
                table: "Notices",
                column: "PostId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Recipient_At_Id",
                table: "Notices",
                columns: new[] { "Recipient", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_ThreadId",
                table: "Notices",
                column: "ThreadId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Unread",
                table: "Notices",
                column: "Recipient",
                filter: "\"ReadAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Quotations_QuotedPostId",
                table: "Quotations",
                column: "QuotedPostId");

            migrationBuilder.CreateIndex(
                name: "IX_Reactions_ThreadId_By",
                table: "Reactions",
                columns: new[] { "ThreadId", "By" });

            migrationBuilder.CreateIndex(
                name: "IX_ReadLines_MemberId_SpaceId",
                table: "ReadLines",
                columns: new[] { "MemberId", "SpaceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReadLines_SpaceId",
                table: "ReadLines",
                column: "SpaceId");

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_At_Number",
                table: "SearchEntries",
                columns: new[] { "At", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_PostId",
                table: "SearchEntries",
                column: "PostId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SpaceFollows_MemberId",
                table: "SpaceFollows",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_Day",
                table: "Uploads",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_PostId",
                table: "Uploads",
                column: "PostId");

            migrationBuilder.CreateIndex(
                name: "IX_Widenings_Open",
                table: "Widenings",
                column: "ThreadId",
                unique: true,
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_Widenings_ThreadId_ProposedAt",
                table: "Widenings",
                columns: new[] { "ThreadId", "ProposedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AudienceChanges");

            migrationBuilder.DropTable(
                name: "Citations");

            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropTable(
                name: "Mentions");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "PostRevisions");

            migrationBuilder.DropTable(
                name: "Quotations");

            migrationBuilder.DropTable(
                name: "Reactions");

            migrationBuilder.DropTable(
                name: "ReadLines");

            migrationBuilder.DropTable(
                name: "SearchEntries");

            migrationBuilder.DropTable(
                name: "SpaceFollows");

            migrationBuilder.DropTable(
                name: "UploadContents");

            migrationBuilder.DropTable(
                name: "WideningConsents");

            migrationBuilder.DropTable(
                name: "Uploads");

            migrationBuilder.DropTable(
                name: "Widenings");

            migrationBuilder.DropIndex(
                name: "IX_Threads_GrewFromThread",
                table: "Threads");

            migrationBuilder.DropIndex(
                name: "IX_Threads_Kind_ActiveAt_Id",
                table: "Threads");

            migrationBuilder.DropIndex(
                name: "IX_Threads_Unanswered",
                table: "Threads");

            migrationBuilder.DropIndex(
                name: "IX_Posts_ThreadId_HelpedAt",
                table: "Posts");

            migrationBuilder.DropIndex(
                name: "IX_Posts_ThreadId_TellsOutcome",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "AudienceHasChanged",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "GrewFrom",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "GrewFromThread",
                table: "Threads");

            migrationBuilder.DropColumn(
                name: "MeToo",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "TellsOutcome",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "ThankYou",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "ThinkingOfYou",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "Level",
                table: "Follows");

            migrationBuilder.DropColumn(
                name: "Level",
                table: "Aliases");

            migrationBuilder.AddColumn<bool>(
                name: "IsStopped",
                table: "Follows",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }
    }
}
