using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Posts;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Moderation.FirstPosts;
using CoP.Web.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Mail.Incoming;

/// <summary>Why a member is written to about mail that they sent. The numbers are kept.</summary>
public enum MailAnswer
{
    /// <summary>Somebody should look at the text before it is posted: the site asks its author what mail cannot.</summary>
    NeedsLook = 1,

    /// <summary>Nobody vouches that it is from whom it says.</summary>
    Unproven = 2,

    /// <summary>It came from another address than the member's.</summary>
    NotYours = 3,

    /// <summary>Nothing was written in it.</summary>
    Empty = 4,

    /// <summary>The message is too large to be read.</summary>
    TooBig = 5,

    /// <summary>The text is longer than a post may be.</summary>
    TooLong = 6,

    /// <summary>The discussion takes no more replies.</summary>
    Closed = 7,

    /// <summary>The discussion is not there, or not theirs to read, any more.</summary>
    Gone = 8,

    /// <summary>They wrote much in a short time.</summary>
    TooFast = 9,

    /// <summary>They may not write for now.</summary>
    Paused = 10,

    /// <summary>Nobody writes there for now.</summary>
    Standstill = 11,

    /// <summary>It could not be taken as it is.</summary>
    NotTaken = 12,

    /// <summary>It waits for a moderator, as what new members write first does.</summary>
    Waits = 13,

    /// <summary>It was posted, and what was attached was left out.</summary>
    FilesLeftOut = 14,

    /// <summary>A calendar declined all sessions of a group, which only leaving it does.</summary>
    AllSessions = 15,

    /// <summary>A calendar answered for what has moved, or is over.</summary>
    AnswerTooLate = 16,

    /// <summary>A calendar answered, and nobody vouches for it.</summary>
    AnswerUnproven = 17,
}

/// <summary>What came of a message: whether it is ours and done with, so that the mailbox need not keep it.</summary>
public enum Taken
{
    /// <summary>Nothing to do with us: it stays for whoever looks after the mailbox.</summary>
    Left,

    /// <summary>Dealt with.</summary>
    Done,
}

/// <summary>
/// Takes what arrives by mail. A reply goes through the same verbs as the form of a thread and obeys the same rules; what cannot be posted becomes a
/// draft of its author, who is told so at the address that we know, never at the one it came from. Nothing here answers a machine.
/// </summary>
public sealed class IncomingDesk(
    CopDb db, ReplyAddresses addresses, CalendarAnswers calendars, Anonymity anonymity, CurrentMember me, PostReply postReply, FirstPosts firstPosts, Drafts drafts, KeyEncryptionKey secret,
    IOptions<MailSettings> settings, IOptions<CopSettings> site, SiteAddress address, TimeProvider clock)
{
    /// <summary>Nobody is written to more often than this in a day about mail that they sent.</summary>
    public const int MostAnswers = 10;

    readonly byte[] naming = secret.Derive("incoming mail");

    /// <summary>Takes one message; whatever is done is done in one transaction with <paramref name="mark"/>, and once.</summary>
    /// <param name="head">What its head says.</param>
    /// <param name="read">Fetches the whole; null where that is too large.</param>
    /// <param name="mark">Notes how far the mailbox is read; false where another node reads it by now.</param>
    public async Task<Taken> Take(Arrival head, Func<Task<MimeMessage?>> read, Func<Task<bool>> mark)
    {
        var sender = settings.Value.Sender;
        var own = settings.Value.Incoming.AddressFor(sender);
        var token = addresses.TokenIn(head.To);
        if (head.IsLoop(address.Base.Host, sender.Address, own.Address)) return await Mark(token is null ? Taken.Left : Taken.Done);
        if (token is null)
            return head.From is null ? await Mark(Taken.Left) : await TakeAnswer(head, read, mark);
        if (head.IsAutomatic) return await Mark(Taken.Done);
        var note = await addresses.Read(token);
        if (note is null || await CurrentMember.Find(db, await anonymity.Owner(db, new Id<Alias>(note.Recipient)) ?? new Id<Member>(note.Recipient)) is not { } member) return await Mark(Taken.Left);
        var key = KeyOf(head);
        if (await IsKnown(key)) return await Mark(Taken.Done);
        if (!await IsOf(member.Id, head.From!))
        {
            await Once(key, mark, () => Tell(member.Id, MailAnswer.NotYours));
            return Taken.Left;
        }
        (Id<Thread> Id, int? Answered)? thread = null;
        await Become(member.Id);
        using var speaking = new Speaking(member.Language);
        using var message = await read();
        if (message is null) return await Settle(MailAnswer.TooBig, null);
        var text = OwnWords.Of(message);
        if (text.Length == 0) return await Settle(MailAnswer.Empty, null);
        var post = await db.Posts.AsNoTracking().Where(p => p.Id == note.Post).Select(p => new { p.ThreadId, p.Sequence, IsThere = p.TakenBackAt == null && p.RemovedAt == null }).SingleOrDefaultAsync();
        if (post is null) return await Settle(MailAnswer.Gone, null);
        var answered = post is { IsThere: true, Sequence: > 0 } ? post.Sequence : (int?)null;
        thread = (post.ThreadId, answered);
        if (!await db.Threads.VisibleTo(db, member.Viewer).AnyAsync(t => t.Id == post.ThreadId)) return await Settle(MailAnswer.Gone, text);
        if (!head.IsGenuine(settings.Value.Incoming.AuthenticatedBy)) return await Settle(MailAnswer.Unproven, text);
        // Under which name is the author's to say, and mail cannot ask; the letter says no more than for any other question.
        if ((await anonymity.WriterIn(db, post.ThreadId, member.Id)).Alias is not null || Discretion.Look(text, member.Name).Count > 0) return await Settle(MailAnswer.NeedsLook, text);
        try
        {
            await Once(key, mark, async () =>
            {
                var input = new ReplyInput { Body = text, Language = member.Language, InReplyTo = answered, FormKey = key.ToString() };
                if (await firstPosts.Wait(member.Id))
                {
                    if (await firstPosts.Keep(post.ThreadId, input) is null) throw new RuleBrokenException("thread.removed");
                    await Tell(member.Id, MailAnswer.Waits);
                    return;
                }
                if (await postReply.To(post.ThreadId, member.Viewer, text, member.Language, answered, key) is null) throw new RuleBrokenException("thread.removed");
                if (OwnWords.HasFiles(message)) await Tell(member.Id, MailAnswer.FilesLeftOut);
            });
            return Taken.Done;
        }
        catch (RuleBrokenException broken)
        {
            return await Settle(ReasonOf(broken), text);
        }

        async Task<Taken> Mark(Taken taken)
        {
            await db.Write(mark);
            return taken;
        }

        // What is not posted is kept for its author where there is anything to keep, and they are told.
        async Task<Taken> Settle(MailAnswer why, string? words)
        {
            await Once(key, mark, async () => await Tell(member.Id, why, words is not null && thread is var (id, to) && await Keep(id, to, words)));
            return Taken.Done;
        }
    }

    /// <summary>Forgets what nobody sends again any more.</summary>
    public Task Tidy()
    {
        var before = clock.Now() - IncomingMail.Kept;
        return db.Write(() => db.Set<IncomingMail>().Where(m => m.At < before).ExecuteDeleteAsync());
    }

    // An answer of a calendar: machines write them, and so only the kinds of mail that are never a person's are passed over.
    async Task<Taken> TakeAnswer(Arrival head, Func<Task<MimeMessage?>> read, Func<Task<bool>> mark)
    {
        var key = KeyOf(head);
        if (await MemberAt(head.From!) is not { } who || await IsKnown(key) || await read() is not { } message) return await Left();
        using (message)
        {
            var replies = message.BodyParts.OfType<TextPart>().Where(p => p.ContentType.IsMimeType("text", "calendar")).SelectMany(p => Features.Calendars.CalendarReply.Read(p.Text, head.From!)).ToList();
            if (replies.Count == 0 || await CurrentMember.Find(db, who) is not { } member) return await Left();
            await Become(who);
            using var speaking = new Speaking(member.Language);
            try
            {
                await Once(key, mark, async () =>
                {
                    var why = head.IsGenuine(settings.Value.Incoming.AuthenticatedBy) ? await calendars.Take(member.Viewer, replies) : MailAnswer.AnswerUnproven;
                    if (why is { } reason) await Tell(who, reason);
                });
            }
            catch (RuleBrokenException)
            {
                // The group sleeps, or the last minute has passed.
                await Once(key, mark, () => Tell(who, MailAnswer.AnswerTooLate));
            }
            return Taken.Done;
        }

        async Task<Taken> Left()
        {
            await db.Write(mark);
            return Taken.Left;
        }
    }

    /// <summary>Does what there is to do with a message, notes that it was done and how far the mailbox is read; false where another node is at it.</summary>
    Task<bool> Once(Guid key, Func<Task<bool>> mark, Func<Task> work) => db.Write(async () =>
    {
        if (!await mark() || await db.Set<IncomingMail>().AnyAsync(m => m.Key == key)) return false;
        db.Add(new IncomingMail(key, Anonymous.DayOf(clock.Now())));
        await work();
        return true;
    });

    Task<bool> IsKnown(Guid key) => db.Set<IncomingMail>().AnyAsync(m => m.Key == key);

    // It names no thread, whoever wrote: what was kept where, only its author's drafts say.
    async Task Tell(Id<Member> member, MailAnswer why, bool kept = false)
    {
        var since = clock.Now() - Duration.FromDays(1);
        if (await db.Occasions.CountAsync(o => o.Kind == LetterKind.MailAnswered && o.RecipientId == member && o.DueAt > since) >= MostAnswers) return;
        db.Tell(Occasion.Of(LetterKind.MailAnswered, Guid.NewGuid(), MailAnswerLetter.Edition(why, kept), clock.Now(), member));
    }

    // Beside what lies there already: nothing is lost.
    async Task<bool> Keep(Id<Thread> thread, int? answered, string text)
    {
        var key = DraftKey.Reply(thread);
        var there = await drafts.Of(me.Id, key);
        var fields = new Dictionary<string, string>(there?.Text.Fields ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        var before = there?.Text.Body.Trim() ?? "";
        fields["Body"] = before.Length == 0 ? text : before.Contains(text, StringComparison.Ordinal) ? before : $"{before}\n\n{text}";
        if (there is null && answered is { } to) fields["InReplyTo"] = to.ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            return fields["Body"].Length <= DraftText.Limit && await drafts.Keep(me.Id, key, new DraftText(key.Text, fields, there?.Text.Other), there?.Version ?? 0) is not null;
        }
        catch (RuleBrokenException)
        {
            // As many drafts as one may have.
            return false;
        }
    }

    static MailAnswer ReasonOf(RuleBrokenException broken) => broken.Key switch
    {
        "thread.closed" => MailAnswer.Closed,
        "thread.takenBack" or "thread.removed" => MailAnswer.Gone,
        "post.long" => MailAnswer.TooLong,
        var key when key.StartsWith("pace.", StringComparison.Ordinal) || key == "submission.most" => MailAnswer.TooFast,
        var key when key.StartsWith("pause.", StringComparison.Ordinal) => MailAnswer.Paused,
        var key when key.StartsWith("standstill.", StringComparison.Ordinal) => MailAnswer.Standstill,
        _ => MailAnswer.NotTaken,
    };

    Task Become(Id<Member> member) => me.Load(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, member.Value.ToString())])), db, site.Value.TimeZone);

    async Task<Id<Member>?> MemberAt(string email)
    {
        var normalized = email.ToUpperInvariant();
        return await db.Users.Where(a => a.NormalizedEmail == normalized).Select(a => (Guid?)a.Id).SingleOrDefaultAsync() is { } id ? new Id<Member>(id) : null;
    }

    async Task<bool> IsOf(Id<Member> member, string email) => await MemberAt(email) == member;

    Guid KeyOf(Arrival head) => new(HMACSHA256.HashData(naming, Encoding.UTF8.GetBytes($"{head.From?.ToLowerInvariant()}\n{head.MessageId}")).AsSpan(0, 16));
}
