using CoP.Domain.Discussions;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> draft)
    {
        draft.ToTable("Drafts");
        draft.HasKey(d => new { d.MemberId, d.Slot });
        draft.Property(d => d.Slot).HasMaxLength(32);
        draft.Property(d => d.Sealed).HasMaxLength(Draft.SealedLimit);
        // Two devices that save at once: the second finds out.
        draft.Property(d => d.Version).IsConcurrencyToken();
        draft.HasIndex(d => d.ChangedAt);
        draft.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
