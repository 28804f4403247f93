using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AgreementsAndRoles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Facilitations",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Facilitations", x => x.GroupId);
                    table.ForeignKey(
                        name: "FK_Facilitations_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WorkingAgreements",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Edition = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkingAgreements", x => x.GroupId);
                    table.ForeignKey(
                        name: "FK_WorkingAgreements_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FacilitationTurns",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsWilling = table.Column<bool>(type: "boolean", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FacilitationTurns", x => new { x.GroupId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_FacilitationTurns_Facilitations_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Facilitations",
                        principalColumn: "GroupId",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FacilitationTurns_Memberships_GroupId_MemberId",
                        columns: x => new { x.GroupId, x.MemberId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SessionDuties",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Original = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    Kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Origin = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionDuties", x => new { x.GroupId, x.Original, x.Kind });
                    table.ForeignKey(
                        name: "FK_SessionDuties_Facilitations_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Facilitations",
                        principalColumn: "GroupId",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SessionDuties_Memberships_GroupId_MemberId",
                        columns: x => new { x.GroupId, x.MemberId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SkippedTurns",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Original = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SkippedTurns", x => new { x.GroupId, x.Original, x.MemberId });
                    table.ForeignKey(
                        name: "FK_SkippedTurns_Facilitations_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Facilitations",
                        principalColumn: "GroupId",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SkippedTurns_Memberships_GroupId_MemberId",
                        columns: x => new { x.GroupId, x.MemberId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TurnSwaps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Mine = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    Theirs = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    AskedId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TurnSwaps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TurnSwaps_Facilitations_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Facilitations",
                        principalColumn: "GroupId",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TurnSwaps_Memberships_GroupId_AskedId",
                        columns: x => new { x.GroupId, x.AskedId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TurnSwaps_Memberships_GroupId_ById",
                        columns: x => new { x.GroupId, x.ById },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AgreementVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: true),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposedAt = table.Column<long>(type: "bigint", nullable: false),
                    SettledAt = table.Column<long>(type: "bigint", nullable: true),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    FreshLookOn = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgreementVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgreementVersions_WorkingAgreements_GroupId",
                        column: x => x.GroupId,
                        principalTable: "WorkingAgreements",
                        principalColumn: "GroupId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AgreementAnswers",
                columns: table => new
                {
                    VersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Trouble = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    Since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgreementAnswers", x => new { x.VersionId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_AgreementAnswers_AgreementVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "AgreementVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AgreementAnswers_Memberships_GroupId_MemberId",
                        columns: x => new { x.GroupId, x.MemberId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AgreementSections",
                columns: table => new
                {
                    VersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Heading = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    IsShown = table.Column<bool>(type: "boolean", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgreementSections", x => new { x.VersionId, x.Heading });
                    table.ForeignKey(
                        name: "FK_AgreementSections_AgreementVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "AgreementVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_GroupId",
                table: "Notices",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_AgreementAnswers_GroupId_MemberId",
                table: "AgreementAnswers",
                columns: new[] { "GroupId", "MemberId" });

            migrationBuilder.CreateIndex(
                name: "IX_AgreementVersions_GroupId_Number",
                table: "AgreementVersions",
                columns: new[] { "GroupId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgreementVersions_Open",
                table: "AgreementVersions",
                column: "GroupId",
                unique: true,
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_SessionDuties_GroupId_MemberId",
                table: "SessionDuties",
                columns: new[] { "GroupId", "MemberId" });

            migrationBuilder.CreateIndex(
                name: "IX_SkippedTurns_GroupId_MemberId",
                table: "SkippedTurns",
                columns: new[] { "GroupId", "MemberId" });

            migrationBuilder.CreateIndex(
                name: "IX_TurnSwaps_GroupId_AskedId",
                table: "TurnSwaps",
                columns: new[] { "GroupId", "AskedId" });

            migrationBuilder.CreateIndex(
                name: "IX_TurnSwaps_GroupId_ById",
                table: "TurnSwaps",
                columns: new[] { "GroupId", "ById" });

            migrationBuilder.CreateIndex(
                name: "IX_TurnSwaps_GroupId_Mine",
                table: "TurnSwaps",
                columns: new[] { "GroupId", "Mine" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_Groups_GroupId",
                table: "Notices",
                column: "GroupId",
                principalTable: "Groups",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Notices_Groups_GroupId",
                table: "Notices");

            migrationBuilder.DropTable(
                name: "AgreementAnswers");

            migrationBuilder.DropTable(
                name: "AgreementSections");

            migrationBuilder.DropTable(
                name: "FacilitationTurns");

            migrationBuilder.DropTable(
                name: "SessionDuties");

            migrationBuilder.DropTable(
                name: "SkippedTurns");

            migrationBuilder.DropTable(
                name: "TurnSwaps");

            migrationBuilder.DropTable(
                name: "AgreementVersions");

            migrationBuilder.DropTable(
                name: "Facilitations");

            migrationBuilder.DropTable(
                name: "WorkingAgreements");

            migrationBuilder.DropIndex(
                name: "IX_Notices_GroupId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Notices");
        }
    }
}
