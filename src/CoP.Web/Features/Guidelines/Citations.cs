using CoP.Domain.Guidelines;
using CoP.Web.Data;

namespace CoP.Web.Features.Guidelines;

public static class Citations
{
    /// <summary>Those in which a post that stands cites the value.</summary>
    public static IQueryable<Thread> Citing(this IQueryable<Thread> threads, CopDb db, CoreValue value) =>
        threads.Where(t => db.Citations.Any(c => c.Value == value.Slug && c.ThreadId == t.Id));
}
