using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CoP.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MeetingsAndGroups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds");

            migrationBuilder.DropIndex(
                name: "IX_Feeds_SecretHash",
                table: "Feeds");

            migrationBuilder.AddColumn<int>(
                name: "Skips",
                table: "SessionSeries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Place",
                table: "SessionChanges",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "PostId",
                table: "SearchEntries",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "MinutesId",
                table: "SearchEntries",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "InPerson",
                table: "Rsvps",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsWaiting",
                table: "Rsvps",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "OnlineMeanwhile",
                table: "Rsvps",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "SeatNumber",
                table: "Rsvps",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Notices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PollId",
                table: "Notices",
                type: "uuid",
                nullable: true);

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

            migrationBuilder.AddColumn<int>(
                name: "For",
                table: "Meetings",
                type: "integer",
                nullable: false,
                defaultValue: 15);

            migrationBuilder.AddColumn<bool>(
                name: "HostAreaOnly",
                table: "Meetings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Meetings",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Quarterly");

            migrationBuilder.AddColumn<int>(
                name: "Languages",
                table: "Meetings",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Place_Access",
                table: "Meetings",
                type: "character varying(600)",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Address",
                table: "Meetings",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Place_Capacity",
                table: "Meetings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Name",
                table: "Meetings",
                type: "character varying(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PostponeReason",
                table: "Meetings",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VenueKind",
                table: "Meetings",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Online");

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

            migrationBuilder.AddColumn<byte[]>(
                name: "ContentStamp",
                table: "Feeds",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FetchedAt",
                table: "Feeds",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "GroupId",
                table: "Feeds",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Feeds",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "Everything");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds",
                column: "SecretHash");

            migrationBuilder.CreateTable(
                name: "AccessRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RsvpId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    AskedFor = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    ToBookFor = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    BookerId = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedFor = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    Words = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccessRequests_Members_BookerId",
                        column: x => x.BookerId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_AccessRequests_Rsvps_RsvpId",
                        column: x => x.RsvpId,
                        principalTable: "Rsvps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Announcements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    UntilOn = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    PostedById = table.Column<Guid>(type: "uuid", nullable: false),
                    PostedAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    English_Html = table.Column<string>(type: "text", nullable: false),
                    English_Source = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    Spanish_Html = table.Column<string>(type: "text", nullable: false),
                    Spanish_Source = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    Title_English = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Title_Spanish = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Announcements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Announcements_Members_PostedById",
                        column: x => x.PostedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ArrivalCounts",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Came_Administrators = table.Column<int>(type: "integer", nullable: false),
                    Came_Dmh = table.Column<int>(type: "integer", nullable: false),
                    Came_PeerSupporters = table.Column<int>(type: "integer", nullable: false),
                    Came_Supervisors = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArrivalCounts", x => x.MeetingId);
                    table.ForeignKey(
                        name: "FK_ArrivalCounts_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Arrivals",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Token = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Arrivals", x => new { x.MeetingId, x.Token });
                    table.ForeignKey(
                        name: "FK_Arrivals_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BlockedDays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    First = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Last = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Reason = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BlockedDays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BlockedDays_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Breakouts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    LastSequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Breakouts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Breakouts_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CalendarChoices",
                columns: table => new
                {
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Alarm = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Invitations = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarChoices", x => x.MemberId);
                    table.ForeignKey(
                        name: "FK_CalendarChoices_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ChecklistItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    DoneById = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    English = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Part = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Spanish = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChecklistItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChecklistItems_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ChecklistItems_Members_DoneById",
                        column: x => x.DoneById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ChecklistItems_Members_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "FollowUps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    DueOn = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DoneAt = table.Column<long>(type: "bigint", nullable: true),
                    RemindedOf = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FollowUps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FollowUps_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FollowUps_Members_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HandOvers",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccessLessons = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    OfferedAt = table.Column<long>(type: "bigint", nullable: true),
                    Offers = table.Column<int>(type: "integer", nullable: false),
                    AcknowledgedAt = table.Column<long>(type: "bigint", nullable: true),
                    AcknowledgedById = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandOvers", x => x.MeetingId);
                    table.ForeignKey(
                        name: "FK_HandOvers_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_HandOvers_Members_AcknowledgedById",
                        column: x => x.AcknowledgedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
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

            migrationBuilder.CreateTable(
                name: "MeetingAgendas",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    LiveVersion = table.Column<long>(type: "bigint", nullable: false),
                    CurrentId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReportBackAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingAgendas", x => x.MeetingId);
                    table.ForeignKey(
                        name: "FK_MeetingAgendas_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MeetingChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    FollowsId = table.Column<Guid>(type: "uuid", nullable: true),
                    MailAt = table.Column<long>(type: "bigint", nullable: false),
                    OccasionId = table.Column<Guid>(type: "uuid", nullable: true),
                    TakenBackAt = table.Column<long>(type: "bigint", nullable: true),
                    Before_AccessContactId = table.Column<Guid>(type: "uuid", nullable: false),
                    Before_AnnouncedAt = table.Column<long>(type: "bigint", nullable: true),
                    Before_CancelReason = table.Column<string>(type: "text", nullable: true),
                    Before_DialIn = table.Column<string>(type: "text", nullable: true),
                    Before_For = table.Column<int>(type: "integer", nullable: false),
                    Before_Languages = table.Column<int>(type: "integer", nullable: false),
                    Before_Link = table.Column<string>(type: "text", nullable: true),
                    Before_PostponeReason = table.Column<string>(type: "text", nullable: true),
                    Before_State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Before_Topic = table.Column<string>(type: "text", nullable: true),
                    Before_VenueKind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Before_Place_Access = table.Column<string>(type: "text", nullable: true),
                    Before_Place_Address = table.Column<string>(type: "text", nullable: true),
                    Before_Place_Capacity = table.Column<int>(type: "integer", nullable: true),
                    Before_Place_Name = table.Column<string>(type: "text", nullable: true),
                    Before_Slot_Minutes = table.Column<int>(type: "integer", nullable: false),
                    Before_Slot_Start = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    Before_Slot_ZoneId = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MeetingChanges_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MeetingChanges_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    InWords = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Size = table.Column<int>(type: "integer", nullable: false),
                    AddedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AddedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MeetingFiles_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MeetingFiles_Members_AddedById",
                        column: x => x.AddedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MeetingTalks",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingTalks", x => x.MeetingId);
                    table.ForeignKey(
                        name: "FK_MeetingTalks_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MeetingTalks_Threads_ThreadId",
                        column: x => x.ThreadId,
                        principalTable: "Threads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Minutes",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    PublishedAt = table.Column<long>(type: "bigint", nullable: true),
                    Publications = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Minutes", x => x.MeetingId);
                    table.ForeignKey(
                        name: "FK_Minutes_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Polls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ClosesAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    ChosenId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    LiveVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Polls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Polls_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RecordSheets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", maxLength: 1000000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordSheets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeatRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Seat = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeatRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SeatRequests_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SeatRequests_Members_AskedById",
                        column: x => x.AskedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SeatRequests_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SessionAbsences",
                columns: table => new
                {
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Original = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    StartsAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionAbsences", x => new { x.GroupId, x.Original, x.MemberId });
                    table.ForeignKey(
                        name: "FK_SessionAbsences_Memberships_GroupId_MemberId",
                        columns: x => new { x.GroupId, x.MemberId },
                        principalTable: "Memberships",
                        principalColumns: new[] { "GroupId", "MemberId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SessionInvitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    SeriesId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Uid = table.Column<string>(type: "character varying(36)", maxLength: 36, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Stands = table.Column<bool>(type: "boolean", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: true),
                    SeriesSequence = table.Column<int>(type: "integer", nullable: false),
                    Words = table.Column<Guid>(type: "uuid", nullable: false),
                    Ends = table.Column<long>(type: "bigint", nullable: true),
                    First_Minutes = table.Column<int>(type: "integer", nullable: false),
                    First_Start = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    First_ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionInvitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SessionInvitations_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SessionNotebooks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: false),
                    Original = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    LastSequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionNotebooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SessionNotebooks_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TemplateTasks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    RemovedAt = table.Column<long>(type: "bigint", nullable: true),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    English = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Part = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Spanish = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemplateTasks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TurnContacts",
                columns: table => new
                {
                    Area = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    Quarter = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    Area = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Other = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    OtherArea = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    ProposedById = table.Column<Guid>(type: "uuid", nullable: false),
                    Why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
                name: "AnnouncementsPutAway",
                columns: table => new
                {
                    AnnouncementId = table.Column<Guid>(type: "uuid", nullable: false),
                    MemberId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnnouncementsPutAway", x => new { x.AnnouncementId, x.MemberId });
                    table.ForeignKey(
                        name: "FK_AnnouncementsPutAway_Announcements_AnnouncementId",
                        column: x => x.AnnouncementId,
                        principalTable: "Announcements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AnnouncementsPutAway_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BreakoutNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BreakoutId = table.Column<Guid>(type: "uuid", nullable: false),
                    Question = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BreakoutNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BreakoutNotes_Breakouts_BreakoutId",
                        column: x => x.BreakoutId,
                        principalTable: "Breakouts",
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
                name: "AgendaItems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Words = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: true),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    MinutesWished = table.Column<int>(type: "integer", nullable: true),
                    Minutes = table.Column<int>(type: "integer", nullable: true),
                    Place = table.Column<int>(type: "integer", nullable: true),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    ThreadId = table.Column<Guid>(type: "uuid", nullable: true),
                    Proposer = table.Column<Guid>(type: "uuid", nullable: true),
                    NamedId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgendaItems", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgendaItems_MeetingAgendas_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "MeetingAgendas",
                        principalColumn: "MeetingId",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AgendaItems_Members_NamedId",
                        column: x => x.NamedId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_AgendaItems_Threads_ThreadId",
                        column: x => x.ThreadId,
                        principalTable: "Threads",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "MeetingFileContents",
                columns: table => new
                {
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingFileContents", x => x.FileId);
                    table.ForeignKey(
                        name: "FK_MeetingFileContents_MeetingFiles_FileId",
                        column: x => x.FileId,
                        principalTable: "MeetingFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MinutesRevisions",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    WasPublic = table.Column<bool>(type: "boolean", nullable: false),
                    Html = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinutesRevisions", x => x.Number);
                    table.ForeignKey(
                        name: "FK_MinutesRevisions_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MinutesRevisions_Minutes_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Minutes",
                        principalColumn: "MeetingId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MinutesTexts",
                columns: table => new
                {
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    BehindSince = table.Column<long>(type: "bigint", nullable: true),
                    Html = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MinutesTexts", x => new { x.MeetingId, x.Language });
                    table.ForeignKey(
                        name: "FK_MinutesTexts_Members_ById",
                        column: x => x.ById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MinutesTexts_Minutes_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Minutes",
                        principalColumn: "MeetingId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AvailabilityPolls",
                columns: table => new
                {
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    GroupId = table.Column<Guid>(type: "uuid", nullable: true),
                    Title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AvailabilityPolls", x => x.PollId);
                    table.ForeignKey(
                        name: "FK_AvailabilityPolls_Groups_GroupId",
                        column: x => x.GroupId,
                        principalTable: "Groups",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AvailabilityPolls_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MeetingPolls",
                columns: table => new
                {
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    Quarter = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    MeetingId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeetingPolls", x => x.PollId);
                    table.ForeignKey(
                        name: "FK_MeetingPolls_Meetings_MeetingId",
                        column: x => x.MeetingId,
                        principalTable: "Meetings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MeetingPolls_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollGuests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    Email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: false),
                    InvitedAt = table.Column<long>(type: "bigint", nullable: false),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollGuests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PollGuests_Members_InvitedById",
                        column: x => x.InvitedById,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PollGuests_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollRemarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    VoterId = table.Column<Guid>(type: "uuid", nullable: false),
                    Text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollRemarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PollRemarks_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollSlots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: false),
                    ZoneId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollSlots", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PollSlots_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SessionNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    NotebookId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SessionNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SessionNotes_SessionNotebooks_NotebookId",
                        column: x => x.NotebookId,
                        principalTable: "SessionNotebooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LedgerEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    DecidedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ProposalId = table.Column<Guid>(type: "uuid", nullable: true),
                    Quarter = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    Other = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    Area = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    OtherArea = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Day = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    Order = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ProposalId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Area = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Turn = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    Agrees = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
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
                name: "AgendaSupports",
                columns: table => new
                {
                    ItemId = table.Column<Guid>(type: "uuid", nullable: false),
                    Token = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgendaSupports", x => new { x.ItemId, x.Token });
                    table.ForeignKey(
                        name: "FK_AgendaSupports_AgendaItems_ItemId",
                        column: x => x.ItemId,
                        principalTable: "AgendaItems",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Votes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PollId = table.Column<Guid>(type: "uuid", nullable: false),
                    SlotId = table.Column<Guid>(type: "uuid", nullable: false),
                    VoterId = table.Column<Guid>(type: "uuid", nullable: false),
                    Answer = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Votes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Votes_PollSlots_SlotId",
                        column: x => x.SlotId,
                        principalTable: "PollSlots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Votes_Polls_PollId",
                        column: x => x.PollId,
                        principalTable: "Polls",
                        principalColumn: "Id",
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

            migrationBuilder.InsertData(
                table: "LedgerEntries",
                columns: new[] { "Id", "Area", "At", "Day", "DecidedById", "Kind", "Number", "Other", "OtherArea", "ProposalId", "Quarter", "Why", "Order" },
                values: new object[] { new Guid("01940000-0000-7000-8000-000000000001"), null, 17672436000000000L, null, null, "Order", 1, null, null, null, "2026-Q1", "", "Western Central Northeast MetroBoston Southeast" });

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_MinutesId",
                table: "SearchEntries",
                column: "MinutesId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Rsvps_MeetingId_SeatNumber",
                table: "Rsvps",
                columns: new[] { "MeetingId", "SeatNumber" },
                unique: true,
                filter: "\"SeatNumber\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_GroupId",
                table: "Notices",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_PollId",
                table: "Notices",
                column: "PollId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_GroupId_Line",
                table: "Memberships",
                columns: new[] { "GroupId", "Line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings",
                column: "Quarter",
                unique: true,
                filter: "\"State\" <> 'Cancelled' AND \"Kind\" = 'Quarterly'");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_GroupId",
                table: "Feeds",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_MemberId",
                table: "Feeds",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_AccessRequests_BookerId",
                table: "AccessRequests",
                column: "BookerId");

            migrationBuilder.CreateIndex(
                name: "IX_AccessRequests_RsvpId_Kind",
                table: "AccessRequests",
                columns: new[] { "RsvpId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgendaItems_MeetingId",
                table: "AgendaItems",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_AgendaItems_NamedId",
                table: "AgendaItems",
                column: "NamedId");

            migrationBuilder.CreateIndex(
                name: "IX_AgendaItems_ThreadId",
                table: "AgendaItems",
                column: "ThreadId");

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
                name: "IX_Announcements_PostedById",
                table: "Announcements",
                column: "PostedById");

            migrationBuilder.CreateIndex(
                name: "IX_AnnouncementsPutAway_MemberId",
                table: "AnnouncementsPutAway",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_AvailabilityPolls_GroupId",
                table: "AvailabilityPolls",
                column: "GroupId");

            migrationBuilder.CreateIndex(
                name: "IX_BlockedDays_ById",
                table: "BlockedDays",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_BlockedDays_Last",
                table: "BlockedDays",
                column: "Last");

            migrationBuilder.CreateIndex(
                name: "IX_BreakoutNotes_BreakoutId_Sequence",
                table: "BreakoutNotes",
                columns: new[] { "BreakoutId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Breakouts_MeetingId_Role",
                table: "Breakouts",
                columns: new[] { "MeetingId", "Role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CalendarChoices_Invitations",
                table: "CalendarChoices",
                column: "Invitations",
                filter: "\"Invitations\"");

            migrationBuilder.CreateIndex(
                name: "IX_ChecklistItems_DoneById",
                table: "ChecklistItems",
                column: "DoneById");

            migrationBuilder.CreateIndex(
                name: "IX_ChecklistItems_MeetingId",
                table: "ChecklistItems",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_ChecklistItems_OwnerId",
                table: "ChecklistItems",
                column: "OwnerId");

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

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_DoneAt_DueOn",
                table: "FollowUps",
                columns: new[] { "DoneAt", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_MeetingId",
                table: "FollowUps",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_OwnerId",
                table: "FollowUps",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_AcknowledgedById",
                table: "HandOvers",
                column: "AcknowledgedById");

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
                name: "IX_MeetingChanges_ById",
                table: "MeetingChanges",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingChanges_MeetingId",
                table: "MeetingChanges",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingFiles_AddedById",
                table: "MeetingFiles",
                column: "AddedById");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingFiles_MeetingId",
                table: "MeetingFiles",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingPolls_MeetingId",
                table: "MeetingPolls",
                column: "MeetingId");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingPolls_Quarter",
                table: "MeetingPolls",
                column: "Quarter");

            migrationBuilder.CreateIndex(
                name: "IX_MeetingTalks_ThreadId",
                table: "MeetingTalks",
                column: "ThreadId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MinutesRevisions_ById",
                table: "MinutesRevisions",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_MinutesRevisions_MeetingId_Language",
                table: "MinutesRevisions",
                columns: new[] { "MeetingId", "Language" });

            migrationBuilder.CreateIndex(
                name: "IX_MinutesTexts_ById",
                table: "MinutesTexts",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_PollGuests_InvitedById",
                table: "PollGuests",
                column: "InvitedById");

            migrationBuilder.CreateIndex(
                name: "IX_PollGuests_PollId",
                table: "PollGuests",
                column: "PollId");

            migrationBuilder.CreateIndex(
                name: "IX_PollRemarks_PollId_VoterId",
                table: "PollRemarks",
                columns: new[] { "PollId", "VoterId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Polls_ById",
                table: "Polls",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_Polls_State",
                table: "Polls",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_PollSlots_PollId_Number",
                table: "PollSlots",
                columns: new[] { "PollId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SeatRequests_AskedById",
                table: "SeatRequests",
                column: "AskedById");

            migrationBuilder.CreateIndex(
                name: "IX_SeatRequests_MeetingId_Seat_State",
                table: "SeatRequests",
                columns: new[] { "MeetingId", "Seat", "State" },
                unique: true,
                filter: "\"State\" IN ('Asked', 'Accepted')");

            migrationBuilder.CreateIndex(
                name: "IX_SeatRequests_MemberId",
                table: "SeatRequests",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_SessionAbsences_GroupId_MemberId",
                table: "SessionAbsences",
                columns: new[] { "GroupId", "MemberId" });

            migrationBuilder.CreateIndex(
                name: "IX_SessionAbsences_StartsAt",
                table: "SessionAbsences",
                column: "StartsAt");

            migrationBuilder.CreateIndex(
                name: "IX_SessionDuties_GroupId_MemberId",
                table: "SessionDuties",
                columns: new[] { "GroupId", "MemberId" });

            migrationBuilder.CreateIndex(
                name: "IX_SessionInvitations_MemberId_SeriesId",
                table: "SessionInvitations",
                columns: new[] { "MemberId", "SeriesId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SessionInvitations_Stands",
                table: "SessionInvitations",
                column: "Stands",
                filter: "\"Stands\"");

            migrationBuilder.CreateIndex(
                name: "IX_SessionNotebooks_GroupId_Original",
                table: "SessionNotebooks",
                columns: new[] { "GroupId", "Original" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SessionNotes_NotebookId_Sequence",
                table: "SessionNotes",
                columns: new[] { "NotebookId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SkippedTurns_GroupId_MemberId",
                table: "SkippedTurns",
                columns: new[] { "GroupId", "MemberId" });

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

            migrationBuilder.CreateIndex(
                name: "IX_TurnVoices_ById",
                table: "TurnVoices",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_TurnVoices_ProposalId_Number",
                table: "TurnVoices",
                columns: new[] { "ProposalId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Votes_PollId",
                table: "Votes",
                column: "PollId");

            migrationBuilder.CreateIndex(
                name: "IX_Votes_SlotId_VoterId",
                table: "Votes",
                columns: new[] { "SlotId", "VoterId" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Feeds_Groups_GroupId",
                table: "Feeds",
                column: "GroupId",
                principalTable: "Groups",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_Groups_GroupId",
                table: "Notices",
                column: "GroupId",
                principalTable: "Groups",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_Polls_PollId",
                table: "Notices",
                column: "PollId",
                principalTable: "Polls",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_SearchEntries_Minutes_MinutesId",
                table: "SearchEntries",
                column: "MinutesId",
                principalTable: "Minutes",
                principalColumn: "MeetingId",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Feeds_Groups_GroupId",
                table: "Feeds");

            migrationBuilder.DropForeignKey(
                name: "FK_Notices_Groups_GroupId",
                table: "Notices");

            migrationBuilder.DropForeignKey(
                name: "FK_Notices_Polls_PollId",
                table: "Notices");

            migrationBuilder.DropForeignKey(
                name: "FK_SearchEntries_Minutes_MinutesId",
                table: "SearchEntries");

            migrationBuilder.DropTable(
                name: "AccessRequests");

            migrationBuilder.DropTable(
                name: "AgendaSupports");

            migrationBuilder.DropTable(
                name: "AgreementAnswers");

            migrationBuilder.DropTable(
                name: "AgreementSections");

            migrationBuilder.DropTable(
                name: "AnnouncementsPutAway");

            migrationBuilder.DropTable(
                name: "ArrivalCounts");

            migrationBuilder.DropTable(
                name: "Arrivals");

            migrationBuilder.DropTable(
                name: "AvailabilityPolls");

            migrationBuilder.DropTable(
                name: "BlockedDays");

            migrationBuilder.DropTable(
                name: "BreakoutNotes");

            migrationBuilder.DropTable(
                name: "CalendarChoices");

            migrationBuilder.DropTable(
                name: "ChecklistItems");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "FacilitationTurns");

            migrationBuilder.DropTable(
                name: "FollowUps");

            migrationBuilder.DropTable(
                name: "HandOvers");

            migrationBuilder.DropTable(
                name: "LedgerEntries");

            migrationBuilder.DropTable(
                name: "Lookings");

            migrationBuilder.DropTable(
                name: "MeetingChanges");

            migrationBuilder.DropTable(
                name: "MeetingFileContents");

            migrationBuilder.DropTable(
                name: "MeetingPolls");

            migrationBuilder.DropTable(
                name: "MeetingTalks");

            migrationBuilder.DropTable(
                name: "MinutesRevisions");

            migrationBuilder.DropTable(
                name: "MinutesTexts");

            migrationBuilder.DropTable(
                name: "PollGuests");

            migrationBuilder.DropTable(
                name: "PollRemarks");

            migrationBuilder.DropTable(
                name: "RecordSheets");

            migrationBuilder.DropTable(
                name: "SeatRequests");

            migrationBuilder.DropTable(
                name: "SessionAbsences");

            migrationBuilder.DropTable(
                name: "SessionDuties");

            migrationBuilder.DropTable(
                name: "SessionInvitations");

            migrationBuilder.DropTable(
                name: "SessionNotes");

            migrationBuilder.DropTable(
                name: "SkippedTurns");

            migrationBuilder.DropTable(
                name: "TemplateTasks");

            migrationBuilder.DropTable(
                name: "TurnContacts");

            migrationBuilder.DropTable(
                name: "TurnSwaps");

            migrationBuilder.DropTable(
                name: "TurnVoices");

            migrationBuilder.DropTable(
                name: "Votes");

            migrationBuilder.DropTable(
                name: "AgendaItems");

            migrationBuilder.DropTable(
                name: "AgreementVersions");

            migrationBuilder.DropTable(
                name: "Announcements");

            migrationBuilder.DropTable(
                name: "Breakouts");

            migrationBuilder.DropTable(
                name: "MeetingFiles");

            migrationBuilder.DropTable(
                name: "Minutes");

            migrationBuilder.DropTable(
                name: "SessionNotebooks");

            migrationBuilder.DropTable(
                name: "Facilitations");

            migrationBuilder.DropTable(
                name: "TurnProposals");

            migrationBuilder.DropTable(
                name: "PollSlots");

            migrationBuilder.DropTable(
                name: "MeetingAgendas");

            migrationBuilder.DropTable(
                name: "WorkingAgreements");

            migrationBuilder.DropTable(
                name: "Polls");

            migrationBuilder.DropIndex(
                name: "IX_SearchEntries_MinutesId",
                table: "SearchEntries");

            migrationBuilder.DropIndex(
                name: "IX_Rsvps_MeetingId_SeatNumber",
                table: "Rsvps");

            migrationBuilder.DropIndex(
                name: "IX_Notices_GroupId",
                table: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_Notices_PollId",
                table: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_Memberships_GroupId_Line",
                table: "Memberships");

            migrationBuilder.DropIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings");

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
                name: "Skips",
                table: "SessionSeries");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "SessionChanges");

            migrationBuilder.DropColumn(
                name: "MinutesId",
                table: "SearchEntries");

            migrationBuilder.DropColumn(
                name: "InPerson",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "IsWaiting",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "OnlineMeanwhile",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "SeatNumber",
                table: "Rsvps");

            migrationBuilder.DropColumn(
                name: "GroupId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "PollId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "IsWanted",
                table: "Memberships");

            migrationBuilder.DropColumn(
                name: "Line",
                table: "Memberships");

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
                name: "PostponeReason",
                table: "Meetings");

            migrationBuilder.DropColumn(
                name: "VenueKind",
                table: "Meetings");

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

            migrationBuilder.DropColumn(
                name: "ContentStamp",
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

            migrationBuilder.AlterColumn<Guid>(
                name: "PostId",
                table: "SearchEntries",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Feeds",
                table: "Feeds",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_Meetings_Quarter",
                table: "Meetings",
                column: "Quarter",
                unique: true,
                filter: "\"State\" <> 'Cancelled'");

            migrationBuilder.CreateIndex(
                name: "IX_Feeds_SecretHash",
                table: "Feeds",
                column: "SecretHash",
                unique: true);
        }
    }
}
