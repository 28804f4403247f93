using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo community's moderators have before them: one concern to look at, one that waits for a second moderator, one that is settled.</summary>
static class DemoModeration
{
    public static void Open(CopDb db, People people, Instant now)
    {
        var (sam, fern, bea) = (people["sam.petrakis"].Id, people["fern.whitaker"].Id, people["bea.lindgren"].Id);
        var supporter = people["supporter"].Id;
        var threads = db.Threads.Local.Where(t => t.Audience.Kind == AudienceKind.AllMembers && t.Language == "en").OrderByDescending(t => t.OpenedAt).ToList();
        // By nobody who moderates, and in answer to none of them.
        Id<Member>[] moderators = [sam, fern, bea];
        var replies = threads.Where(t => t.AuthorId is { } asker && !moderators.Contains(asker)).SelectMany(t => t.Posts.Where(p => p.Sequence == 1)).Where(p => p.AuthorId is { } author && !moderators.Contains(author)).ToList();
        var others = replies.Where(p => p.AuthorId != supporter).ToList();

        var fresh = Raised(others[0], people, ConcernReason.OutsideTheRole, "This reads like advice on a dose. Is it ours to give?", now - Duration.FromHours(5));
        fresh.Raise(WhoElse(people, others[0], 1), ConcernReason.OutsideTheRole, null, null, now - Duration.FromHours(2));

        var half = Raised(others[1], people, ConcernReason.IdentifiesAPerson, "Whoever works in our town knows who is meant.", now - Duration.FromDays(1));
        half.Remove(fern, ConcernReason.IdentifiesAPerson, "Please leave out the place and the day. Then it can stand.", now - Duration.FromHours(20));
        db.Cases.AddRange(fresh, half);

        if (threads.SelectMany(t => t.Posts).FirstOrDefault(p => p.AuthorId == supporter && p.Sequence > 0) is not { } own) return;
        var settled = Raised(own, people, ConcernReason.Disrespect, null, now - Duration.FromDays(6));
        settled.Remove(sam, ConcernReason.Disrespect, "It sounds as if you speak of one colleague.", now - Duration.FromDays(5));
        settled.Remove(bea, ConcernReason.Disrespect, "It sounds as if you speak of one colleague.", now - Duration.FromDays(5));
        settled.Answer("I meant myself, some years ago. I can say so in the text.", now - Duration.FromDays(4));
        settled.Restore(sam, "Thank you for telling us. It is back.", now - Duration.FromDays(4));
        settled.Restore(fern, "Thank you for telling us. It is back.", now - Duration.FromDays(3));
        foreach (var concern in settled.Concerns) concern.Told(now - Duration.FromDays(5));
        db.Cases.Add(settled);
    }

    static Case Raised(Post post, People people, ConcernReason reason, string? words, Instant at)
    {
        var @case = new Case(post, at);
        @case.Raise(WhoElse(people, post, 0), reason, words, null, at);
        return @case;
    }

    static Id<Member> WhoElse(People people, Post post, int which) => people.All.Where(m => m.Id != post.AuthorId && m.Duties == Duties.None).Select(m => m.Id).ElementAt(which);
}
