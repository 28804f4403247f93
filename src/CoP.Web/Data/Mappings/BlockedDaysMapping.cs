using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class BlockedDaysMapping : IEntityTypeConfiguration<BlockedDays>
{
    public void Configure(EntityTypeBuilder<BlockedDays> blocked)
    {
        blocked.ToTable("BlockedDays");
        blocked.Property(b => b.Id).ValueGeneratedNever();
        blocked.Property(b => b.Reason).HasMaxLength(BlockedDays.ReasonLimit);
        blocked.HasOne<Member>().WithMany().HasForeignKey(b => b.ById).OnDelete(DeleteBehavior.Restrict);
        blocked.HasIndex(b => b.Last);
    }
}
