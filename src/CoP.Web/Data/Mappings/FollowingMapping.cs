using CoP.Domain.Discussions;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class FollowMapping : IEntityTypeConfiguration<Follow>
{
    public void Configure(EntityTypeBuilder<Follow> follow)
    {
        follow.ToTable("Follows");
        follow.HasKey(f => new { f.ThreadId, f.MemberId });
        // Rows from before there were levels were those of followers.
        follow.Property(f => f.Level).HasConversion<string>().HasMaxLength(10).HasDefaultValue(FollowLevel.Follow).ValueGeneratedNever();
        follow.HasOne<Thread>().WithMany().HasForeignKey(f => f.ThreadId).OnDelete(DeleteBehavior.Cascade);
        follow.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SpaceFollowMapping : IEntityTypeConfiguration<SpaceFollow>
{
    public void Configure(EntityTypeBuilder<SpaceFollow> follow)
    {
        follow.ToTable("SpaceFollows");
        follow.HasKey(f => new { f.SpaceId, f.MemberId });
        follow.Property(f => f.Level).HasConversion<string>().HasMaxLength(10);
        follow.HasOne<Space>().WithMany().HasForeignKey(f => f.SpaceId).OnDelete(DeleteBehavior.Cascade);
        follow.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ReadLineMapping : IEntityTypeConfiguration<ReadLine>
{
    public void Configure(EntityTypeBuilder<ReadLine> line)
    {
        line.ToTable("ReadLines");
        line.Property(l => l.Id).ValueGeneratedNever();
        line.HasIndex(l => new { l.MemberId, l.SpaceId }).IsUnique();
        line.HasOne<Space>().WithMany().HasForeignKey(l => l.SpaceId).OnDelete(DeleteBehavior.Cascade);
        line.HasOne<Member>().WithMany().HasForeignKey(l => l.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class AliasLevelMapping : IEntityTypeConfiguration<Alias>
{
    public void Configure(EntityTypeBuilder<Alias> alias) =>
        alias.Property(a => a.Level).HasConversion<string>().HasMaxLength(10).HasDefaultValue(FollowLevel.Follow).ValueGeneratedNever();
}
