using CoP.Domain.Guidelines;
using CoP.Web.Data;

namespace CoP.Web.Features.Guidelines;

public static class Citations
{
    /// <summary>Those in which a post that stands cites the value.</summary>
    public static IQueryable<Thread> Citing(this IQueryable<Thread> threads, CopDb db, CoreValue value) =>
        // Asked this way round, a value that few cite is found through those few.
        threads.Where(t => db.Citations.Where(c => c.Value == value.Slug && db.Posts.Any(p => p.Id == c.PostId && p.RemovedAt == null && p.HiddenUntil == null)).Select(c => c.ThreadId).Contains(t.Id));
}
