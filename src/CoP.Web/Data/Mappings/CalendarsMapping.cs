using CoP.Domain.Calendars;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class FeedMapping : IEntityTypeConfiguration<Feed>
{
    public void Configure(EntityTypeBuilder<Feed> feed)
    {
        feed.ToTable("Feeds");
        feed.HasKey(f => f.MemberId);
        feed.HasOne<Member>().WithOne().HasForeignKey<Feed>(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
        feed.Property(f => f.SecretHash).HasMaxLength(32);
        feed.Property(f => f.ContentHash).HasMaxLength(32);
        feed.HasIndex(f => f.SecretHash).IsUnique();
    }
}
