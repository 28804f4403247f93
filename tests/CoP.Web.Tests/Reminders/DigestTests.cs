using System.Net;
using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Reminders;
using CoP.Web.Features.Reminders.Digests;
using CoP.Web.Mail;
using CoP.Web.Tests.Discussions;
using CoP.Web.Tests.Mail;
using CoP.Web.Tests.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Reminders;

public abstract class DigestTests(Site site)
{
    [Fact]
    public async Task What_is_new_in_discussions_comes_together_once_and_not_what_was_read()
    {
        var (ana, ben, eve) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter), await site.Add(Kind.Supporter, m => m with { Language = "es" }));
        var (one, two) = (await site.NewThread(ben.Member, "Beginning a first meeting"), await site.NewThread(ben.Member, "Reading it before"));
        foreach (var thread in new[] { one, two })
        {
            await site.Follow(ana.Member, thread);
            await site.Follow(eve, thread);
        }
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Gather(ana.Member, MailTopics.Replies);
        await site.Gather(eve, MailTopics.Replies);
        await site.Reply(eve, one, "First words that help.");
        await site.Reply(ben.Member, one, "Second words.");
        await site.Reply(ben.Member, two, "Words that she reads.");
        var helped = await site.Read(db => db.Posts.SingleAsync(p => p.ThreadId == one && p.Sequence == 1));
        (await ben.Post($"/threads/{one}/replies/{helped.Id}/helped")).Is(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(await site.Mail(ana.Member));
        await ana.Get($"/threads/{two}");

        await site.NextDigests();
        var letter = Assert.Single(await site.Mail(ana.Member));
        Assert.Contains("Beginning a first meeting", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("2 new posts, 1 of them helped", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Reading it before", letter.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("words", letter.TextBody, StringComparison.Ordinal);
        // Not their own reply, and in their language.
        Assert.Contains("1 publicación nueva", Assert.Single(await site.Mail(eve)).TextBody, StringComparison.Ordinal);

        await site.NextDigests();
        Assert.Single(await site.Mail(ana.Member));
        // Less often instead of at once: by the link at the foot, for all that the digest holds.
        var stop = new Uri(letter.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>')).PathAndQuery;
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().First(new HttpRequestMessage(HttpMethod.Post, stop))).Status);
        Assert.Equal(Pace.Never, (await site.Choices(ana.Member)).PaceOf(MailTopics.Replies));
        Assert.Equal(0, await site.Read(db => db.Letters.CountAsync(l => l.Recipient == ana.Member.Id.Value)));
    }

    [Fact]
    public async Task A_discussion_for_some_is_not_named_and_nothing_is_quoted_unless_the_reader_wants_detail()
    {
        var (ana, ben, dora) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ben, "What my supervisor said", new Audience(AudienceKind.PeerSupporters));
        foreach (var reader in new[] { ana, dora }) await site.Follow(reader, thread);
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Write(async db => (await db.ChoicesOf(dora.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        foreach (var reader in new[] { ana, dora }) await site.Gather(reader, MailTopics.Replies);
        await site.Reply(ben, thread, "It was said aloud.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.NextDigests();
        var (hers, theirs) = (Assert.Single(await site.Mail(ana)), Assert.Single(await site.Mail(dora)));
        Assert.Contains("A discussion you follow", hers.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("supervisor", hers.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("aloud", hers.ToString(), StringComparison.Ordinal);
        Assert.Contains("What my supervisor said", theirs.TextBody, StringComparison.Ordinal);
        Assert.Contains("> It was said aloud.", theirs.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_named_can_hear_at_once_and_of_the_rest_together()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ana, "Two paces");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Gather(ana, MailTopics.Replies);
        await site.Reply(ben, thread, "To nobody.");
        await site.Reply(ben, thread, "To you.", to: 0);
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Single(await site.Mail(ana));
        await site.NextDigests();
        var digest = (await site.Mail(ana))[^1];
        Assert.Contains("1 new post", digest.TextBody, StringComparison.Ordinal);
        Assert.Equal(2, (await site.Mail(ana)).Count);
    }

    [Fact]
    public async Task An_anonymous_asker_gets_the_same_digest_as_a_follower_and_no_row_says_so()
    {
        for (var i = 0; i < 12; i++) await site.Add(Kind.Supporter);
        site.Clock.Advance(TimeSpan.FromMinutes(2));
        var space = await site.AddSpace();
        var (ana, ben, follower) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supervisor), await site.SignIn(Kind.Supporter));
        await (await ana.Get($"/threads/new?space={space.Slug}")).Submit("form.form",
            ("Kind", "Question"), ("Title", "Whom do I ask?"), ("Body", "I would rather not say who I am."), ("Audience", "AllMembers"), ("Anonymous", "true"), ("Preview", null));
        var thread = await site.Read(db => db.Threads.AsNoTracking().SingleAsync(t => t.SpaceId == space.Id));
        await follower.Post($"{thread.Address()}/follow");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        var idle = await site.Add(Kind.Supporter);
        foreach (var reader in new[] { ana.Member, follower.Member, idle }) await site.Gather(reader, MailTopics.Replies | MailTopics.Mentions);
        await ben.Post($"{thread.Address()}/replies", ("Body", "Ask me."));
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.NextDigests();
        var (hers, theirs) = (Assert.Single(await site.Mail(ana.Member)), Assert.Single(await site.Mail(follower.Member)));
        Assert.Equal(theirs.TextBody!.Split('\n')[2..10], hers.TextBody!.Split('\n')[2..10]);
        Assert.Empty(await site.Mail(idle));
        Assert.Equal(0, await site.Read(db => db.Letters.CountAsync(l => l.Recipient == ana.Member.Id.Value || l.Recipient == idle.Id.Value)));
        // Whether there was something, nothing that is kept tells.
        Assert.Equal((await site.Choices(follower.Member)).Gathered, (await site.Choices(idle)).Gathered);
        Assert.Equal((await site.Choices(ana.Member)).Gathered, (await site.Choices(idle)).Gathered);
    }

    [Fact]
    public async Task What_mail_held_back_about_groups_stands_in_the_bell_and_comes_together_but_what_cannot_wait_goes_at_once()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.SignIn(Kind.Supporter));
        var group = await site.NewGroup(ana, 3, ben.Member);
        await site.Gather(ben.Member, MailTopics.Sessions);
        var soon = await site.NextSession(group);
        var far = soon.Original.PlusWeeks(2);
        await site.Change(group, LetterKind.SessionCancelled, g => g.Cancel(far, ana.Id, site.Now));
        await site.Post();
        Assert.Empty(await site.Mail(ben.Member));
        Assert.Equal(["A session is cancelled"], (await site.Notices(ben)).Notices);
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.NextDigests();
        var digest = Assert.Single(await site.Mail(ben.Member));
        Assert.Contains("A session is cancelled", digest.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbor", digest.ToString(), StringComparison.Ordinal);

        // The link in it settles the notice.
        Assert.Equal(1, (await site.Notices(ben)).Count);
        await ben.Get($"/groups/{group}");
        Assert.Equal(0, (await site.Notices(ben)).Count);

        // Half an hour before it begins: the next digest would tell of it too late, and then it does not tell it again.
        site.Clock.Advance((soon.Slot.StartsAt - Duration.FromMinutes(30) - site.Now).ToTimeSpan());
        await site.Post();
        var before = (await site.Mail(ben.Member)).Count;
        await site.Change(group, LetterKind.SessionCancelled, g => g.Cancel(soon.Original, ana.Id, site.Now));
        var letters = await site.Mail(ben.Member);
        Assert.Equal(before + 1, letters.Count);
        Assert.Contains("cancelled", letters[^1].Subject, StringComparison.Ordinal);
        await site.Ring();
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.NextDigests();
        Assert.Equal(before + 1, (await site.Mail(ben.Member)).Count);
    }

    [Fact]
    public async Task Who_wants_no_mail_about_meetings_reads_of_them_in_the_bell_once_and_a_link_from_a_letter_settles_it()
    {
        var (ana, ben) = (await site.SignIn(Kind.Supporter), await site.SignIn(Kind.Supporter));
        await site.Write(async db => (await db.ChoicesOf(ana.Member.Id)).Mute(MailTopics.Meetings));
        var id = await site.Announced(40);
        await site.Post();
        Assert.Empty(await site.Mail(ana.Member));
        foreach (var reader in new[] { ana, ben }) Assert.Contains("A meeting is announced. Can you come?", (await site.Notices(reader)).Notices);
        await ben.Get(Assert.Single(await site.Mail(ben.Member)).Link("/meetings/"));
        Assert.Equal(0, (await site.Notices(ben)).Count);
        Assert.Equal(1, (await site.Notices(ana)).Count);
        Assert.Contains($"/meetings/{id}", (await ana.Get("/notices")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_days_without_the_site_a_digest_comes_once_with_all_of_it()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ben, "Days apart");
        await site.Follow(ana, thread);
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        await site.Gather(ana, MailTopics.Replies);
        for (var day = 0; day < 3; day++)
        {
            await site.Reply(ben, thread, $"Day {day}.");
            site.Clock.Advance(TimeSpan.FromHours(1));
        }
        // The site's own clock may find some digest due on the way: then it has been told with that.
        site.Clock.Advance(TimeSpan.FromDays(3));
        await site.Digests();
        await site.Digests();
        var body = Assert.Single(await site.Mail(ana)).TextBody!;
        Assert.True(body.Contains("3 new posts", StringComparison.Ordinal), body);
        Assert.Equal(1, await site.Read(db => db.Occasions.CountAsync(o => o.Kind == LetterKind.Digest && o.Item == ana.Id.Value)));
    }
}

static class Digesting
{
    static readonly DateTimeZone boston = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>From now on a member wants these once a day, at the hour before this one: what happens in a test is told a day later.</summary>
    public static async Task Gather(this Site site, Joined member, MailTopics topics)
    {
        await site.Write(async db =>
        {
            var choices = await db.ChoicesOf(member.Id);
            choices.GatherAt(DigestTime.At((site.Now.InZone(boston).Hour + 23) % 24, IsoDayOfWeek.Monday), site.Now);
            choices.Set(topics, Pace.Daily, site.Now);
        });
        // What happens at the same moment was told at once.
        site.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public static Task<MailChoices> Choices(this Site site, Joined member) => site.Read(db => db.MailChoices.AsNoTracking().SingleAsync(c => c.MemberId == member.Id));

    /// <summary>A day later, every digest is sent.</summary>
    public static Task NextDigests(this Site site)
    {
        site.Clock.Advance(TimeSpan.FromDays(1));
        return site.Digests();
    }

    public static async Task Digests(this Site site)
    {
        await site.Ring();
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DigestRounds>().Go();
        await site.Post();
    }
}

public sealed class DigestTestsOnSqlite(SqlitePostSite site) : DigestTests(site), IClassFixture<SqlitePostSite>;

public sealed class DigestTestsOnPostgres(PostgresPostSite site) : DigestTests(site), IClassFixture<PostgresPostSite>;
