using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CoP.Web.Operations.Checkup;

/// <summary>Looks at all that the site needs, changes nothing, and says of each thing whether it is well.</summary>
public sealed class DoctorCommand() : SiteCommand("doctor", "Looks at settings, files, certificates, disk, database, clock and mail server, and says what is wrong and what to do. Changes nothing, sends nothing.")
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    public override bool Accepts(WebApplicationBuilder builder)
    {
        var problems = StartChecks.Problems(builder.Configuration, builder.Environment).ToList();
        foreach (var problem in problems) Console.WriteLine(Finding.Wrong("settings", problem));
        if (problems.Count > 0) Progress("The rest is looked at once the settings are right.");
        return problems.Count == 0;
    }

    public override async Task<int> Run(WebApplication app, ParseResult given, CancellationToken cancel)
    {
        var worst = Verdict.Well;
        await foreach (var finding in Findings(app, cancel))
        {
            Console.WriteLine(finding);
            if (finding.Verdict > worst) worst = finding.Verdict;
        }
        return worst == Verdict.Wrong ? Commands.Failed : Commands.Done;
    }

    static async IAsyncEnumerable<Finding> Findings(WebApplication app, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return Settings(app);
        foreach (var finding in SecretFiles.Look(app.Configuration, app.Environment)) yield return finding;
        foreach (var finding in Certificates.Look(app.Configuration, app.Services.GetRequiredService<TimeProvider>().GetUtcNow())) yield return finding;
        yield return Room(app.Configuration);
        foreach (var finding in await InTime(limit => Database(app, limit), cancel)) yield return finding;
        Progress("asking the mail server");
        yield return await Mail(app.Services, cancel);
    }

    static Finding Settings(WebApplication app)
    {
        try
        {
            _ = app.Services.GetRequiredService<IOptions<MailSettings>>().Value;
            return Finding.Well("settings", $"{app.Environment.EnvironmentName}, {app.Configuration["CoP:BaseAddress"] ?? "no address"}");
        }
        catch (OptionsValidationException wrong)
        {
            return Finding.Wrong("settings", wrong.Message);
        }
    }

    static Finding Room(IConfiguration settings)
    {
        var file = Disk.DatabaseFile(settings);
        var free = Disk.FreeAt(file ?? Path.GetTempPath());
        var words = $"{Megabytes(free)} free {(file is null ? $"in {Path.GetTempPath()}, where backups are made" : $"where {file} lies")}";
        if (free < Disk.Least) return Finding.Wrong("disk", words + $". Below {Megabytes(Disk.Least)} the site is not ready: make room.");
        // An update copies the database beside itself, and so does a backup.
        return file is not null && File.Exists(file) && free < 2 * new FileInfo(file).Length + Disk.Least
            ? Finding.Wrong("disk", words + ", too little for a copy of the database, which an update and a backup need. Make room.")
            : Finding.Well("disk", words);
    }

    static async Task<List<Finding>> Database(WebApplication app, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var found = new List<Finding>();
        // A file that is not there would be made by opening it.
        if (Disk.DatabaseFile(app.Configuration) is { } file && !File.Exists(file)) return [Finding.Note("database", $"{file} is not there yet. The first start makes it.")];
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        try
        {
            await db.Database.OpenConnectionAsync(cancel);
            found.Add(await Opened(db, cancel));
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
            var known = db.Database.GetMigrations().ToList();
            if (applied.Except(known, StringComparer.Ordinal).ToList() is { Count: > 0 } foreign)
                found.Add(Finding.Wrong("migrations", $"The database was brought up to date by a newer version ({foreign[^1]}). Install that one, or restore a backup from before."));
            else if (applied.Count < known.Count) found.Add(Finding.Note("migrations", $"{known.Count - applied.Count} of {known.Count} are to be applied; the next start does it."));
            else found.Add(Finding.Well("migrations", $"all {known.Count} applied"));
            if (applied.Count < known.Count) return found;
            await db.RequireFitting(scope.ServiceProvider.GetRequiredService<KeyEncryptionKey>(), app.Environment);
            found.Add(Finding.Well("key", $"{scope.ServiceProvider.GetRequiredService<KeyEncryptionKey>().Id} is the database's own"));
            found.Add(await Clock(db, app.Services.GetRequiredService<TimeProvider>(), cancel));
        }
        catch (StartRefused refused)
        {
            found.AddRange(refused.Problems.Select(problem => Finding.Wrong("key", problem)));
        }
        return found;
    }

    static async Task<Finding> Opened(CopDb db, CancellationToken cancel)
    {
        if (db is PostgresCopDb)
        {
            var there = (NpgsqlConnection)db.Database.GetDbConnection();
            var (readOnly, sync) = (await Scalar<string>(there, "SHOW transaction_read_only", cancel), await Scalar<string>(there, "SHOW synchronous_commit", cancel));
            if (readOnly == "on") return Finding.Wrong("database", $"PostgreSQL {there.PostgreSqlVersion} takes no changes: it is a standby, or read-only. Name the primary server in ConnectionStrings:CoP.");
            return sync == "off"
                ? Finding.Wrong("database", "synchronous_commit is off: a power cut takes back what members were told is saved. Set it on.")
                : Finding.Well("database", $"PostgreSQL {there.PostgreSqlVersion} at {there.Host}, database {there.Database}");
        }

        var connection = db.Database.GetDbConnection();
        if (await Scalar<string>(connection, "PRAGMA quick_check(1)", cancel) is not "ok" and { } damage)
            return Finding.Wrong("database", $"SQLite says: {damage}. Stop the site and restore the last backup.");
        try
        {
            await using var none = await connection.BeginTransactionAsync(cancel);
        }
        catch (DbException refused)
        {
            return Finding.Wrong("database", $"{connection.DataSource} takes no changes ({refused.Message}). Give it, and its folder, to the user that the site runs as.");
        }
        return Finding.Well("database", $"SQLite {connection.ServerVersion}, {connection.DataSource}, checked and writable");
    }

    /// <summary>Against the clock of the database's server, and against what the database remembers.</summary>
    static async Task<Finding> Clock(CopDb db, TimeProvider clock, CancellationToken cancel)
    {
        const double most = 2;
        if (db is PostgresCopDb)
        {
            var before = clock.GetUtcNow();
            var there = await Scalar<DateTime>(db.Database.GetDbConnection(), "SELECT clock_timestamp()", cancel);
            var after = clock.GetUtcNow();
            var off = (before + (after - before) / 2 - new DateTimeOffset(there, TimeSpan.Zero)).TotalSeconds;
            if (Math.Abs(off) > most) return Finding.Wrong("clock", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This machine is {off:0.0} s away from the database's. Have both keep the time (chrony, systemd-timesyncd)."));
        }

        var now = clock.Now();
        var last = new[] { await db.AuditTrail.MaxAsync(e => (Instant?)e.At, cancel), await db.Letters.MaxAsync(l => (Instant?)l.SetAt, cancel) }.Max();
        return last > now + Duration.FromMinutes(2)
            ? Finding.Wrong("clock", $"This machine says {now}, and the database remembers {last}. Have the machine keep the time (chrony, systemd-timesyncd).")
            : Finding.Well("clock", now.ToString());
    }

    static async Task<Finding> Mail(IServiceProvider services, CancellationToken cancel)
    {
        MailSettings settings;
        try
        {
            settings = services.GetRequiredService<IOptions<MailSettings>>().Value;
        }
        catch (OptionsValidationException)
        {
            return Finding.Note("mail", "is looked at once its settings are right");
        }

        if (services.GetRequiredService<IMailTransport>() is not SmtpTransport smtp) return Finding.Note("mail", "kept at /dev/mailbox: in Development nothing is sent");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        var at = $"{settings.Host}:{settings.PortInUse}";
        Handover outcome;
        try
        {
            outcome = await smtp.TryOut(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            outcome = new Handover.Later(HandoverStage.Connect, $"no answer within {patience.TotalSeconds:0} s");
        }

        return outcome switch
        {
            Handover.Sent => Finding.Well("mail", $"{at} answers ({(settings.Security == MailSecurity.None ? "not encrypted" : settings.Security)}{(string.IsNullOrEmpty(settings.User) ? "" : $", signed in as {settings.User}")})"),
            { Stage: HandoverStage.Connect } => Finding.Wrong("mail", $"{at} does not answer ({outcome.Reply}). Check CoP:Mail:Host and Port, and that no firewall is between."),
            { Stage: HandoverStage.Secure } => Finding.Wrong("mail", $"{at} does not secure the line ({outcome.Reply}). Check CoP:Mail:Security, and that the certificate is for {settings.Host}."),
            { Stage: HandoverStage.Authenticate } => Finding.Wrong("mail", $"{at} does not let us in ({outcome.Reply}). Check CoP:Mail:User and Password."),
            _ => Finding.Wrong("mail", $"{at}: {outcome.Reply}"),
        };
    }

    static async Task<List<Finding>> InTime(Func<CancellationToken, Task<List<Finding>>> look, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            return await look(limit.Token);
        }
        catch (Exception unreachable) when (unreachable is DbException or SocketException or InvalidOperationException { InnerException: DbException } or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return [Finding.Wrong("database", $"cannot be opened ({unreachable.GetBaseException().Message}). Check ConnectionStrings:CoP, and that the server runs.")];
        }
    }

    static async Task<T> Scalar<T>(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }

    static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes >> 20:#,0} MB");
}
