using System.Collections.Concurrent;
using CoP.Web.Mail;
using CoP.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace CoP.Web.Tests.Mail;

/// <summary>Takes what a site sends, as it would have gone over the wire.</summary>
internal sealed class Postbag : IMailTransport
{
    readonly ConcurrentQueue<MimeMessage> taken = new();

    /// <summary>No server answers for now.</summary>
    public bool IsAway { get; set; }

    /// <summary>An address that the server refuses for good.</summary>
    public string? Refused { get; set; }

    public async Task<Handover> Send(MimeMessage message, CancellationToken cancel)
    {
        if (IsAway) return new Handover.Later(HandoverStage.Connect, "No answer");
        if (message.To.Mailboxes.Single().Address == Refused) return new Handover.Refused(HandoverStage.Recipient, "550 no such mailbox");
        using var wire = new MemoryStream();
        await message.WriteToAsync(wire, cancel);
        wire.Position = 0;
        taken.Enqueue(await MimeMessage.LoadAsync(wire, cancel));
        return new Handover.Sent("250 ok");
    }

    public List<MimeMessage> To(Joined member) => [.. taken.Where(m => m.To.Mailboxes.Single().Address == member.Email)];
}

/// <summary>A site on SQLite whose mail is looked at before it leaves.</summary>
public sealed class SqlitePostSite : Site
{
    public SqlitePostSite() : base(CoP.Web.Hosting.DatabaseKind.Sqlite) => Replace = services => services.AddSingleton<IMailTransport>(new Postbag());
}

/// <summary>A site on PostgreSQL whose mail is looked at before it leaves.</summary>
public sealed class PostgresPostSite : Site
{
    public PostgresPostSite() : base(CoP.Web.Hosting.DatabaseKind.Postgres) => Replace = services => services.AddSingleton<IMailTransport>(new Postbag());
}

internal static class Posting
{
    /// <summary>Lets the site send all that is due, and says what a member has had so far, the oldest first.</summary>
    public static async Task<List<MimeMessage>> Mail(this Site site, Joined member)
    {
        await site.Post();
        return ((Postbag)site.Services.GetRequiredService<IMailTransport>()).To(member);
    }

    public static async Task Post(this Site site)
    {
        var room = site.Services.GetRequiredService<PostRoom>();
        // The site's own loop may have taken some: then they are in hand, and soon gone.
        await Site.Until(async () =>
        {
            await room.Work(CancellationToken.None);
            var now = site.Now;
            return !await site.Read(async db => await db.Occasions.AnyAsync(o => o.FannedOutAt == null && o.DueAt <= now)
                || await db.Letters.AnyAsync(l => l.State == LetterState.Waiting && l.DueAt <= now));
        }, "all letters are sent");
    }

    /// <summary>Moves the clock to a moment, and plans what is due then, as the site's own loop would at its next minute.</summary>
    public static async Task RemindAt(this Site site, NodaTime.Instant moment)
    {
        site.Clock.Advance((moment - site.Now).ToTimeSpan());
        await site.Remind();
    }

    public static async Task Remind(this Site site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReminderPlanner>().Plan();
        await site.Post();
    }
}
