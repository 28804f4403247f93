using CoP.Web.Features.CoReflection;
using CoP.Domain.CoReflection;
using CoP.Domain.Calendars;
using System.Text;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Members.SignIn;
using CoP.Web.Mail;
using Ical.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Mail;

public abstract class LetterTests(Site site)
{
    [Fact]
    public async Task An_announcement_carries_the_meeting_for_the_calendar_last_among_equals_and_as_a_file()
    {
        var ana = await site.Add(Kind.Supporter, m => m with { Name = "Ana <b>& Co</b>" });
        var id = await site.Announced(20);
        var letter = Assert.Single(await site.Mail(ana));
        var mixed = Assert.IsType<Multipart>(letter.Body);
        var alternatives = Assert.IsType<MultipartAlternative>(mixed[0]);
        Assert.Equal(["text/plain", "text/html", "text/calendar"], alternatives.Select(p => p.ContentType.MimeType));
        Assert.Equal("REQUEST", alternatives[2].ContentType.Parameters["method"]);
        Assert.Equal("invite.ics", Assert.Single(letter.Attachments).ContentDisposition!.FileName);

        var calendar = Calendar.Load(((TextPart)alternatives[2]).Text)!;
        var entry = Assert.Single(calendar.Events);
        Assert.Equal("REQUEST", calendar.Method);
        Assert.Equal("mailto:" + letter.From.Mailboxes.Single().Address, entry.Organizer!.Value!.ToString());
        Assert.Equal("mailto:" + ana.Email, Assert.Single(entry.Attendees).Value!.ToString());
        Assert.Equal((await site.Meeting(id)).Slot.StartsAt.ToDateTimeUtc(), entry.Start!.AsUtc);
        Assert.DoesNotContain("<b>", letter.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", letter.HtmlBody, StringComparison.Ordinal);
        Assert.Equal($"/meetings/{id}", letter.Link("/meetings/"));
    }

    [Fact]
    public async Task A_moved_and_then_cancelled_meeting_is_the_same_entry_with_a_higher_sequence()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        await site.Mail(ana);
        await site.Change(id, (meeting, now) => meeting.Move(World.FirstPossible(meeting.Slot.Start.Date.PlusDays(1)), now));
        await site.Mail(ana);
        await site.Change(id, (meeting, now) => meeting.Cancel("The facilitators are ill.", now));
        var entries = (await site.Mail(ana)).ConvertAll(m => Calendar.Load(Encoding.UTF8.GetString(Bytes(m.BodyParts.OfType<TextPart>().Last())))!);
        Assert.Equal(["REQUEST", "REQUEST", "CANCEL"], entries.Select(c => c.Method));
        Assert.Single(entries.Select(c => c.Events.Single().Uid).Distinct());
        Assert.Equal([0, 1, 2], entries.Select(c => c.Events.Single().Sequence - entries[0].Events.Single().Sequence));
        Assert.Equal("CANCELLED", entries[2].Events.Single().Status);
    }

    [Fact]
    public async Task A_member_reads_their_own_language_and_clock()
    {
        var luz = await site.Add(Kind.Supervisor, m => m with { Language = "es", ZoneId = "America/Los_Angeles" });
        await site.Announced(20);
        var letter = Assert.Single(await site.Mail(luz));
        Assert.StartsWith("Reunión de la comunidad el", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("7:00", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"es\">", letter.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("es", ((Multipart)letter.Body!)[0].Headers[HeaderId.ContentLanguage]);
    }

    [Fact]
    public async Task A_letter_overtaken_by_a_change_is_not_sent()
    {
        var ana = await site.Add(Kind.Supporter);
        var id = await site.Announced(20);
        await site.Mail(ana);
        await site.Write(db => db.Tell(Occasion.Of(LetterKind.MeetingMoved, id.Value, 1, site.Now)));
        await site.Write(db => db.Tell(Occasion.Of(LetterKind.MeetingMoved, id.Value, 2, site.Now)));
        Assert.Equal(2, (await site.Mail(ana)).Count);
        Assert.Equal(nameof(VoidReason.Superseded), await site.Read(db => db.Letters.Where(l => l.Recipient == ana.Id.Value && l.State == LetterState.Void).Select(l => l.Outcome).SingleAsync()));
    }

    [Fact]
    public async Task A_reply_says_nothing_of_itself_until_the_reader_asks_for_more()
    {
        var (ana, ben, cleo) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        await site.Write(async db => (await db.ChoicesOf(cleo.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        var thread = await site.NewThread(ana, "A secret <i>title</i>");
        await site.Follow(cleo, thread);
        var posted = await site.Reply(ben, thread, "Private words, *and* <script>alert(1)</script>");
        Assert.Empty(await site.Mail(ana));
        site.Clock.Advance(TimeSpan.FromMinutes(5));

        var plain = Assert.Single(await site.Mail(ana));
        Assert.Equal("A new reply in a discussion you follow", plain.Subject);
        foreach (var word in (string[])["secret", "private words", ben.Name]) Assert.DoesNotContain(word, plain.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal($"/threads/{thread}", plain.Link("/threads/").Split('#')[0]);

        var detailed = Assert.Single(await site.Mail(cleo));
        Assert.Equal(plain.Subject, detailed.Subject);
        Assert.Contains("Private words", detailed.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", detailed.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", detailed.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(plain.MessageId, detailed.MessageId);
        Assert.Empty(await site.Mail(ben));
        Assert.Equal($"post.{posted.Id}@localhost", plain.MessageId);
        Assert.Equal("<discussions.localhost>", plain.Headers[HeaderId.ListId]);
    }

    [Fact]
    public async Task Replies_thread_under_the_opening_and_under_what_they_answer()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ana, "Threading");
        var first = await site.Reply(ben, thread, "First.");
        var second = await site.Reply(ben, thread, "Second.", to: first.Sequence);
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        var letters = (await site.Mail(ana)).OrderBy(m => m.References.Count).ToList();
        var opening = await site.Read(db => db.Posts.Where(p => p.ThreadId == thread && p.Sequence == 0).Select(p => p.Id).SingleAsync());
        Assert.Equal([$"post.{opening}@localhost"], letters[0].References);
        Assert.Equal([$"post.{opening}@localhost", $"post.{first.Id}@localhost"], letters[1].References);
        Assert.Equal($"post.{first.Id}@localhost", letters[1].InReplyTo);
        Assert.Equal($"post.{second.Id}@localhost", letters[1].MessageId);
    }

    [Fact]
    public async Task A_reply_taken_back_read_or_out_of_sight_is_not_told()
    {
        var (asker, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (read, promoted, stopped) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(asker, "For peers", new Audience(AudienceKind.PeerSupporters));
        foreach (var follower in (Joined[])[read, promoted, stopped]) await site.Follow(follower, thread);
        var posted = await site.Reply(ben, thread, "Words.");
        await site.Write(async db =>
        {
            db.ReadMarks.Add(new ReadMark(read.Id, thread, posted.Sequence));
            (await db.Members.SingleAsync(m => m.Id == promoted.Id)).TakeRole(new WorkPlace(WorkRole.Supervisor, null, true, null, Areas.Western));
            (await db.Follows.SingleAsync(f => f.MemberId == stopped.Id)).Stop();
        });
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        foreach (var member in (Joined[])[read, promoted, stopped, ben]) Assert.Empty(await site.Mail(member));
        Assert.Single(await site.Mail(asker));

        var regretted = await site.Reply(ben, thread, "Regretted.");
        await site.Write(async db =>
        {
            var whole = await db.Threads.SingleAsync(t => t.Id == thread);
            whole.TakeBack(await db.Posts.SingleAsync(p => p.Id == regretted.Id), ben.Id, site.Now);
        });
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await site.Mail(asker));
    }

    [Fact]
    public async Task Session_letters_name_the_group_only_for_who_wants_that()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        await site.Write(async db => (await db.ChoicesOf(ben.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        var group = await site.NewGroup(ana, 3, ben);
        var session = await site.NextSession(group);
        await site.Change(group, LetterKind.SessionMoved, g => g.Move(session.Original, session.Original.PlusHours(2), 60, ana.Id, site.Now));
        await site.Post();
        await site.Change(group, LetterKind.SessionCancelled, g => g.Cancel(session.Original, ana.Id, site.Now));
        var (plain, detailed) = (await site.Mail(ana), await site.Mail(ben));
        Assert.Equal((2, 2), (plain.Count, detailed.Count));
        Assert.All(plain, letter => Assert.DoesNotContain("Harbor", letter.ToString(), StringComparison.Ordinal));
        Assert.All(detailed, letter => Assert.Contains("Harbor circle", letter.TextBody, StringComparison.Ordinal));
        Assert.All(detailed, letter => Assert.DoesNotContain("Harbor", letter.Subject, StringComparison.Ordinal));
        Assert.Contains("2:00", plain[0].TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_told_what_became_of_a_session_and_of_all_sessions()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var group = await site.NewGroup(ana, 3, ben);
        var session = await site.NextSession(group);
        await site.Change(group, LetterKind.SessionMoved, g => g.Move(session.Original, session.Original, 90, ana.Id, site.Now, "The house of Lee"));
        await site.Post();
        await site.Change(group, LetterKind.SessionMoved, g => g.Restore(session.Original, ana.Id, site.Now));
        await site.Post();
        await site.Write(async db =>
        {
            var whole = await db.Groups.Whole().SingleAsync(g => g.Id == group);
            var series = whole.ChangeFrom(session.Original, new SeriesPlan(session.Slot with { Start = session.Original.PlusHours(1) }, Rhythm.Weekly), ana.Id, site.Now);
            db.Tell(Occasion.Of(LetterKind.SessionsPlanned, series.Id.Value, series.Sequence, site.Now));
        });
        await site.Post();
        await site.Write(async db =>
        {
            var whole = await db.Groups.Whole().SingleAsync(g => g.Id == group);
            whole.StopAfter(session.Original.Date.PlusDays(30), ana.Id, site.Now);
            db.Tell(Occasion.Of(LetterKind.SessionsEnded, whole.Series[^1].Id.Value, whole.Series[^1].Sequence, site.Now));
        });
        var letters = await site.Mail(ben);
        Assert.Equal(["has changed", "takes place", "Sessions are set", "Sessions end"], letters.Select(letter =>
            new[] { "has changed", "takes place", "Sessions are set", "Sessions end" }.Single(words => letter.Subject!.Contains(words, StringComparison.Ordinal))));
        Assert.All(letters, letter => Assert.DoesNotContain("Harbor", letter.ToString(), StringComparison.Ordinal));
        Assert.All(letters, letter => Assert.DoesNotContain("house of Lee", letter.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sign_in_link_opens_a_page_with_a_button_and_cannot_be_refused()
    {
        var ana = await site.Add(Kind.Supporter);
        await site.Write(async db => (await db.ChoicesOf(ana.Id)).Choose((MailTopics)~0, new ReminderChoices(ReminderTimes.None, null), detailed: false));
        await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Doorkeeper>().SendLink(ana.Email);
        var letter = Assert.Single(await site.Mail(ana));
        Assert.Null(letter.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal("auto-generated", letter.Headers["Auto-Submitted"]);
        var page = await site.Visit().Get(letter.Link("/sign-in/link/"));
        Assert.True(page.Has("form button"));
    }

    [Fact]
    public async Task An_invitation_goes_to_the_address_and_a_renewed_one_takes_its_place()
    {
        var committee = await site.Add(Kind.Committee);
        var guest = new Joined(default, "", $"guest-{Guid.NewGuid():N}@cop.example");
        var invitation = new Invitation(
            Id<Invitation>.New(site.Now), guest.Email, new WorkPlace(WorkRole.Administrator, null, false, null, Areas.Western), "es", committee.Id, site.Now);
        await site.Write(db =>
        {
            db.Invitations.Add(invitation);
            db.Tell(Occasion.Of(LetterKind.Invitation, invitation.Id.Value, 0, site.Now));
            invitation.Renew(site.Now);
            db.Tell(Occasion.Of(LetterKind.Invitation, invitation.Id.Value, invitation.Version, site.Now));
        });
        var letter = Assert.Single(await site.Mail(guest));
        Assert.Equal("Una invitación a nuestra comunidad", letter.Subject);
        Assert.Contains(committee.Name, letter.TextBody, StringComparison.Ordinal);
        Assert.Null(letter.Headers[HeaderId.ListUnsubscribe]);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await site.Visit().Get(letter.Link("/join/"))).Status);
    }

    [Fact]
    public async Task Who_may_no_longer_sign_in_gets_no_mail()
    {
        var ana = await site.Add(Kind.Supporter);
        var thread = await site.NewThread(ana, "Leaving");
        await site.Reply(await site.Add(Kind.Supporter), thread, "Words.");
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ana.Id)).Suspend());
        site.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await site.Mail(ana));
    }

    [Fact]
    public async Task A_line_break_in_a_name_makes_no_header()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var stationery = scope.ServiceProvider.GetRequiredService<Stationery>();
        var sheet = new Sheet("Hello\r\nBcc: everyone@cop.example\r\n\r\nBody") { Blocks = [new Block.Paragraph("<img src=x onerror=alert(1)>")], Why = "Because" };
        var message = stationery.Write(sheet, Occasion.Of(LetterKind.Reply, Guid.NewGuid(), 0, site.Now), new Addressee(Guid.NewGuid(), null, "Eve\r\nBcc: all@cop.example\u2028", "eve@cop.example", "en"));
        using var wire = new MemoryStream();
        await message.WriteToAsync(wire, TestContext.Current.CancellationToken);
        wire.Position = 0;
        var read = await MimeMessage.LoadAsync(wire, TestContext.Current.CancellationToken);
        Assert.Empty(read.Bcc);
        Assert.Equal("eve@cop.example", Assert.Single(read.To.Mailboxes).Address);
        Assert.Equal("Hello  Bcc: everyone@cop.example    Body", read.Subject);
        Assert.DoesNotContain("<img", read.HtmlBody, StringComparison.Ordinal);
    }

    static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }
}

public sealed class LetterTestsOnSqlite(SqlitePostSite site) : LetterTests(site), IClassFixture<SqlitePostSite>;

public sealed class LetterTestsOnPostgres(PostgresPostSite site) : LetterTests(site), IClassFixture<PostgresPostSite>;
