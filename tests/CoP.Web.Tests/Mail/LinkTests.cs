using System.Net;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace CoP.Web.Tests.Mail;

/// <summary>What letters let one do without a sign-in, beside answering for a meeting.</summary>
public abstract class LinkTests(Site site)
{
    [Fact]
    public async Task A_session_is_declined_out_of_its_letter_and_the_page_takes_it_back()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await site.NewGroup(ana, 3, ben);
        var link = await MovedLetter(id, ana, ben);
        var page = (await site.Visit().Get(link)).Is(HttpStatusCode.OK);
        Assert.Contains("Nothing has been sent yet", page.Text(), StringComparison.Ordinal);
        Assert.Single(page.All("main button"));
        Assert.Equal("no-referrer", Assert.Single(page.Response.Headers.GetValues("Referrer-Policy")));
        foreach (var word in (string[])["Harbor circle", ben.Name, ben.Email, ana.Name]) Assert.DoesNotContain(word, page.Body, StringComparison.OrdinalIgnoreCase);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Options]) await site.Visit().First(new HttpRequestMessage(method, link));
        Assert.Empty(await Away(id));

        var done = (await page.Submit("main form")).Is(HttpStatusCode.OK);
        Assert.Equal([ben.Id], await Away(id));
        (await done.Submit("main form")).Is(HttpStatusCode.OK);
        Assert.Empty(await Away(id));
    }

    [Fact]
    public async Task A_session_that_began_or_was_called_off_takes_no_answer_and_who_left_finds_nothing()
    {
        var (ana, ben, eve) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await site.NewGroup(ana, 3, ben, eve);
        var link = await MovedLetter(id, ana, ben);
        var hers = (await site.Mail(eve))[^1].Link("/absence/");
        var open = await site.Visit().Get(link);
        await site.Write(async db => (await db.Groups.Whole().SingleAsync(g => g.Id == id)).Leave(eve.Id, site.Now));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Get(hers)).Status);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Suspend());
        Assert.Equal(HttpStatusCode.NotFound, (await open.Submit("main form")).Status);
        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Readmit());
        var session = await site.NextSession(id);
        await site.Change(id, LetterKind.SessionCancelled, g => g.Cancel(session.Original, ana.Id, site.Now));
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Get(link)).Status);
        await site.Change(id, LetterKind.SessionMoved, g => g.Restore(session.Original, ana.Id, site.Now));
        Assert.Equal(HttpStatusCode.OK, (await site.Visit().Get(link)).Status);
        site.Clock.Advance(((await site.NextSession(id)).Slot.StartsAt - site.Now).ToTimeSpan());
        Assert.Equal(HttpStatusCode.Gone, (await site.Visit().Get(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await open.Submit("main form")).Status);
        Assert.Empty(await Away(id));
        foreach (var no in (string[])["/absence/x/can", link.Replace("/cannot", "/7", StringComparison.Ordinal), link[..40] + "/can", $"/mute/{link.Split('/')[2]}", "/mute/x"])
            Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Get(no)).Status);
    }

    [Fact]
    public async Task A_discussion_is_muted_out_of_its_letter_and_taken_back_as_it_was()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var thread = await site.NewThread(ana, "Neighbors");
        await site.Follow(ben, thread);
        await site.Write(async db => (await db.Follows.SingleAsync(f => f.ThreadId == thread && f.MemberId == ben.Id)).Choose(FollowLevel.Watch, site.Now));
        var link = await ReplyLetter(ana, thread, ben);
        var page = (await site.Visit().Get(link)).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("Neighbors", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ben.Name, page.Body, StringComparison.Ordinal);
        Assert.Single(page.All("main button"));
        await site.Visit().First(new HttpRequestMessage(HttpMethod.Head, link));
        Assert.Equal(FollowLevel.Watch, await Level(thread, ben));

        var done = (await page.Submit("main form")).Is(HttpStatusCode.OK);
        Assert.Equal(FollowLevel.Mute, await Level(thread, ben));
        var before = (await site.Mail(ben)).Count;
        await site.Reply(ana, thread, "And another thing.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(before, (await site.Mail(ben)).Count);
        (await done.Submit("main form")).Is(HttpStatusCode.OK);
        Assert.Equal(FollowLevel.Watch, await Level(thread, ben));

        await site.Write(async db => (await db.Members.SingleAsync(m => m.Id == ben.Id)).Suspend());
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Get(link)).Status);
    }

    /// <summary>No row may say that it was the author.</summary>
    [Fact]
    public async Task Who_wrote_anonymously_is_silent_as_that_alias_and_nowhere_else()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        for (var n = 0; n < 14; n++) await site.Add(Kind.Supporter);
        var thread = await site.NewThread(ana, "Neighbors");
        await using (var scope = site.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<PostReply>().To(thread, await site.Viewer(ben), "I would rather not say who I am.", "en", anonymous: true);
        var link = await ReplyLetter(ana, thread, ben);
        var done = await (await site.Visit().Get(link)).Submit("main form");
        Assert.False(await site.Read(db => db.Follows.AnyAsync(f => f.ThreadId == thread && f.MemberId == ben.Id)));
        Assert.Equal(FollowLevel.Mute, await site.Read(db => db.Aliases.Where(a => a.ThreadId == thread).Select(a => a.Level).SingleAsync()));
        var before = (await site.Mail(ben)).Count;
        await site.Reply(ana, thread, "And another thing.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(before, (await site.Mail(ben)).Count);
        await done.Submit("main form");
        Assert.Equal(FollowLevel.Follow, await site.Read(db => db.Aliases.Where(a => a.ThreadId == thread).Select(a => a.Level).SingleAsync()));
    }

    async Task<string> MovedLetter(Id<Group> id, Joined convener, Joined reader)
    {
        var session = await site.NextSession(id);
        await site.Change(id, LetterKind.SessionMoved, g => g.Move(session.Original, session.Original.PlusHours(2), 60, convener.Id, site.Now));
        var letter = (await site.Mail(reader))[^1];
        foreach (var answer in (string[])["/cannot", "/can"]) Assert.Contains(letter.Text().Split(['\n', ' ']), w => w.Contains("/absence/", StringComparison.Ordinal) && w.Trim().EndsWith(answer, StringComparison.Ordinal));
        return letter.Link("/cannot");
    }

    async Task<string> ReplyLetter(Joined author, Id<CoP.Domain.Discussions.Thread> thread, Joined reader)
    {
        var before = (await site.Mail(reader)).Count;
        await site.Reply(author, thread, "Something new.");
        site.Clock.Advance(TimeSpan.FromMinutes(6));
        var mail = await site.Mail(reader);
        Assert.Equal(before + 1, mail.Count);
        return mail[^1].Link("/mute/");
    }

    Task<List<Id<CoP.Domain.Members.Member>>> Away(Id<Group> id) => site.Read(db => db.SessionAbsences.Where(a => a.GroupId == id).Select(a => a.MemberId).ToListAsync());

    Task<FollowLevel> Level(Id<CoP.Domain.Discussions.Thread> thread, Joined member) => site.Read(db => db.Follows.Where(f => f.ThreadId == thread && f.MemberId == member.Id).Select(f => f.Level).SingleAsync());
}

public sealed class LinkTestsOnSqlite(SqlitePostSite site) : LinkTests(site), IClassFixture<SqlitePostSite>;

public sealed class LinkTestsOnPostgres(PostgresPostSite site) : LinkTests(site), IClassFixture<PostgresPostSite>;
