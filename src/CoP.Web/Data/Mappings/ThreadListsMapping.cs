using CoP.Domain.Discussions;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

/// <summary>Indexes for the lists of discussions, each walked in the order of the list.</summary>
sealed class ThreadListsMapping : IEntityTypeConfiguration<Thread>
{
    public void Configure(EntityTypeBuilder<Thread> thread)
    {
        thread.HasIndex(t => new { t.Kind, t.ActiveAt, t.Id }).IsDescending(false, true, true);
        // Most threads have replies: the few without lie in an index of their own.
        thread.HasIndex(t => new { t.ActiveAt, t.Id }, "IX_Threads_Unanswered").IsDescending().HasFilter("\"ReplyCount\" = 0");
    }
}
