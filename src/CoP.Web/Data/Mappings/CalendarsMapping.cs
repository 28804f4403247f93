using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class FeedMapping : IEntityTypeConfiguration<Feed>
{
    public void Configure(EntityTypeBuilder<Feed> feed)
    {
        feed.ToTable("Feeds");
        feed.HasKey(f => f.SecretHash);
        feed.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
        feed.HasOne<Group>().WithMany().HasForeignKey(f => f.GroupId).OnDelete(DeleteBehavior.Cascade);
        feed.Property(f => f.Kind).HasConversion<string>().HasMaxLength(20).HasDefaultValue(FeedKind.Everything);
        feed.Property(f => f.SecretHash).HasMaxLength(32);
        feed.Property(f => f.ContentHash).HasMaxLength(32);
    }
}
