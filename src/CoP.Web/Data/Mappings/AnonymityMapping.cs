using CoP.Domain.Discussions;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class AliasMapping : IEntityTypeConfiguration<Alias>
{
    public void Configure(EntityTypeBuilder<Alias> alias)
    {
        alias.ToTable("Aliases");
        alias.Property(a => a.Id).ValueGeneratedNever();
        // No foreign key to the thread: the two name each other, and the alias comes first.
        alias.HasIndex(a => new { a.ThreadId, a.Number }).IsUnique();
        alias.HasIndex(a => new { a.ThreadId, a.Token }).IsUnique();
    }
}

sealed class OpeningMapping : IEntityTypeConfiguration<Opening>
{
    public void Configure(EntityTypeBuilder<Opening> opening)
    {
        opening.ToTable("Openings");
        opening.Property(o => o.Id).ValueGeneratedNever();
        opening.HasOne<Post>().WithMany().HasForeignKey(o => o.PostId).OnDelete(DeleteBehavior.Restrict);
        opening.HasOne<Alias>().WithMany().HasForeignKey(o => o.AliasId).OnDelete(DeleteBehavior.Restrict);
        opening.HasIndex(o => o.AskedAt);
        opening.OwnsMany(o => o.Confirmations, confirmation =>
        {
            confirmation.ToTable("OpeningConfirmations");
            confirmation.WithOwner().HasForeignKey(c => c.OpeningId);
            confirmation.HasKey(c => new { c.OpeningId, c.OpenerId });
            confirmation.Property(c => c.Reason).HasMaxLength(Opening.ReasonLimit);
            confirmation.HasOne<Member>().WithMany().HasForeignKey(c => c.OpenerId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

sealed class VeilMapping : IEntityTypeConfiguration<Veil>
{
    public void Configure(EntityTypeBuilder<Veil> veil)
    {
        veil.ToTable("Veils");
        veil.HasKey(v => new { v.ThreadId, v.Token });
        veil.HasOne<Thread>().WithMany().HasForeignKey(v => v.ThreadId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ExclusionMapping : IEntityTypeConfiguration<Exclusion>
{
    public void Configure(EntityTypeBuilder<Exclusion> exclusion)
    {
        exclusion.ToTable("Exclusions");
        exclusion.HasKey(e => new { e.MemberId, e.ExcludedId });
        exclusion.HasIndex(e => e.ExcludedId);
        exclusion.HasOne<Member>().WithMany().HasForeignKey(e => e.MemberId).OnDelete(DeleteBehavior.Cascade);
        exclusion.HasOne<Member>().WithMany().HasForeignKey(e => e.ExcludedId).OnDelete(DeleteBehavior.Cascade);
    }
}
