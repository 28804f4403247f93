using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> entry)
    {
        entry.ToTable(Table);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.Why).HasMaxLength(LedgerEntry.WhyLimit);
        entry.Property(e => e.Quarter).HasConversion(q => q.ToString(), text => Quarter.Parse(text!)).HasMaxLength(7);
        entry.Property(e => e.Other).HasConversion(q => q.ToString(), text => Quarter.Parse(text!)).HasMaxLength(7);
        entry.Property(e => e.Area).HasConversion<string>().HasMaxLength(20);
        entry.Property(e => e.OtherArea).HasConversion<string>().HasMaxLength(20);
        entry.Ignore(e => e.Order);
        entry.Property<string?>("_order").HasColumnName("Order").HasMaxLength(80);
        entry.HasOne<Member>().WithMany().HasForeignKey(e => e.DecidedById).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<TurnProposal>().WithMany().HasForeignKey(e => e.ProposalId).OnDelete(DeleteBehavior.Restrict);
        // Entries have one order; of two decisions made at once on the same state, the database lets in one.
        entry.HasIndex(e => e.Number).IsUnique();
        var founding = LedgerEntry.Founding();
        entry.HasData(new { founding.Id, founding.Number, founding.Kind, founding.At, founding.Why, founding.Quarter, _order = LedgerEntry.Join(founding.Order) });
    }

    /// <summary>Its founding entry is the row that whoever decides something holds.</summary>
    internal const string Table = "LedgerEntries";
}

sealed class TurnContactMapping : IEntityTypeConfiguration<TurnContact>
{
    public void Configure(EntityTypeBuilder<TurnContact> contact)
    {
        contact.ToTable("TurnContacts");
        contact.HasKey(c => c.Area);
        contact.Property(c => c.Area).HasConversion<string>().HasMaxLength(20);
        contact.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        // Who spoke for two areas would agree with themselves.
        contact.HasIndex(c => c.MemberId).IsUnique();
    }
}

sealed class TurnProposalMapping : IEntityTypeConfiguration<TurnProposal>
{
    public void Configure(EntityTypeBuilder<TurnProposal> proposal)
    {
        proposal.ToTable("TurnProposals");
        proposal.Property(p => p.Id).ValueGeneratedNever();
        proposal.Property(p => p.Kind).HasConversion<string>().HasMaxLength(10);
        proposal.Property(p => p.State).HasConversion<string>().HasMaxLength(10);
        proposal.Property(p => p.Area).HasConversion<string>().HasMaxLength(20);
        proposal.Property(p => p.OtherArea).HasConversion<string>().HasMaxLength(20);
        proposal.Property(p => p.Quarter).HasConversion(q => q.ToString(), text => Quarter.Parse(text)).HasMaxLength(7);
        proposal.Property(p => p.Other).HasConversion(q => q.ToString(), text => Quarter.Parse(text)).HasMaxLength(7);
        proposal.Property(p => p.Why).HasMaxLength(LedgerEntry.WhyLimit);
        proposal.Ignore(p => p.Awaited);
        proposal.Ignore(p => p.Areas);
        proposal.HasOne<Member>().WithMany().HasForeignKey(p => p.ProposedById).OnDelete(DeleteBehavior.Restrict);
        proposal.HasMany(p => p.Voices).WithOne().HasForeignKey(v => v.ProposalId).OnDelete(DeleteBehavior.Cascade);
        proposal.HasIndex(p => p.State);
    }
}

sealed class TurnVoiceMapping : IEntityTypeConfiguration<TurnVoice>
{
    public void Configure(EntityTypeBuilder<TurnVoice> voice)
    {
        voice.ToTable("TurnVoices");
        voice.Property(v => v.Id).ValueGeneratedNever();
        voice.Property(v => v.Area).HasConversion<string>().HasMaxLength(20);
        voice.Property(v => v.Turn).HasConversion(q => q.ToString(), text => Quarter.Parse(text)).HasMaxLength(7);
        voice.HasOne<Member>().WithMany().HasForeignKey(v => v.ById).OnDelete(DeleteBehavior.Restrict);
        voice.HasIndex(v => new { v.ProposalId, v.Number }).IsUnique();
    }
}
