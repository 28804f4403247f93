using CoP.Domain.Common;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CoP.Web.Tests.Reminders;

public sealed class CarryOverTests
{
    /// <summary>The last version in which being named and answered was part of replies.</summary>
    const string Before = "MeetingsAndGroups";

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task What_members_chose_before_there_were_digests_stands_as_they_meant_it(DatabaseKind kind)
    {
        var cancel = TestContext.Current.CancellationToken;
        var database = await TestDatabase.Empty(kind);
        await using var db = database.Open();
        await db.Database.GetService<IMigrator>().MigrateAsync(Before, cancel);
        // Only the choices matter here, and not whose they are.
        var (refuses, wants) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        if (kind == DatabaseKind.Sqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = 0;", cancel);
        else await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "MailChoices" DROP CONSTRAINT "FK_MailChoices_Members_MemberId";""", cancel);
        foreach (var (member, muted, times) in new[] { (refuses, MailTopics.Replies | MailTopics.News, ReminderTimes.Week), (wants, MailTopics.Meetings, ReminderTimes.Day | ReminderTimes.Hour) })
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "MailChoices" ("MemberId", "Muted", "Times", "Detailed") VALUES ({member}, {(int)muted}, {(int)times}, {true})""", cancel);

        await db.Database.GetService<IMigrator>().MigrateAsync(cancellationToken: cancel);
        var kept = await db.MailChoices.AsNoTracking().ToDictionaryAsync(c => c.MemberId, cancel);
        var (one, other) = (kept[new Id<Member>(refuses)], kept[new Id<Member>(wants)]);
        Assert.Equal((MailTopics.Replies | MailTopics.News | MailTopics.Mentions, ReminderTimes.Week, true), (one.Muted, one.Times, one.Detailed));
        Assert.Equal((MailTopics.Meetings, ReminderTimes.Day | ReminderTimes.Hour), (other.Muted, other.Times));
        Assert.All(kept.Values, c => Assert.Equal((Gathering.None, DigestTime.Default, false, null), (c.Gathered, c.DigestsAt, c.PlainText, c.PausedUntil)));
    }
}
