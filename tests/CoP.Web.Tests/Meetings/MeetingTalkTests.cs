using System.Net;
using CoP.Domain.Discussions;
using Microsoft.EntityFrameworkCore;
using CoP.Web.Tests.Mail;

namespace CoP.Web.Tests.Meetings;

public abstract class MeetingTalkTests(Site site)
{
    [Fact]
    public async Task A_meeting_has_one_discussion_and_each_leads_to_the_other()
    {
        var over = await site.PastMeeting();
        (await over.Member.Post(over.Address + "/discussion")).Is(HttpStatusCode.NotFound);
        Assert.False((await over.Member.Get(over.Address)).Has("section[aria-labelledby=talk]"));
        var page = await (await over.Facilitator.Get(over.Address)).Submit("section[aria-labelledby=talk] form");
        Assert.StartsWith("/threads/", page.Address, StringComparison.Ordinal);
        Assert.Equal(over.Address, page.One(".notice--info a[href^='/meetings/']").GetAttribute("href"));
        Assert.Equal(over.Address, page.One(".prose a[href^='/meetings/']").GetAttribute("href"));
        var thread = await site.Read(db => db.Threads.AsNoTracking().SingleAsync(t => db.MeetingTalks.Any(m => m.MeetingId == over.Id && m.ThreadId == t.Id)));
        Assert.Equal(AudienceKind.AllMembers, thread.Audience.Kind);

        var link = (await over.Member.Get(over.Address)).One("section[aria-labelledby=talk] a").GetAttribute("href")!;
        Assert.Equal(over.Address, (await over.Member.Get(link)).Is(HttpStatusCode.OK).One(".notice--info a[href^='/meetings/']").GetAttribute("href"));
        await (await site.SignIn(Kind.Committee)).Post(over.Address + "/discussion");
        Assert.Equal(1, await site.Read(db => db.MeetingTalks.CountAsync(m => m.MeetingId == over.Id)));
        Assert.Equal(1, await site.Read(db => db.Threads.CountAsync(t => t.Title == thread.Title)));

        // The next meeting's lies in the same space.
        var other = await site.PastMeeting();
        await (await other.Facilitator.Get(other.Address)).Submit("section[aria-labelledby=talk] form");
        Assert.Equal(1, await site.Read(db => db.Spaces.CountAsync(s => s.Slug == "quarterly-meetings")));
        await site.Write(async db => db.Exclusions.Add(new Exclusion(other.Facilitator.Member.Id, other.Member.Member.Id)));
        Assert.False((await other.Member.Get(other.Address)).Has("section[aria-labelledby=talk]"));
    }
}

public sealed class MeetingTalkTestsOnSqlite(SqlitePostSite site) : MeetingTalkTests(site), IClassFixture<SqlitePostSite>;

public sealed class MeetingTalkTestsOnPostgres(PostgresPostSite site) : MeetingTalkTests(site), IClassFixture<PostgresPostSite>;
