using CoP.Domain.Announcements;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Domain.Polls;
using CoP.Domain.Records;
using CoP.Domain.Reminders;
using CoP.Web.Features.Notices;
using CoP.Web.Data.Search;
using CoP.Web.Live;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CoP.Web.Data;

/// <summary>
/// Everything the community keeps. One class derives from this for each database; what differs between the two is said
/// there and nowhere else.
/// </summary>
public abstract class CopDb(DbContextOptions options, ILiveFanOut live, Doorbell doorbell, Seals seals) : IdentityUserContext<Account, Guid>(options)
{
    readonly List<LiveHint> hints = [];
    bool told;

    public DbSet<Member> Members => Set<Member>();
    public DbSet<Agency> Agencies => Set<Agency>();
    public DbSet<Space> Spaces => Set<Space>();
    public DbSet<Thread> Threads => Set<Thread>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<Alias> Aliases => Set<Alias>();
    public DbSet<Veil> Veils => Set<Veil>();
    public DbSet<Exclusion> Exclusions => Set<Exclusion>();
    public DbSet<Opening> Openings => Set<Opening>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<Follow> Follows => Set<Follow>();
    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();
    public DbSet<Reaction> Reactions => Set<Reaction>();
    public DbSet<Widening> Widenings => Set<Widening>();
    public DbSet<AudienceChange> AudienceChanges => Set<AudienceChange>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();
    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();
    public DbSet<AuditEntry> AuditTrail => Set<AuditEntry>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<SetUpKey> SetUpKeys => Set<SetUpKey>();
    public DbSet<Occasion> Occasions => Set<Occasion>();
    public DbSet<Letter> Letters => Set<Letter>();
    public DbSet<AddressStanding> AddressStandings => Set<AddressStanding>();
    public DbSet<MailChoices> MailChoices => Set<MailChoices>();
    public DbSet<QuarterlyMeeting> Meetings => Set<QuarterlyMeeting>();
    public DbSet<Rsvp> Rsvps => Set<Rsvp>();
    public DbSet<MeetingChange> MeetingChanges => Set<MeetingChange>();
    public DbSet<TemplateTask> TemplateTasks => Set<TemplateTask>();
    public DbSet<ChecklistItem> ChecklistItems => Set<ChecklistItem>();
    public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();
    public DbSet<TurnContact> TurnContacts => Set<TurnContact>();
    public DbSet<TurnProposal> TurnProposals => Set<TurnProposal>();
    public DbSet<AccessRequest> AccessRequests => Set<AccessRequest>();
    public DbSet<MeetingAgenda> Agendas => Set<MeetingAgenda>();
    public DbSet<AgendaItem> AgendaItems => Set<AgendaItem>();
    public DbSet<AgendaSupport> AgendaSupports => Set<AgendaSupport>();
    public DbSet<Breakout> Breakouts => Set<Breakout>();
    public DbSet<BreakoutNote> BreakoutNotes => Set<BreakoutNote>();
    public DbSet<Arrival> Arrivals => Set<Arrival>();
    public DbSet<ArrivalCount> ArrivalCounts => Set<ArrivalCount>();
    public DbSet<RecordSheet> RecordSheets => Set<RecordSheet>();
    public DbSet<BlockedDays> BlockedDays => Set<BlockedDays>();
    public DbSet<FollowUp> FollowUps => Set<FollowUp>();
    public DbSet<HandOver> HandOvers => Set<HandOver>();
    public DbSet<MeetingFile> MeetingFiles => Set<MeetingFile>();
    public DbSet<MeetingTalk> MeetingTalks => Set<MeetingTalk>();
    public DbSet<Announcement> Announcements => Set<Announcement>();
    public DbSet<MeetingMinutes> Minutes => Set<MeetingMinutes>();
    public DbSet<Poll> Polls => Set<Poll>();
    public DbSet<MeetingPoll> MeetingPolls => Set<MeetingPoll>();
    public DbSet<AvailabilityPoll> AvailabilityPolls => Set<AvailabilityPoll>();
    public DbSet<PollGuest> PollGuests => Set<PollGuest>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<Looking> Lookings => Set<Looking>();
    public DbSet<SessionSeries> SessionSeries => Set<SessionSeries>();
    public DbSet<SessionNotebook> SessionNotebooks => Set<SessionNotebook>();
    public DbSet<SessionNote> SessionNotes => Set<SessionNote>();
    public DbSet<SessionAbsence> SessionAbsences => Set<SessionAbsence>();
    public DbSet<WorkingAgreement> WorkingAgreements => Set<WorkingAgreement>();
    public DbSet<AgreementVersion> AgreementVersions => Set<AgreementVersion>();
    public DbSet<Facilitation> Facilitations => Set<Facilitation>();
    public DbSet<SessionChange> SessionChanges => Set<SessionChange>();
    public DbSet<Feed> Feeds => Set<Feed>();
    public DbSet<CalendarChoices> CalendarChoices => Set<CalendarChoices>();
    public DbSet<SessionInvitation> SessionInvitations => Set<SessionInvitation>();
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<Concern> Concerns => Set<Concern>();
    public DbSet<CaseStep> CaseSteps => Set<CaseStep>();
    public DbSet<Pause> Pauses => Set<Pause>();
    public DbSet<Mute> Mutes => Set<Mute>();
    public DbSet<House> Houses => Set<House>();
    public DbSet<Standstill> Standstills => Set<Standstill>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<Citation> Citations => Set<Citation>();
    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();
    public DbSet<SpaceFollow> SpaceFollows => Set<SpaceFollow>();
    public DbSet<ReadLine> ReadLines => Set<ReadLine>();
    public DbSet<Notice> Notices => Set<Notice>();

    /// <summary>What binds anonymous posts to their authors.</summary>
    public Seals Seals => seals;

    /// <summary>
    /// One change: opens the transaction before anything is read, does the work, saves and commits. What the work told
    /// or changed reaches mail and pages after the commit. Inside another <see cref="Write{T}"/> it joins that one.
    /// </summary>
    public async Task<T> Write<T>(Func<Task<T>> work)
    {
        if (Database.CurrentTransaction is not null) return await work();
        T result;
        using (await EnterGate())
        await using (var transaction = await Database.BeginTransactionAsync())
        {
            try
            {
                result = await work();
                await SaveChangesAsync();
                await live.BeforeCommit(this, hints);
                await transaction.CommitAsync();
            }
            catch
            {
                // What was not committed is not to be saved by a later change of the same request.
                ChangeTracker.Clear();
                hints.Clear();
                told = false;
                throw;
            }
        }
        live.AfterCommit(hints);
        if (told) doorbell.Ring();
        hints.Clear();
        told = false;
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public Task Write(Func<Task> work) => Write(async () =>
    {
        await work();
        return true;
    });

    /// <summary>People are to be told by mail. Only inside <see cref="Write{T}"/>.</summary>
    public void Tell(Occasion occasion)
    {
        Occasions.Add(occasion);
        // What mail tells can be read on the site, too, whether or not its reader wants such mail.
        if (Mirror.Of(occasion.Kind) is not null) Occasions.Add(Occasion.Of(LetterKind.NoticeOfLetter, occasion.Id.Value, 0, occasion.DueAt));
        told = true;
    }

    /// <summary>Pages that show the topic are to fetch what changed. Only inside <see cref="Write{T}"/>.</summary>
    public void Changed(string topic, long version) => hints.Add(new LiveHint(topic, version));

    /// <summary>Holds the row until the end of the transaction, so that what is decided on it is still so when it is saved.</summary>
    public abstract Task Lock(string table, Guid id);

    /// <summary>What ends a query so that its rows are held until the end of the transaction, and those that another holds are passed over.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Where words are looked up.</summary>
    public abstract ISearchIndex SearchIndex { get; }

    /// <summary>Whether saved posts are taken into the search as they are saved. Who fills a site in bulk does it once, at the end.</summary>
    internal bool IndexesAsItSaves { get; set; } = true;

    /// <summary>Saves, and what was saved can be found by its words: both or neither.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (ChangeTracker.AutoDetectChangesEnabled) ChangeTracker.DetectChanges();
        if (!IndexesAsItSaves || SearchUpkeep.By(ChangeTracker) is not { IsNothing: false } touched) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await SearchUpkeep.Update(this, touched);
        if (own is not null) await own.CommitAsync(cancellationToken);
        return saved;
    }

    /// <summary>Brings the schema up to date; of several that start at once one does it and the others wait.</summary>
    public abstract Task Migrate();

    /// <summary>What <see cref="Migrate"/> does under its lock. Where nothing is pending EF is not asked to migrate: it would build a second model of everything, to compare, at every start.</summary>
    protected async Task MigratePending()
    {
        if ((await Database.GetPendingMigrationsAsync()).Any()) await Database.MigrateAsync();
    }

    /// <summary>Lets one writer in at a time where the database would make them wait by polling.</summary>
    protected abstract ValueTask<IDisposable> EnterGate();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Converters.Configure(configurationBuilder);

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.AddInterceptors(StandstillGuard.Only, SpellsOut.Only);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CopDb).Assembly);
    }
}

public static class Locking
{
    /// <summary>
    /// The entity, its row held until the end of the transaction. Only inside <see cref="CopDb.Write{T}"/>, before it is
    /// read otherwise; <paramref name="with"/> adds what comes along.
    /// </summary>
    public static async Task<T?> ForUpdate<T>(this DbSet<T> set, Id<T> id, Func<IQueryable<T>, IQueryable<T>>? with = null) where T : class
    {
        var db = (CopDb)set.GetService<ICurrentDbContext>().Context;
        await db.Lock(set.EntityType.GetTableName()!, id.Value);
        var query = with is null ? set : with(set);
        return await query.SingleOrDefaultAsync(e => EF.Property<Id<T>>(e, "Id") == id);
    }
}
