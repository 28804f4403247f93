using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> group)
    {
        group.ToTable("Groups");
        group.Property(g => g.Name).HasMaxLength(GroupOutline.NameLimit);
        group.Property(g => g.Purpose).HasMaxLength(GroupOutline.PurposeLimit);
        group.Property(g => g.Description).HasMaxLength(GroupOutline.DescriptionLimit);
        group.Property(g => g.Language).HasMaxLength(2);
        group.Property(g => g.Place).HasMaxLength(GroupOutline.PlaceLimit);
        group.HasMany(g => g.Memberships).WithOne().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
        group.HasMany(g => g.Series).WithOne().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Cascade);
        group.Ignore(g => g.Members);
        group.HasIndex(g => new { g.Name, g.Id });
    }
}

sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.ToTable("Memberships");
        membership.HasKey(m => new { m.GroupId, m.MemberId });
        membership.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
        membership.HasIndex(m => new { m.MemberId, m.State });
    }
}

sealed class SessionSeriesMapping : IEntityTypeConfiguration<SessionSeries>
{
    public void Configure(EntityTypeBuilder<SessionSeries> series)
    {
        series.ToTable("SessionSeries");
        series.Property(s => s.Id).ValueGeneratedNever();
        series.Property(s => s.Uid).HasMaxLength(36);
        series.HasIndex(s => s.Uid).IsUnique();
        series.ComplexProperty(s => s.Slot).Property(s => s.ZoneId).HasMaxLength(64);
        series.Ignore(s => s.Schedule).Ignore(s => s.Stamp);
        series.HasMany(s => s.Changes).WithOne().HasForeignKey(c => c.SeriesId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SessionChangeMapping : IEntityTypeConfiguration<SessionChange>
{
    public void Configure(EntityTypeBuilder<SessionChange> change)
    {
        change.ToTable("SessionChanges");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.Place).HasMaxLength(GroupOutline.PlaceLimit);
        change.HasIndex(c => new { c.SeriesId, c.Original }).IsUnique();
    }
}
