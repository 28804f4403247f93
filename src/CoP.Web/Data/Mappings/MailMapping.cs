using CoP.Domain.Members;
using CoP.Web.Mail;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class OccasionMapping : IEntityTypeConfiguration<Occasion>
{
    public void Configure(EntityTypeBuilder<Occasion> occasion)
    {
        occasion.ToTable("Occasions");
        occasion.Property(o => o.Kind).HasConversion<string>().HasMaxLength(40);
        occasion.HasOne<Member>().WithMany().HasForeignKey(o => o.RecipientId).OnDelete(DeleteBehavior.Cascade);
        occasion.HasIndex(o => o.DueAt).HasFilter("\"FannedOutAt\" IS NULL");
    }
}
