using System.Net.Sockets;
using CoP.Web.Data;
using CoP.Web.Hosting;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Mail.Incoming;

/// <summary>
/// Reads what is new in the mailbox over IMAP, by the numbers of messages and never by flags, which people and programs change. One node at a time, under
/// a lease; how far it came is kept in the transaction of what was done with each message, and only then is that taken out of the mailbox.
/// </summary>
public sealed class IncomingRounds(IServiceScopeFactory scopes, IOptions<MailSettings> options, TimeProvider clock, ILogger<IncomingRounds> log)
{
    /// <summary>Of what is larger only the head is read. Words are small; pictures belong on the site.</summary>
    internal const int Largest = 5 * 1024 * 1024;

    const int AtOnce = 100, MostTries = 3;

    static readonly Duration lease = Duration.FromMinutes(5);
    static readonly TimeSpan limit = TimeSpan.FromMinutes(2);

    // What is nested deeper than mail programs nest is left as it is.
    static readonly ParserOptions parsing = new() { MaxMimeDepth = 20 };

    readonly IncomingSettings settings = options.Value.Incoming;
    (uint Number, int Times) failing;

    /// <summary>Whether a server's certificate is believed that is not by the machine's own rules; for tests.</summary>
    internal System.Net.Security.RemoteCertificateValidationCallback? Trust { get; init; }

    Id<IncomingMailbox> Mailbox => new(StableKey.Of($"{settings.Host}\n{settings.User}\n{settings.Folder}"));

    /// <summary>Reads all that is new; how many messages that were ours it dealt with.</summary>
    public async Task<int> Go(CancellationToken stop = default)
    {
        if (!settings.IsOn || await Lease() is not { } fence) return 0;
        var reading = new Reading(fence);
        try
        {
            await Read(reading, stop);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or OperationCanceledException or ServiceNotConnectedException)
        {
            IncomingLog.Away(log, e.GetType().Name, e.Message);
        }
        finally
        {
            await Write(async db => (await db.Set<IncomingMailbox>().ForUpdate(Mailbox))?.Release(fence, reading.MayHaveLeft));
        }
        return reading.Done;
    }

    async Task Read(Reading reading, CancellationToken stop)
    {
        using var imap = new ImapClient { CheckCertificateRevocation = false, Timeout = (int)limit.TotalMilliseconds };
        if (Trust is not null) imap.ServerCertificateValidationCallback = Trust;
        await imap.ConnectAsync(settings.Host!, settings.PortInUse, settings.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        }, stop);
        await imap.AuthenticateAsync(settings.User!, settings.Password!, stop);
        var folder = string.Equals(settings.Folder, "INBOX", StringComparison.OrdinalIgnoreCase) ? imap.Inbox! : await imap.GetFolderAsync(settings.Folder, stop);
        await folder.OpenAsync(FolderAccess.ReadWrite, stop);
        var from = await Write(async db =>
        {
            var box = (await db.Set<IncomingMailbox>().ForUpdate(Mailbox))!;
            box.Number(folder.UidValidity);
            return box.ReadTo;
        });
        while (!stop.IsCancellationRequested)
        {
            // "n:*" always names the last message, however small its number.
            var ids = (await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId((uint)from + 1), UniqueId.MaxValue)), stop)).Where(id => id.Id > from).OrderBy(id => id.Id).Take(AtOnce).ToList();
            if (ids.Count == 0) break;
            var heads = await folder.FetchAsync(ids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Size, new HashSet<string>(Arrival.Wanted, StringComparer.OrdinalIgnoreCase)), stop);
            foreach (var head in heads.OrderBy(h => h.UniqueId.Id))
            {
                if (stop.IsCancellationRequested) break;
                if (await Take(folder, head, reading.Fence, stop) is not { } taken) return;
                if (taken != Taken.Done) continue;
                reading.MayHaveLeft = true;
                await folder.StoreAsync(head.UniqueId, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, stop);
                await folder.ExpungeAsync([head.UniqueId], stop);
                reading.MayHaveLeft = false;
                reading.Done++;
            }
            from = ids[^1].Id;
        }
        await imap.DisconnectAsync(quit: true, stop);
    }

    sealed class Reading(long fence)
    {
        public long Fence => fence;
        public int Done { get; set; }

        /// <summary>Whether something was dealt with that may still lie there.</summary>
        public bool MayHaveLeft { get; set; }
    }

    /// <summary>What became of a message; null where the mailbox is another node's by now.</summary>
    async Task<Taken?> Take(IMailFolder folder, IMessageSummary head, long fence, CancellationToken stop)
    {
        var held = true;
        var number = head.UniqueId.Id;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CopDb>();
            var taken = await scope.ServiceProvider.GetRequiredService<IncomingDesk>().Take(new Arrival(head.Headers ?? [], $"{folder.UidValidity}.{number}"), Whole, () => Reach(db));
            return held ? taken : null;
        }
        // A database or a line that is away comes back. But one message that fails again and again must not hold up those behind it: it stays, and is passed over.
        catch (Exception e) when (e is not OperationCanceledException && Fails(number))
        {
            IncomingLog.Unreadable(log, number, e);
            await Write(Reach);
            return held ? Taken.Left : null;
        }

        async Task<MimeMessage?> Whole()
        {
            if (head.Size > Largest) return null;
            await using var stream = await folder.GetStreamAsync(head.UniqueId, 0, Largest, stop);
            return await MimeMessage.LoadAsync(parsing, stream, stop);
        }

        async Task<bool> Reach(CopDb db)
        {
            var box = (await db.Set<IncomingMailbox>().ForUpdate(Mailbox))!;
            if (!(held = box.Hold(fence, clock.Now() + lease))) return false;
            box.Reach(number);
            return true;
        }
    }

    bool Fails(uint number)
    {
        failing = failing.Number == number ? (number, failing.Times + 1) : (number, 1);
        return failing.Times >= MostTries;
    }

    async Task<long?> Lease()
    {
        try
        {
            return await Write(async db =>
            {
                var box = await db.Set<IncomingMailbox>().ForUpdate(Mailbox);
                if (box is null) db.Add(box = new IncomingMailbox(Mailbox));
                return box.Lease(clock.Now() + lease, clock.Now());
            });
        }
        catch (DbUpdateException)
        {
            // Another node read it for the first time in the same moment.
            return null;
        }
    }

    async Task<T> Write<T>(Func<CopDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        return await db.Write(() => work(db));
    }
}

static partial class IncomingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The mailbox could not be read ({Kind}): {Words}. It is tried again.")]
    public static partial void Away(ILogger log, string kind, string words);

    // Its number alone: whose it is and what it says is nobody's to read here.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Number} of the mailbox could not be read, and was passed over.")]
    public static partial void Unreadable(ILogger log, uint number, Exception e);
}
