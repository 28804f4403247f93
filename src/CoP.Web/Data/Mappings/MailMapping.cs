using CoP.Domain.Members;
using CoP.Domain.Reminders;
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
        occasion.Property(o => o.Failure).HasMaxLength(60);
        occasion.HasIndex(o => o.DueAt).HasFilter("\"FannedOutAt\" IS NULL");
    }
}

sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> letter)
    {
        letter.ToTable("Letters");
        letter.Property(l => l.State).HasConversion<string>().HasMaxLength(10);
        letter.Property(l => l.Outcome).HasMaxLength(300);
        letter.HasOne<Occasion>().WithMany().HasForeignKey(l => l.OccasionId).OnDelete(DeleteBehavior.Cascade);
        letter.HasIndex(l => new { l.OccasionId, l.Recipient }).IsUnique();
        letter.Property(l => l.Failure).HasMaxLength(60);
        letter.HasIndex(l => new { l.IsUrgent, l.DueAt }).HasFilter("\"State\" = 'Waiting'");
        letter.HasIndex(l => l.Fence).HasDatabaseName("IX_Letters_Leased").HasFilter("\"LeasedAt\" IS NOT NULL");
        letter.HasIndex(l => new { l.FinishedAt, l.Id }).HasFilter("\"FinishedAt\" IS NOT NULL");
        letter.HasIndex(l => new { l.FinishedAt, l.Id }, "IX_Letters_Failed").HasFilter("\"State\" IN ('Refused', 'GivenUp', 'SetAside')");
    }
}

sealed class AddressStandingMapping : IEntityTypeConfiguration<AddressStanding>
{
    public void Configure(EntityTypeBuilder<AddressStanding> standing)
    {
        standing.ToTable("AddressStandings");
        standing.HasKey(s => s.MemberId);
        standing.Property(s => s.Address).HasMaxLength(254);
        standing.HasOne<Member>().WithOne().HasForeignKey<AddressStanding>(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class MailChoicesMapping : IEntityTypeConfiguration<MailChoices>
{
    public void Configure(EntityTypeBuilder<MailChoices> choices)
    {
        choices.ToTable("MailChoices");
        choices.HasKey(c => c.MemberId);
        choices.HasOne<Member>().WithOne().HasForeignKey<MailChoices>(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        choices.Ignore(c => c.Reminders);
        choices.Ignore(c => c.DigestsAt);
        choices.Property(c => c.Gathered).HasConversion(g => g.ToString(), text => Gathering.Parse(text)).HasMaxLength(400).HasDefaultValue(Gathering.None).HasSentinel(Gathering.None);
        // Who chose before there were digests has the defaults of a new one.
        choices.Property(c => c.DigestHour).HasDefaultValue(DigestTime.Default.Hour).HasSentinel(DigestTime.Default.Hour);
        choices.Property(c => c.DigestDay).HasDefaultValue(DigestTime.Default.Day).HasSentinel(DigestTime.Default.Day);
    }
}
