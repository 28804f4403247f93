using CoP.Domain.Discussions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CoP.Web.Data;

/// <summary>
/// Lets nothing new into a space that takes nothing for now. It looks at what is about to be saved, so that no verb, of
/// today or of later, can forget to ask. Taking back goes on, and so does what moderators do.
/// </summary>
sealed class StandstillGuard : SaveChangesInterceptor
{
    public static readonly StandstillGuard Only = new();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is CopDb db && Changed(db) is { Count: > 0 } spaces)
            foreach (var still in await db.Standstills.AsNoTracking().ToListAsync(cancellationToken))
            {
                var words = still.Words.In(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
                if (still.SpaceId is null) throw new RuleBrokenException("standstill.site", words);
                if (spaces.Contains(still.SpaceId.Value)) throw new RuleBrokenException("standstill.space", words);
            }
        return result;
    }

    /// <summary>The spaces whose threads take something new.</summary>
    static HashSet<Id<Space>> Changed(CopDb db) =>
        db.ChangeTracker.Entries<Post>().Any(p => p.State == EntityState.Modified && (p.Property(x => x.TakenBackAt).IsModified || p.Property(x => x.RemovedAt).IsModified || p.Property(x => x.HiddenUntil).IsModified))
            ? []
            : [.. db.ChangeTracker.Entries<Thread>().Where(t => t.State == EntityState.Added || (t.State == EntityState.Modified && t.Property(x => x.Version).IsModified)).Select(t => t.Entity.SpaceId)];
}
