using System.Text;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Moderation;
using CoP.Web.Features.Calendars.Choices;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using CoP.Web.Mail.Incoming;
using CoP.Web.Tests.CoReflection;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>What members and others send to the mailbox, through a real Postfix into a real Dovecot, and what the site makes of it.</summary>
public abstract class IncomingTests(IncomingSite site)
{
    [Fact]
    public async Task An_answer_is_posted_once_under_the_readers_name_and_without_what_it_quotes()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        Assert.Contains("Your words are posted in the discussion", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody reads mail", letter.TextBody, StringComparison.Ordinal);
        var answer = Answer(ben, letter, "We tried that, too.\n\nIt helped.\n\nOn Monday somebody wrote:\n> Something new.\n> Read it\n\n-- \nBen\n555 0100");
        await site.Send(answer);
        await site.Send(answer);
        await site.ReadMail();
        var post = await Posted(thread, ben);
        Assert.Equal("We tried that, too.\n\nIt helped.", post.Body.Source);
        Assert.Equal(1, post.InReplyTo);
        Assert.Empty(await site.Left());
        Assert.DoesNotContain(await site.Mail(ben), m => m.Subject == About);
        // A mailbox that is numbered anew is read again, and nothing of it is posted again.
        await site.Write(async db => (await db.Set<IncomingMailbox>().SingleAsync()).Number(1));
        await site.Send(answer);
        await site.ReadMail();
        Assert.Equal(2, await Replies(thread));
        // The letter of Ben's answer can be answered in turn.
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotEqual(letter.ReplyTo.ToString(), (await site.Mail(ana))[^1].ReplyTo.ToString());
    }

    [Fact]
    public async Task What_nobody_vouches_for_becomes_a_draft_and_its_author_is_told()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        foreach (var note in (string?[])[null, $"mx.elsewhere.example; dmarc=pass header.from=cop.example", $"{IncomingSite.Authority}; dmarc=fail header.from=cop.example", $"{IncomingSite.Authority}; dkim=pass header.d=evil.example", "nonsense;;;=="])
            await site.Send(Answer(ben, letter, "Written by whoever has the letter.", note));
        // A forged note below the server's own.
        var forged = Answer(ben, letter, "Written by whoever has the letter.", $"{IncomingSite.Authority}; dmarc=fail header.from=cop.example");
        forged.Headers.Add("Authentication-Results", $"{IncomingSite.Authority}; dmarc=pass header.from=cop.example");
        await site.Send(forged);
        await site.ReadMail();
        Assert.Equal(1, await Replies(thread));
        Assert.Equal("Written by whoever has the letter.", (await Draft(thread, ben))?.Body);
        Assert.All((await site.Mail(ben)).Where(m => m.Subject == About), m => Assert.Contains("/drafts", m.TextBody, StringComparison.Ordinal));
        Assert.Equal(6, (await site.Mail(ben)).Count(m => m.Subject == About));
    }

    [Fact]
    public async Task Whoever_has_a_letter_of_another_writes_nothing_with_it()
    {
        var (ana, ben, eve) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        await site.Send(Answer(eve, letter, "It is me, Ben."));
        var two = Answer(eve, letter, "It is both of us.");
        two.From.Add(new MailboxAddress("", ben.Email));
        await site.Send(two);
        var wrong = Answer(ben, letter, "To an address that nobody was given.");
        wrong.To.Clear();
        wrong.To.Add(MailboxAddress.Parse(site.Own.Replace("@", "+" + new string('a', 26) + "@", StringComparison.Ordinal)));
        await site.Send(wrong);
        await site.ReadMail();
        Assert.Equal(1, await Replies(thread));
        Assert.Null(await Draft(thread, ben));
        Assert.Null(await Draft(thread, eve));
        Assert.Single(await site.Mail(ben), m => m.Subject == About);
        Assert.DoesNotContain(await site.Mail(eve), m => m.Subject == About);
        // What is not ours stays for whoever looks after the mailbox.
        Assert.Equal(2, (await site.Left()).Count);
        await site.Empty();
    }

    [Fact]
    public async Task An_address_ends_with_its_days_with_the_sight_of_the_thread_and_with_the_membership()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        await site.Write(db => db.Add(new Exclusion(ana.Id, ben.Id)));
        await site.Send(Answer(ben, letter, "After I was kept out."));
        await site.ReadMail();
        Assert.Contains("no longer there for you", (await site.Mail(ben))[^1].TextBody, StringComparison.Ordinal);
        await site.Write(db => db.Exclusions.Where(e => e.MemberId == ana.Id).ExecuteDeleteAsync());
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Suspend());
        await site.Send(Answer(ben, letter, "While I was suspended."));
        await site.ReadMail();
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Readmit());
        site.Clock.Advance(ReplyAddresses.Lasts.ToTimeSpan());
        await site.Send(Answer(ben, letter, "A month later."));
        await site.ReadMail();
        Assert.Equal(1, await Replies(thread));
        await site.Empty();
    }

    [Fact]
    public async Task Machines_are_never_posted_and_never_answered()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        foreach (var (name, value) in ((string, string)[])[("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"), ("X-Autoreply", "yes"), ("List-Id", "<x.example>"), ("X-Loop", site.Own), ("X-Auto-Response-Suppress", "All")])
            for (var n = 0; n < 5; n++)
            {
                var auto = Answer(ben, letter, "I am away until Monday.");
                auto.Headers.Add(name, value);
                await site.Send(auto);
            }
        await site.Send(Answer(ben, letter, "Your message could not be delivered."), returnPath: "");
        var own = Answer(ben, letter, "Came back.");
        own.MessageId = letter.MessageId!;
        await site.Send(own);
        var self = Answer(ben, letter, "Came back.");
        self.From.Clear();
        self.From.Add(MailboxAddress.Parse(site.Own));
        await site.Send(self);
        await site.ReadMail();
        Assert.Equal(1, await Replies(thread));
        Assert.DoesNotContain(await site.Mail(ben), m => m.Subject == About);
        Assert.Null(await Draft(thread, ben));
        Assert.Empty(await site.Left());
    }

    [Fact]
    public async Task What_the_site_would_ask_about_or_refuse_is_kept_as_a_draft_and_said_in_words()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        await site.Send(Answer(ben, letter, "Call him at 617 555 0134, he lives at 12 Main Street, apartment 4."));
        await site.ReadMail();
        Assert.Contains("we would like to ask you something", (await site.Mail(ben))[^1].TextBody, StringComparison.Ordinal);
        await site.Write(async db => (await db.Threads.SingleAsync(t => t.Id == thread)).Close(new Writer(ana.Id, null), site.Now));
        await site.Send(Answer(ben, letter, "After it was closed."));
        await site.ReadMail();
        Assert.Contains("is closed", (await site.Mail(ben))[^1].TextBody, StringComparison.Ordinal);
        Assert.Equal("Call him at 617 555 0134, he lives at 12 Main Street, apartment 4.\n\nAfter it was closed.", (await Draft(thread, ben))?.Body);
        await site.Send(Answer(ben, letter, "> only a quote"));
        await site.ReadMail();
        Assert.Contains("no words of yours", (await site.Mail(ben))[^1].TextBody, StringComparison.Ordinal);
        Assert.Equal(1, await Replies(thread));
        Assert.All((await site.Mail(ben)).Where(m => m.Subject == About), m => Assert.DoesNotContain("Neighbors", m.ToString(), StringComparison.Ordinal));
    }

    /// <summary>The mailbox and the database tell nobody who wrote without a name; nor does the letter that comes back.</summary>
    [Fact]
    public async Task Who_wrote_anonymously_there_is_asked_on_the_site_and_no_row_ties_them_to_it()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        for (var n = 0; n < 14; n++) await site.Add(Kind.Supporter);
        var thread = await site.NewThread(ana, "Neighbors");
        await using (var scope = site.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<PostReply>().To(thread, await site.Viewer(ben), "I would rather not say who I am.", "en", anonymous: true);
        await site.Reply(ana, thread, "Something new.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        var letter = (await site.Mail(ben))[^1];
        await site.Send(Answer(ben, letter, "This is mine as well."));
        await site.ReadMail();
        Assert.Equal(2, await Replies(thread));
        Assert.Equal("This is mine as well.", (await Draft(thread, ben))?.Body);
        Assert.Empty(await site.Left());
        Assert.False(await site.Read(db => db.Posts.AnyAsync(p => p.AuthorId == ben.Id)));
        Assert.False(await site.Read(db => db.Follows.AnyAsync(f => f.MemberId == ben.Id)));
        var told = await site.Read(db => db.Occasions.SingleAsync(o => o.Kind == LetterKind.MailAnswered && o.RecipientId == ben.Id));
        Assert.NotEqual(thread.Value, told.Item);
        Assert.DoesNotContain("name", (await site.Mail(ben))[^1].TextBody, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hostile_and_odd_mail_does_no_harm_and_holds_nothing_up()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        // Ten megabytes; nested thirty deep; a quote of fifty thousand lines; no body at all; HTML alone.
        var big = Answer(ben, letter, "Look at this picture.");
        big.Body = new Multipart("mixed") { big.Body!, new MimePart("image", "png") { Content = new MimeContent(new MemoryStream(new byte[10_000_000])), ContentTransferEncoding = ContentEncoding.Base64, FileName = "a.png", ContentDisposition = new ContentDisposition("attachment") } };
        await site.Send(big);
        var nested = Answer(ben, letter, "Deep down.");
        for (var n = 0; n < 60; n++) nested.Body = new Multipart("mixed") { nested.Body! };
        await site.Send(nested);
        await site.Send(Answer(ben, letter, "Above.\n" + string.Concat(Enumerable.Repeat("> and so on\n", 50_000))));
        var nothing = Answer(ben, letter, "");
        nothing.Body = new Multipart("mixed");
        await site.Send(nothing);
        var html = Answer(ben, letter, "");
        html.Body = new TextPart("html") { Text = "<html><head><style>p{}</style></head><body><p>Only <b>HTML</b> &amp; more.</p><p>Second.</p><div class=\"gmail_quote\">On Monday Ana wrote:<blockquote>quoted</blockquote></div><script>alert(1)</script></body></html>" };
        await site.Send(html);
        var file = Answer(ben, letter, "With a file.");
        file.Body = new Multipart("mixed") { file.Body!, new MimePart("application", "pdf") { Content = new MimeContent(new MemoryStream([1, 2, 3])), FileName = "a.pdf", ContentDisposition = new ContentDisposition("attachment") } };
        await site.Send(file);
        // A byte that one database does not keep.
        var zero = Answer(ben, letter, "");
        zero.Body = new MimePart("text", "plain") { Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes("Zero\0 and \ud800 more."))), ContentTransferEncoding = ContentEncoding.Base64 };
        await site.Send(zero);
        await site.ReadMail();
        var texts = await site.Read(db => db.Posts.Where(p => p.ThreadId == thread && p.AuthorId == ben.Id).OrderBy(p => p.Sequence).Select(p => p.Body.Source).ToListAsync());
        Assert.Equal(["Above.", "Only HTML & more.\n\nSecond.", "With a file.", "Zero and \ufffd more."], texts.Order(StringComparer.Ordinal));
        var said = (await site.Mail(ben)).Where(m => m.Subject == About).Select(m => m.TextBody!).ToList();
        foreach (var words in (string[])["too large", "were left out", "no words of yours"]) Assert.Contains(said, t => t.Contains(words, StringComparison.Ordinal));
        Assert.Empty(await site.Left());
    }

    [Fact]
    public async Task Much_in_a_short_time_waits_as_drafts_and_the_letters_about_it_end()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        for (var n = 0; n < 35; n++) await site.Send(Answer(ben, letter, $"Number {n} of many."));
        await site.ReadMail();
        Assert.Equal(20, await site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread && p.AuthorId == ben.Id)));
        var draft = (await Draft(thread, ben))!.Body;
        Assert.Equal(15, draft.Split("of many").Length - 1);
        Assert.Equal(IncomingDesk.MostAnswers, (await site.Mail(ben)).Count(m => m.Subject == About));
    }

    [Fact]
    public async Task Nothing_is_posted_twice_where_two_nodes_read_or_one_stops_between_posting_and_taking_out()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (thread, letter) = await Told(ana, ben);
        for (var n = 0; n < 8; n++) await site.Send(Answer(ben, letter, $"Answer {n}."));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.Rounds().Go(TestContext.Current.CancellationToken)));
        await site.ReadMail();
        Assert.Equal(8, await Replies(thread) - 1);

        // A node posts an answer, and stops before it takes that out of the mailbox.
        var last = Answer(ben, letter, "Answer 8.");
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<IncomingDesk>();
            Assert.Equal(Taken.Done, await desk.Take(new CoP.Web.Mail.Incoming.Arrival(last.Headers, "1"), () => Task.FromResult<MimeMessage?>(last), () => Task.FromResult(true)));
        }
        last = Answer(ben, letter, "Answer 8.", last.Headers["Authentication-Results"], last.MessageId);
        await site.Write(async db => (await db.Set<IncomingMailbox>().SingleAsync()).Lease(site.Now + Duration.FromMinutes(5), site.Now));
        await site.Send(last);
        Assert.Equal(0, await site.Rounds().Go(TestContext.Current.CancellationToken));
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.ReadMail();
        Assert.Equal(9, await Replies(thread) - 1);
        Assert.Empty(await site.Left());
    }

    [Fact]
    public async Task What_calendars_answer_goes_through_the_verbs_of_the_site()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        await site.Write(async db => (await db.CalendarChoicesOf(ben.Id)).Choose(Alarm.None, invitations: true));
        var group = await site.NewGroup(ana, 3, ben);
        await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<SessionInvitations>().Go();
        var invited = (await site.Mail(ben))[^1];
        var text = invited.BodyParts.OfType<TextPart>().Single(p => p.ContentType.IsMimeType("text", "calendar")).Text;
        Assert.Contains("RSVP=TRUE", text.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var uid = (await site.Group(group)).Series.Single().Uid;
        var session = await site.NextSession(group);
        var when = new SessionKey(session.Original).ToString() + "00";
        await site.Send(CalendarAnswer(ben, uid, "DECLINED", $"RECURRENCE-ID;TZID=America/New_York:{when}"));
        await site.ReadMail();
        Assert.Equal([ben.Id], await site.Read(db => db.SessionAbsences.Where(a => a.GroupId == group).Select(a => a.MemberId).ToListAsync()));
        // In UTC, with a machine's headers, in a part of its own: as Google sends it.
        var utc = session.Slot.StartsAt.InUtc().LocalDateTime.ToString("uuuuMMdd'T'HHmmss", null) + "Z";
        var google = CalendarAnswer(ben, uid, "ACCEPTED", $"RECURRENCE-ID:{utc}");
        google.Headers.Add("Auto-Submitted", "auto-generated");
        await site.Send(google);
        await site.ReadMail();
        Assert.False(await site.Read(db => db.SessionAbsences.AnyAsync(a => a.GroupId == group)));
        // All of them at once; not from the member; not vouched for.
        await site.Send(CalendarAnswer(ben, uid, "DECLINED", null));
        await site.Send(CalendarAnswer(ana, uid, "DECLINED", $"RECURRENCE-ID:{utc}"));
        var unproven = CalendarAnswer(ben, uid, "DECLINED", $"RECURRENCE-ID:{utc}");
        unproven.Headers.RemoveAll(HeaderId.AuthenticationResults);
        await site.Send(unproven);
        await site.ReadMail();
        Assert.False(await site.Read(db => db.SessionAbsences.AnyAsync(a => a.GroupId == group)));
        var said = (await site.Mail(ben)).Where(m => m.Subject == About).Select(m => m.TextBody!).ToList();
        Assert.Contains(said, t => t.Contains("all sessions of a group at once", StringComparison.Ordinal));
        Assert.Contains(said, t => t.Contains("did not show us that it is from you", StringComparison.Ordinal));

        var meeting = await site.Announced(20);
        foreach (var (word, answer) in ((string, CoP.Domain.Meetings.Answer)[])[("TENTATIVE", CoP.Domain.Meetings.Answer.Maybe), ("DECLINED", CoP.Domain.Meetings.Answer.No), ("ACCEPTED", CoP.Domain.Meetings.Answer.Yes)])
        {
            await site.Send(CalendarAnswer(ben, $"meeting-{meeting.Value:N}@peer-supervision-cop", word, null));
            await site.ReadMail();
            Assert.Equal(answer, await site.Read(db => db.Rsvps.Where(r => r.MeetingId == meeting && r.MemberId == ben.Id).Select(r => r.Answer).SingleAsync()));
        }
        await site.Change(meeting, (m, now) => m.Cancel("Snow", now));
        await site.Send(CalendarAnswer(ben, $"meeting-{meeting.Value:N}@peer-supervision-cop", "DECLINED", null));
        await site.ReadMail();
        Assert.Contains("called off or has begun", (await site.Mail(ben))[^1].TextBody, StringComparison.Ordinal);
        await site.Empty();
    }

    const string About = "About the mail that you sent us";

    async Task<(Id<Thread> Thread, MimeMessage Letter)> Told(Joined author, Joined reader)
    {
        var thread = await site.NewThread(author, "Neighbors");
        await site.Follow(reader, thread);
        await site.Reply(author, thread, "Something new.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        return (thread, (await site.Mail(reader))[^1]);
    }

    static MimeMessage Answer(Joined from, MimeMessage letter, string text, string? note = IncomingSite.Authority + "; dmarc=pass header.from=cop.example", string? id = null)
    {
        var answer = new MimeMessage { Subject = "Re: " + letter.Subject, InReplyTo = letter.MessageId, Body = new TextPart("plain") { Text = text } };
        answer.MessageId = id ?? $"{Guid.NewGuid():N}@mail.example";
        answer.From.Add(new MailboxAddress(from.Name, from.Email));
        answer.To.AddRange(letter.ReplyTo);
        if (note is not null) answer.Headers.Insert(0, "Authentication-Results", note);
        return answer;
    }

    MimeMessage CalendarAnswer(Joined from, string uid, string says, string? recurrence)
    {
        var text = string.Join("\r\n", (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", "METHOD:REPLY", "BEGIN:VEVENT", "UID:" + uid, .. recurrence is null ? Array.Empty<string>() : [recurrence], "SEQUENCE:0",
            $"ATTENDEE;CN=\"A: b; c\";PARTSTAT={says}:mailto:", " " + from.Email.ToUpperInvariant(), "BEGIN:VALARM", "UID:other", "END:VALARM", "END:VEVENT", "END:VCALENDAR", ""]);
        var part = new TextPart("calendar") { Text = text };
        part.ContentType.Parameters["method"] = "REPLY";
        var message = new MimeMessage { Subject = "Accepted", MessageId = $"{Guid.NewGuid():N}@mail.example", Body = new MultipartAlternative { new TextPart("plain") { Text = "See calendar" }, part } };
        message.From.Add(new MailboxAddress(from.Name, from.Email));
        message.To.Add(MailboxAddress.Parse(site.Own));
        message.Headers.Insert(0, "Authentication-Results", $"{IncomingSite.Authority}; dkim=pass header.d=cop.example");
        return message;
    }

    Task<Post> Posted(Id<Thread> thread, Joined author) => site.Read(db => db.Posts.AsNoTracking().SingleAsync(p => p.ThreadId == thread && p.AuthorId == author.Id));

    Task<int> Replies(Id<Thread> thread) => site.Read(db => db.Posts.CountAsync(p => p.ThreadId == thread && p.Sequence > 0));

    async Task<DraftText?> Draft(Id<Thread> thread, Joined member)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Drafts>().Of(member.Id, DraftKey.Reply(thread)))?.Text;
    }
}

/// <summary>A site that reads a mailbox of the tests' mail server; what it sends is looked at before it leaves.</summary>
public abstract class IncomingSite : Site
{
    /// <summary>Under which name the mail server is believed to note who is genuine.</summary>
    public const string Authority = "mx.cop.example";

    MailServer? server;

    protected IncomingSite(DatabaseKind kind) : base(kind) => Replace = services => services.AddSingleton<CoP.Web.Mail.Transport.IMailTransport>(new Postbag());

    /// <summary>The mailbox's address.</summary>
    public string Own { get; } = $"site-{Guid.NewGuid().ToString("N")[..12]}@cop.example";

    public override async ValueTask InitializeAsync()
    {
        server = await MailServer.Shared;
        (Settings["CoP:Mail:From"], Settings["CoP:Mail:Incoming:Host"], Settings["CoP:Mail:Incoming:Port"]) = ($"Community <{Own}>", "localhost", $"{server.ImapPort}");
        (Settings["CoP:Mail:Incoming:Security"], Settings["CoP:Mail:Incoming:User"], Settings["CoP:Mail:Incoming:Password"]) = ("None", Own, "secret");
        (Settings["CoP:Mail:Incoming:AuthenticatedBy"], Settings["CoP:RateLimits:Posts"]) = (Authority, "20");
        await base.InitializeAsync();
    }

    public IncomingRounds Rounds() => ActivatorUtilities.CreateInstance<IncomingRounds>(Services);

    public async Task Send(MimeMessage message, string? returnPath = null)
    {
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync("127.0.0.1", server!.SmtpPort, SecureSocketOptions.None);
        sent++;
        await smtp.SendAsync(message, new MailboxAddress("", returnPath ?? message.From.Mailboxes.First().Address), [MailboxAddress.Parse(message.To.Mailboxes.First().Address)]);
        await smtp.DisconnectAsync(quit: true);
    }

    int sent;

    /// <summary>Waits until all that was sent is in the mailbox, and has been read.</summary>
    public async Task ReadMail()
    {
        using var imap = await Imap();
        await Until(async () =>
        {
            await Rounds().Go(TestContext.Current.CancellationToken);
            await imap.Inbox!.StatusAsync(MailKit.StatusItems.UidNext);
            var read = await Read(db => db.Set<IncomingMailbox>().Select(b => b.ReadTo).SingleAsync());
            return imap.Inbox.UidNext!.Value.Id >= sent + 1 && read + 1 >= imap.Inbox.UidNext.Value.Id && !await Read(db => db.Set<IncomingMailbox>().AnyAsync(b => b.LeasedUntil != null));
        }, "all mail is read");
    }

    /// <summary>What still lies in the mailbox.</summary>
    public async Task<IList<MailKit.UniqueId>> Left()
    {
        using var imap = await Imap();
        await imap.Inbox!.OpenAsync(MailKit.FolderAccess.ReadOnly);
        return await imap.Inbox.SearchAsync(MailKit.Search.SearchQuery.All);
    }

    /// <summary>Takes away what tests left for whoever looks after the mailbox.</summary>
    public async Task Empty()
    {
        using var imap = await Imap();
        await imap.Inbox!.OpenAsync(MailKit.FolderAccess.ReadWrite);
        await imap.Inbox.AddFlagsAsync(await imap.Inbox.SearchAsync(MailKit.Search.SearchQuery.All), MailKit.MessageFlags.Deleted, silent: true);
        await imap.Inbox.ExpungeAsync();
    }

    async Task<MailKit.Net.Imap.ImapClient> Imap()
    {
        var imap = new MailKit.Net.Imap.ImapClient();
        await imap.ConnectAsync("127.0.0.1", server!.ImapPort, SecureSocketOptions.None);
        await imap.AuthenticateAsync(Own, "secret");
        return imap;
    }
}

public sealed class SqliteIncomingSite() : IncomingSite(DatabaseKind.Sqlite);

public sealed class PostgresIncomingSite() : IncomingSite(DatabaseKind.Postgres);

public sealed class IncomingTestsOnSqlite(SqliteIncomingSite site) : IncomingTests(site), IClassFixture<SqliteIncomingSite>;

public sealed class IncomingTestsOnPostgres(PostgresIncomingSite site) : IncomingTests(site), IClassFixture<PostgresIncomingSite>;
