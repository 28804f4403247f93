using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Features.Discussions;

namespace CoP.Web.Data.Seed;

/// <summary>The demo community's discussions, spread over the past months.</summary>
static class DemoDiscussions
{
    static readonly DateTimeZone massachusetts = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Who signs in to look around was last here then, so that there is something new for them.</summary>
    static readonly Duration lastVisit = Duration.FromDays(9);

    public static void Hold(CopDb db, People people, IReadOnlyDictionary<string, Id<Space>> spaces, Instant now)
    {
        foreach (var (slug, space) in spaces)
            foreach (var words in SeedContent.Threads(slug))
                Hold(db, people, space, words, now);
    }

    static void Hold(CopDb db, People people, Id<Space> space, ThreadScript words, Instant now)
    {
        var author = people[words.Author];
        var at = Opening(words, now);
        var id = Id<Thread>.New(words.Anonymous ? Anonymous.DayOf(at) : at);
        Author Name(Member member) => words.Anonymous && member == author ? Behind(db, id, member, at) : member.Id;
        var thread = new Thread(space, Name(author), words.Kind, new(words.Audience), words.Language, words.Title, SafeMarkdown.Render(words.Body, words.Language), at, id);
        foreach (var reply in words.Replies)
        {
            at = Next(at, reply.After, now);
            var post = thread.Reply(Name(people[reply.By]), reply.Language ?? words.Language, SafeMarkdown.Render(reply.Body, reply.Language ?? words.Language), at);
            if (reply.Helped) thread.Helped(post, new Writer(author.Id, thread.AliasId), Instant.Min(at + Duration.FromHours(2), now));
        }
        db.Threads.Add(thread);
        DemoNotices.Hold(db, people, thread, now - lastVisit);
        foreach (var own in thread.Posts.Where(p => p.AuthorId is not null).GroupBy(p => p.AuthorId))
        {
            db.Follows.Add(new Follow(own.Key!.Value, thread.Id, own.First().WrittenAt));
            db.ReadMarks.Add(new ReadMark(own.Key!.Value, thread.Id, own.Last().Sequence));
        }
        foreach (var visitor in people.WhoSignIn.Where(m => thread.Audience.Admits(People.As(m)) && thread.Posts.All(p => p.AuthorId != m.Id)))
            if (thread.Posts.LastOrDefault(p => p.WrittenAt < now - lastVisit) is { } seen)
                db.ReadMarks.Add(new ReadMark(visitor.Id, thread.Id, seen.Sequence));
    }

    // One alias for the thread, and veils that keep nobody out.
    static Author Behind(CopDb db, Id<Thread> thread, Member member, Instant at)
    {
        if (db.Aliases.Local.FirstOrDefault(a => a.ThreadId == thread) is { } before) return Author.Behind(before.Id);
        var id = Id<Alias>.New(Anonymous.DayOf(at));
        db.Aliases.Add(new Alias(id, thread, 0, db.Seals.TokenOf(thread, member.Id), db.Seals.Seal(id, member.Id)));
        db.Veils.AddRange(Enumerable.Range(0, 8).Select(_ => new Veil(thread, Guid.NewGuid())));
        return Author.Behind(id);
    }

    static Instant Opening(ThreadScript words, Instant now)
    {
        // Between eight in the morning and seven in the evening, by the title, so that each run puts it at the same time of day.
        var minutes = words.Title.Sum(c => c) % 660;
        return (now.InZone(massachusetts).Date.PlusDays(-words.DaysAgo) + new LocalTime(8, 0)).PlusMinutes(minutes).InZoneLeniently(massachusetts).ToInstant();
    }

    static Instant Next(Instant before, int hours, Instant now)
    {
        var at = before + Duration.FromMinutes((hours * 60) + (before.ToUnixTimeTicks() / NodaConstants.TicksPerMinute % 47));
        var wall = at.InZone(massachusetts);
        // Nobody writes at night.
        if (wall.Hour < 7) at += Duration.FromMinutes(((7 - wall.Hour) * 60) - (wall.Minute / 2));
        return Instant.Min(Instant.Max(at, before + Duration.FromMinutes(4)), now - Duration.FromMinutes(3));
    }
}
