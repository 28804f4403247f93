using System.Collections.Concurrent;
using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>A database, any number of post rooms on it, and a mail server that does as it is told; the clock is ours.</summary>
internal sealed class PostOffice : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly TestDatabase database;

    PostOffice(ServiceProvider services, TestDatabase database) => (this.services, this.database) = (services, database);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2027, 1, 5, 12, 0, 0, TimeSpan.Zero));

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <summary>Message-IDs in the order in which they were handed over, successfully or not.</summary>
    public ConcurrentQueue<string> Offered { get; } = new();

    /// <summary>What the server says to the nth offer.</summary>
    public Func<int, MimeMessage, Task<Handover>> Server { get; set; } = (_, _) => Task.FromResult<Handover>(new Handover.Sent("250 ok"));

    /// <summary>What the composer says of a letter; null for "may go".</summary>
    public Func<Guid, Composition?> Say { get; set; } = _ => null;

    public List<Guid> Recipients { get; } = [];

    /// <summary>The address of a recipient.</summary>
    public Func<Guid, string> Address { get; set; } = id => $"{id:N}@cop.example";

    /// <summary>Who the recipients of an occasion are found to be; throws where a composer would.</summary>
    public Func<Occasion, IReadOnlyCollection<Guid>>? Find { get; set; }

    public static async Task<PostOffice> Open(DatabaseKind on)
    {
        var builder = new ServiceCollection();
        PostOffice? self = null;
        var fresh = await TestDatabase.New(on);
        builder.AddScoped(_ => fresh.Open());
        foreach (var kind in Enum.GetValues<LetterKind>()) builder.AddKeyedScoped<Composer>(kind, (_, _) => new Told(self!));
        return self = new PostOffice(builder.BuildServiceProvider(), fresh);
    }

    /// <summary>One node's post room, with a clock that may differ from that of the others.</summary>
    public PostRoom Room(int connections = 1, TimeProvider? clock = null, int? perMinute = null, int? perHost = null, IMailTransport? transport = null)
    {
        var settings = Options.Create(new MailSettings { Connections = connections, PerMinute = perMinute, PerHostPerMinute = perHost });
        return new(services.GetRequiredService<IServiceScopeFactory>(), transport ?? new Told.Transport(this), new MailPace(settings, clock ?? Clock), settings, clock ?? Clock, NullLogger<PostRoom>.Instance);
    }

    /// <summary>A node takes a letter and is gone while it hands it over.</summary>
    public async Task Die()
    {
        var before = Server;
        var (handing, never) = (new TaskCompletionSource(), new TaskCompletionSource<Handover>());
        Server = (_, _) =>
        {
            handing.TrySetResult();
            return never.Task;
        };
        var node = Task.Run(() => Room().Work(CancellationToken.None));
        await Task.WhenAny(handing.Task, node);
        Server = before;
    }

    public async Task Tell(params Occasion[] occasions)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        await db.Write(() =>
        {
            foreach (var occasion in occasions) db.Tell(occasion);
            return Task.CompletedTask;
        });
    }

    public async Task<List<Letter>> Letters()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CopDb>().Letters.AsNoTracking().OrderBy(l => l.Id).ToListAsync();
    }

    public async Task<List<Occasion>> Occasions()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CopDb>().Occasions.AsNoTracking().ToListAsync();
    }

    public async Task Write(Func<CopDb, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CopDb>();
        await db.Write(() => work(db));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        database.Release();
    }

    // A kind of letter of its own, as every kind is.
    sealed class Told(PostOffice office) : Composer
    {
        public override Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) => Task.FromResult(office.Find?.Invoke(occasion) ?? office.Recipients);

        public override Task<Composition> Compose(Occasion occasion, Guid recipient) => Task.FromResult(office.Say(recipient) ?? new Composition.Ready(new MimeMessage(
            [MailboxAddress.Parse("community@cop.example")], [MailboxAddress.Parse(office.Address(recipient))], "Told", new TextPart("plain") { Text = "One\nTwo\nThree\n" })
        { MessageId = $"{occasion.Id}.{new Id<Member>(recipient)}@cop.example" }));

        internal sealed class Transport(PostOffice office) : IMailTransport
        {
            int offers;

            public async Task<Handover> Send(MimeMessage message, CancellationToken cancel)
            {
                office.Offered.Enqueue(message.MessageId!);
                return await office.Server(Interlocked.Increment(ref offers), message);
            }
        }
    }
}

/// <summary>A clock that somebody sets; what it measures, it measures as before.</summary>
internal sealed class SettableClock(TimeProvider clock) : TimeProvider
{
    TimeSpan shift;

    public void Set(Duration by) => shift += by.ToTimeSpan();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + shift;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
