using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>A member to choose for a mention.</summary>
public sealed record Person(Id<Member> Id, string Name, WorkRole Role);

/// <summary>
/// Who can be mentioned in a discussion, and who is. Where the author keeps somebody out, or is not known, only those who have
/// written in it are offered: a list of all others would tell, by who is missing, who is kept out.
/// </summary>
public sealed class Mentionable(CopDb db, Anonymity anonymity)
{
    /// <summary>Offered to whoever writes in the discussion.</summary>
    public async Task<IQueryable<Member>> In(Id<Thread> id, Audience audience, Id<Member>? author)
    {
        var isOpen = author is { } known && !await db.Exclusions.AnyAsync(e => e.MemberId == known) && !await db.Members.AnyAsync(m => m.Id == known && m.HidesFromAgency);
        return isOpen
            ? db.Members.In(db, audience)
            : db.Members.Where(m => m.State == MemberState.Active && db.Posts.Any(p => p.ThreadId == id && p.AuthorId == m.Id && p.TakenBackAt == null));
    }

    /// <summary>Offered to whoever begins a discussion.</summary>
    public IQueryable<Member> For(Audience audience, Id<Member> author) => db.Members.WhoMaySee(db, audience, author);

    /// <summary>The first few whose name has the letters in it; names that begin with them first.</summary>
    public static async Task<List<Person>> Matching(IQueryable<Member> members, string? letters, Id<Member> but, int take)
    {
        var wanted = (letters ?? "").Trim().ToLowerInvariant();
        if (wanted.Length > 40) return [];
#pragma warning disable CA1304, CA1311, CA1862 // The database folds the case.
        return await members.Where(m => m.Id != but && m.Name.ToLower().Contains(wanted))
            .OrderBy(m => m.Name.ToLower().StartsWith(wanted) ? 0 : 1).ThenBy(m => m.Name).Take(take).Select(m => new Person(m.Id, m.Name, m.Role)).ToListAsync();
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>The members that a post means: those of the names in it who may see it, and whom it could have been offered.</summary>
    /// <exception cref="RuleBrokenException"><c>mention.many</c>.</exception>
    public async Task<List<Id<Member>>> Meant(IReadOnlyList<MentionInline> mentions, Thread thread, Post post, Id<Member> author, bool isNew)
    {
        if (mentions.Count > Mention.Most) throw new RuleBrokenException("mention.many", Mention.Most);
        if (mentions.Count == 0) return [];
        var owner = await anonymity.Owner(db, thread.AuthorId, thread.AliasId);
        var offered = isNew ? For(thread.Audience, author) : await In(thread.Id, thread.Audience, thread.AuthorId);
        var names = mentions.Select(m => m.Name).Distinct().ToList();
        // Who writes under a name does not mean themselves; of who writes without one, no missing row may say who they are.
        var found = await db.Members.WhoMaySee(db, thread.Audience, owner).Where(m => names.Contains(m.Name) && m.Id != post.AuthorId && offered.Any(o => o.Id == m.Id)).Select(m => new { m.Id, m.Name }).ToListAsync();
        // Of two with one name, a mention without a tail means neither.
        return [.. mentions.SelectMany(mention => found.Where(m => m.Name == mention.Name) is var same && mention.Tail is { } tail
            ? same.Where(m => TailOf(m.Id) == tail)
            : same.Count() == 1 ? same : []).Select(m => m.Id).Distinct()];
    }

    public static string TailOf(Id<Member> id) => id.ToString()[^4..];
}
