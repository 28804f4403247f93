using CoP.Domain.Announcements;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data.Search;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Identity;

namespace CoP.Web.Data.Seed;

/// <summary>
/// Fills a site with as much as it may one day hold, to measure on. People and posts are put together out of the demo
/// community's, by chance that falls the same way each time.
/// </summary>
public sealed class LargeCommunity(CopDb db, IPasswordHasher<Account> passwords, TimeProvider clock)
{
    const int MembersABatch = 1000;
    const int PostsABatch = 4000;

    /// <summary>Fills up to these numbers; what is there already counts.</summary>
    public async Task FillUpTo(int members, int threads, int replies, Action<string> say)
    {
        // Nothing that was added changes afterwards, so EF need not look for changes.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.IndexesAsItSaves = false;
        await AddMembers(members - await db.Members.CountAsync());
        say($"{await db.Members.CountAsync()} members");
        var replied = await db.Posts.CountAsync(p => p.Sequence > 0);
        await AddThreads(threads - await db.Threads.CountAsync(), replies - replied, say);
        // Posts of the past were written in no order; in the search the newest come first.
        await SearchUpkeep.Rebuild(db);
        db.IndexesAsItSaves = true;
        // The planner of either database goes by statistics, which are still those of an empty site.
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
        say($"{await db.Threads.CountAsync()} threads with {await db.Posts.CountAsync(p => p.Sequence > 0)} replies");
    }

    /// <summary>One more discussion for everyone, in which very many have something to say.</summary>
    public async Task AddLongThread(int replies)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var now = clock.Now();
        var space = await db.Spaces.OrderBy(s => s.Order).FirstAsync();
        var writers = await db.Members.Where(m => m.State == MemberState.Active).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync();
        var script = SeedContent.Threads(space.Slug).First(t => t.Language == "en");
        var texts = script.Replies.Select(r => r.Body).Append(script.Body).Select(SafeMarkdown.Render).ToList();
        var thread = new Thread(space.Id, Any(writers), script.Kind, new(AudienceKind.AllMembers), "en", script.Title, Two(texts), now - Duration.FromMinutes(replies + 1));
        for (var i = 0; i < replies; i++) thread.Reply(Any(writers), "en", Two(texts), now - Duration.FromMinutes(replies - i));
        await db.Write(() =>
        {
            db.Threads.Add(thread);
            return Task.CompletedTask;
        });
        await db.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    /// <summary>News that nobody can take back any more, until about so many letters are due to members who have chosen nothing about their mail: how many to each of how many.</summary>
    public async Task<(int News, int Recipients)> Announce(int letters)
    {
        var now = clock.Now();
        var today = now.InUtc().Date;
        var by = await db.Members.Where(m => m.State == MemberState.Active).OrderBy(m => m.Id).Select(m => m.Id).FirstAsync();
        var each = await db.Members.CountAsync(m => m.State == MemberState.Active && !db.MailChoices.Any(c => c.MemberId == m.Id));
        var times = Math.Max(1, (letters + (each / 2)) / each);
        await db.Write(() =>
        {
            for (var i = 0; i < times; i++)
            {
                var words = AnnouncementWords.Of("The office is closed", "La oficina está cerrada", SafeMarkdown.Render("On Monday the office is closed."), SafeMarkdown.Render("El lunes la oficina está cerrada."));
                var announcement = new Announcement(Id<Announcement>.New(now), words, today.PlusDays(7), today, by, now - Announcement.TakeBackWithin);
                db.Announcements.Add(announcement);
                db.Tell(Occasion.Of(LetterKind.Announced, announcement.Id.Value, 0, now));
            }
            return Task.CompletedTask;
        });
        return (times, each);
    }

    /// <summary>
    /// Groups of a member's own, with as many events for their calendar as are missing: of each group one series and the sessions of it that are at
    /// another time, which calendars are told of one by one.
    /// </summary>
    public async Task FillCalendar(string email, int events)
    {
        const int EventsAGroup = 25;
        var now = clock.Now();
        var account = email.ToUpperInvariant();
        var id = new Id<Member>(await db.Users.Where(a => a.NormalizedEmail == account).Select(a => a.Id).SingleOrDefaultAsync());
        if (await db.Members.SingleOrDefaultAsync(m => m.Id == id) is not { } member) return;
        var viewer = new Viewer(member.Id, member.Role, member.Supervises, member.AgencyId, member.Duties);
        var groups = await db.Groups.CountAsync(g => g.Memberships.Any(m => m.MemberId == id));
        await db.Write(() =>
        {
            for (var missing = events - (groups * EventsAGroup); missing > 0; missing -= EventsAGroup)
            {
                var group = new Group(Id<Group>.New(now), new GroupOutline($"Circle {missing}", "To measure by.", "", "", viewer.RolesToday(), Areas.None, "en", MeetingMode.Video, $"https://video.example/{missing}", 8, GroupEntry.Open), viewer, now);
                var first = now.InUtc().Date.PlusDays(1 + (missing % 7)).At(new LocalTime(8 + (missing % 10), 0));
                group.Plan(new SeriesPlan(LocalSlot.At(first, 60, "America/New_York"), Rhythm.Weekly), member.Id, now);
                for (var week = 1; week < Math.Min(EventsAGroup, missing); week++) group.Move(first.PlusWeeks(week), first.PlusWeeks(week).PlusHours(1), 45, member.Id, now);
                db.Groups.Add(group);
            }
            return Task.CompletedTask;
        });
    }

    async Task AddMembers(int count)
    {
        var now = clock.Now();
        var agencies = await db.Agencies.Select(a => new { a.Id, a.Areas }).ToListAsync();
        var names = SeedContent.Members().Select(m => m.Name.Split(' ', 2)).ToList();
        var hash = passwords.HashPassword(null!, DemoCommunity.Password);
        var before = await db.Members.CountAsync();
        for (var done = 0; done < count; done += MembersABatch)
        {
            await db.Write(() =>
            {
                for (var i = done; i < Math.Min(count, done + MembersABatch); i++)
                {
                    var joined = Past(now, 700);
                    var agency = Any(agencies);
                    var member = new Member(
                        Id<Member>.New(joined), $"{Any(names)[0]} {Any(names)[1]}", WorkOf(i, agency.Id, agency.Areas), i % 5 == 0 ? "es" : "en", "America/New_York", joined);
                    db.Members.Add(member);
                    db.Users.Add(DemoCommunity.AccountOf(member.Id, $"member{before + i:00000}{DemoCommunity.MailDomain}", hash));
                }
                return Task.CompletedTask;
            });
            db.ChangeTracker.Clear();
        }
    }

    static WorkPlace WorkOf(int i, Id<Agency> agency, Areas areas) => (i % 20) switch
    {
        < 13 => new(WorkRole.PeerSupporter, (Discipline)(i % 3), i % 20 == 0, agency, areas),
        < 18 => new(WorkRole.Supervisor, null, true, agency, areas),
        18 => new(WorkRole.Administrator, null, false, agency, areas),
        _ => new(WorkRole.DirectorOfPeerSupport, null, false, agency, areas),
    };

    async Task AddThreads(int count, int replies, Action<string> say)
    {
        if (count <= 0) return;
        var now = clock.Now();
        var spaces = await db.Spaces.OrderBy(s => s.Order).Select(s => new { s.Id, s.Slug }).ToListAsync();
        var writers = await db.Members.OrderBy(m => m.Id).Select(m => new Viewer(m.Id, m.Role, m.Supervises, m.AgencyId, m.Duties)).ToListAsync();
        var readers = Enum.GetValues<AudienceKind>().ToDictionary(kind => kind, kind => writers.Where(w => new Audience(kind).Admits(w)).ToList());
        var words = SeedContent.Spaces().SelectMany(s => SeedContent.Threads(s.Key)).GroupBy(t => t.Language).ToDictionary(t => t.Key, t => t.ToList());
        var texts = words.ToDictionary(w => w.Key, w => w.Value.SelectMany(t => t.Replies.Where(r => r.Language is null).Select(r => r.Body).Append(t.Body)).Select(text => SafeMarkdown.Render(text, w.Key)).ToList());
        var shares = Shares(count, Math.Max(0, replies));
        var (posts, next) = (0, 0);
        while (next < count)
        {
            await db.Write(() =>
            {
                for (posts = 0; next < count && posts < PostsABatch; next++)
                {
                    var language = next % 5 == 0 ? "es" : "en";
                    var model = Any(words[language]);
                    posts += 1 + AddThread(Any(spaces).Id, model, next, shares[next], readers, texts[language], now);
                }
                return Task.CompletedTask;
            });
            db.ChangeTracker.Clear();
            if (next % 2000 < 300) say($"{next} of {count} threads");
        }
    }

    int AddThread(Id<Space> space, ThreadScript model, int number, int replies, Dictionary<AudienceKind, List<Viewer>> readers, List<RenderedText> texts, Instant now)
    {
        var author = Any(readers[AudienceKind.AllMembers]);
        var audience = number % 6 == 0 ? Any([.. Audience.CirclesOf(author)]) : AudienceKind.AllMembers;
        var at = Past(now, 600);
        var title = $"{model.Title} ({number})";
        var thread = new Thread(space, author.Id, model.Kind, new(audience), model.Language, title.Length <= Thread.TitleLimit ? title : $"{number}", Two(texts), at);
        for (var i = 0; i < replies; i++)
        {
            at = Instant.Min(at + Duration.FromMinutes(Next(1, 2000)), now);
            thread.Reply(Any(readers[audience]).Id, model.Language, Two(texts), at);
        }
        db.Threads.Add(thread);
        foreach (var writer in thread.Posts.GroupBy(p => p.AuthorId)) db.Follows.Add(new Follow(writer.Key!.Value, thread.Id, writer.First().WrittenAt));
        return replies;
    }

    /// <summary>How many replies each thread gets: some none, some three times as many as the rest, in all exactly as many as asked.</summary>
    static int[] Shares(int threads, int replies)
    {
        double[] weights = [0, 0.2, 0.4, 0.5, 0.8, 1, 1, 1.3, 1.8, 3];
        var shares = Enumerable.Range(0, threads).Select(i => (int)((double)replies / threads * weights[i % weights.Length])).ToArray();
        for (var (i, left) = (0, replies - shares.Sum()); left > 0; i = (i + 1) % threads, left--) shares[i]++;
        return shares;
    }

    /// <summary>Two texts as one; both are whole paragraphs, so their renderings can be joined as they are.</summary>
    RenderedText Two(List<RenderedText> texts)
    {
        var (one, other) = (Any(texts), Any(texts));
        return Next(0, 2) == 0 ? one : new(one.Source + "\n\n" + other.Source, one.Html + other.Html);
    }

    Instant Past(Instant now, int days) => now - Duration.FromMinutes(Next(10, days * 24 * 60));

    T Any<T>(IReadOnlyList<T> of) => of[Next(0, of.Count)];

    // The same numbers each time: two measurements are then of the same site. Nothing here is a secret.
#pragma warning disable CA5394
    readonly Random chance = new(20260101);

    int Next(int from, int below) => chance.Next(from, below);
#pragma warning restore CA5394
}
