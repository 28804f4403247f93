using CoP.Domain.CoReflection;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

// Every role hangs on the membership of who has it: whoever leaves takes it along.

sealed class FacilitationMapping : IEntityTypeConfiguration<Facilitation>
{
    public void Configure(EntityTypeBuilder<Facilitation> facilitation)
    {
        facilitation.ToTable("Facilitations");
        facilitation.HasKey(f => f.GroupId);
        facilitation.HasOne<Group>().WithOne().HasForeignKey<Facilitation>(f => f.GroupId).OnDelete(DeleteBehavior.Cascade);
        facilitation.HasMany(f => f.Turns).WithOne().HasForeignKey(t => t.GroupId).OnDelete(DeleteBehavior.Cascade);
        facilitation.HasMany(f => f.Duties).WithOne().HasForeignKey(d => d.GroupId).OnDelete(DeleteBehavior.Cascade);
        facilitation.HasMany(f => f.Skips).WithOne().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Cascade);
        facilitation.HasMany(f => f.Swaps).WithOne().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class FacilitationTurnMapping : IEntityTypeConfiguration<FacilitationTurn>
{
    public void Configure(EntityTypeBuilder<FacilitationTurn> turn)
    {
        turn.ToTable("FacilitationTurns");
        turn.HasKey(t => new { t.GroupId, t.MemberId });
        turn.HasOne<Membership>().WithMany().HasForeignKey(t => new { t.GroupId, t.MemberId }).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SessionDutyMapping : IEntityTypeConfiguration<SessionDuty>
{
    public void Configure(EntityTypeBuilder<SessionDuty> duty)
    {
        duty.ToTable("SessionDuties");
        duty.HasKey(d => new { d.GroupId, d.Original, d.Kind });
        duty.Property(d => d.Kind).HasConversion<string>().HasMaxLength(12);
        duty.Property(d => d.Origin).HasConversion<string>().HasMaxLength(12);
        duty.HasOne<Membership>().WithMany().HasForeignKey(d => new { d.GroupId, d.MemberId }).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SkippedTurnMapping : IEntityTypeConfiguration<SkippedTurn>
{
    public void Configure(EntityTypeBuilder<SkippedTurn> skip)
    {
        skip.ToTable("SkippedTurns");
        skip.HasKey(s => new { s.GroupId, s.Original, s.MemberId });
        skip.HasOne<Membership>().WithMany().HasForeignKey(s => new { s.GroupId, s.MemberId }).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class TurnSwapMapping : IEntityTypeConfiguration<TurnSwap>
{
    public void Configure(EntityTypeBuilder<TurnSwap> swap)
    {
        swap.ToTable("TurnSwaps");
        swap.Property(s => s.Id).ValueGeneratedNever();
        swap.HasOne<Membership>().WithMany().HasForeignKey(s => new { s.GroupId, s.ById }).OnDelete(DeleteBehavior.Cascade);
        swap.HasOne<Membership>().WithMany().HasForeignKey(s => new { s.GroupId, s.AskedId }).OnDelete(DeleteBehavior.Cascade);
        swap.HasIndex(s => new { s.GroupId, s.Mine }).IsUnique();
    }
}
