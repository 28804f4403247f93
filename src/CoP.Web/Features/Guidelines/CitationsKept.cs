using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Web.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoP.Web.Features.Guidelines;

/// <summary>
/// Keeps <see cref="Citation"/>s as the posts say. It looks at every save, so that no way of writing, editing or erasing
/// a post can forget them.
/// </summary>
public sealed class CitationsKept : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = (CopDb)eventData.Context!;
        foreach (var entry in db.ChangeTracker.Entries<Post>().ToList())
        {
            var post = entry.Entity;
            if (entry.State == EntityState.Added)
                db.Citations.AddRange(ValueLinks.In(post.Body.Html).Select(value => new Citation(post, value)));
            else if (entry.State == EntityState.Modified && entry.ComplexProperty(p => p.Body).Property(b => b.Html).IsModified)
                await Renew(db, post, cancellationToken);
        }
        return result;
    }

    static async Task Renew(CopDb db, Post post, CancellationToken cancellationToken)
    {
        var kept = await db.Citations.Where(c => c.PostId == post.Id).ToListAsync(cancellationToken);
        var cited = ValueLinks.In(post.Body.Html);
        db.Citations.RemoveRange(kept.Where(c => cited.All(v => v.Slug != c.Value)));
        db.Citations.AddRange(cited.Where(v => kept.All(c => c.Value != v.Slug)).Select(v => new Citation(post, v)));
    }
}
