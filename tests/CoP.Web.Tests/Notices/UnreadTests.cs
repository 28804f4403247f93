using CoP.Domain.Discussions;
using CoP.Web.Features.Discussions;
using CoP.Web.Tests.Discussions;
using Microsoft.EntityFrameworkCore;

namespace CoP.Web.Tests.Notices;

public abstract class UnreadTests(Site site)
{
    [Fact]
    public async Task What_others_wrote_behind_the_mark_is_unread()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supervisor));
        var thread = await site.AddThread(ana, replies: 3, replier: ben);
        Assert.Equal((4, true, 0), await Row(await site.Add(Kind.Supporter), thread));
        await Read(ana, thread, 1);
        Assert.Equal((2, false, 2), await Row(ana, thread));
        await Read(ana, thread, 3);
        Assert.Equal((0, false, 0), await Row(ana, thread));
        Assert.False(await IsUnread(ana, thread));
        // One's own never count: ben has read nothing, and only the opening is not his.
        Assert.Equal((1, true, 0), await Row(ben, thread));
    }

    [Fact]
    public async Task What_was_taken_back_is_not_unread()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ana, replies: 2, replier: ben.Member);
        await Read(ana, thread, 0);
        Assert.True(await IsUnread(ana, thread));
        foreach (var sequence in new[] { 1, 2 })
            await ben.Post($"{thread.Address()}/replies/{(await site.Post(thread, sequence)).Id}", ("_method", "DELETE"));
        Assert.Equal((0, false, 0), await Row(ana, thread));
        Assert.False(await IsUnread(ana, thread));
    }

    [Fact]
    public async Task A_thread_with_only_ones_own_words_behind_the_mark_is_read()
    {
        var ana = await site.Add(Kind.Supporter);
        var thread = await site.AddThread(ana, replies: 2);
        Assert.False(await IsUnread(ana, thread));
        Assert.Equal((0, false, 0), await Row(ana, thread));
    }

    [Fact]
    public async Task What_is_muted_is_never_unread_and_the_thread_counts_before_its_space()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supervisor));
        var thread = await site.AddThread(ben, replies: 1);
        Assert.True(await IsUnread(ana, thread));
        await site.Write(db => db.SpaceFollows.Add(new SpaceFollow(ana.Id, thread.SpaceId, FollowLevel.Mute, site.Now)));
        Assert.False(await IsUnread(ana, thread));
        Assert.Equal((0, false, 0), await Row(ana, thread));
        await site.Write(db => db.Follows.Add(new Follow(ana.Id, thread.Id, site.Now, FollowLevel.Normal)));
        Assert.True(await IsUnread(ana, thread));
        await site.Write(async db => (await db.Follows.SingleAsync(f => f.MemberId == ana.Id)).Choose(FollowLevel.Mute, site.Now));
        Assert.False(await IsUnread(ana, thread));
        await site.Write(async db => db.RemoveRange(await db.SpaceFollows.Where(f => f.MemberId == ana.Id).ToListAsync()));
        Assert.False(await IsUnread(ana, thread));
    }

    [Fact]
    public async Task What_is_newer_than_the_line_stays_unread()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.SignIn(Kind.Supervisor));
        var thread = await site.AddThread(ben.Member, replies: 1);
        var other = await site.AddThread(ben.Member);
        var line = new ReadLine(ana.Id, thread.SpaceId);
        line.Draw(site.Now, site.Now);
        await site.Write(db => db.ReadLines.Add(line));
        Assert.False(await IsUnread(ana, thread));
        Assert.True(await IsUnread(ana, other));
        site.Clock.Advance(TimeSpan.FromSeconds(1));
        await ben.Post($"{thread.Address()}/replies", ("Body", "Newer."));
        Assert.True(await IsUnread(ana, thread));
        Assert.Equal(1, (await Row(ana, thread)).Unread);
    }

    async Task<(int Unread, bool IsUnopened, int New)> Row(Joined reader, Thread thread) => await site.Read(async db =>
    {
        var row = (await db.Threads.Where(t => t.Id == thread.Id).Newest(db, await site.Reader(db, reader))).Rows.Single();
        return (row.Unread, row.IsUnopened, row.New);
    });

    Task<bool> IsUnread(Joined reader, Thread thread) => site.Read(async db => await db.Threads.Where(t => t.Id == thread.Id).Unread(db, await site.Reader(db, reader)).AnyAsync());

    Task Read(Joined reader, Thread thread, int sequence) => site.Write(async db =>
    {
        if (await db.ReadMarks.FindAsync(reader.Id, thread.Id) is { } mark) mark.Reach(sequence);
        else db.ReadMarks.Add(new ReadMark(reader.Id, thread.Id, sequence));
    });
}

public sealed class UnreadTestsOnSqlite(SqliteSite site) : UnreadTests(site), IClassFixture<SqliteSite>;

public sealed class UnreadTestsOnPostgres(PostgresSite site) : UnreadTests(site), IClassFixture<PostgresSite>;
