using CoP.Domain.CoReflection;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class WorkingAgreementMapping : IEntityTypeConfiguration<WorkingAgreement>
{
    public void Configure(EntityTypeBuilder<WorkingAgreement> agreement)
    {
        agreement.ToTable("WorkingAgreements");
        agreement.HasKey(a => a.GroupId);
        agreement.Ignore(a => a.Current).Ignore(a => a.Open);
        agreement.HasOne<Group>().WithOne().HasForeignKey<WorkingAgreement>(a => a.GroupId).OnDelete(DeleteBehavior.Cascade);
        agreement.HasMany(a => a.Versions).WithOne().HasForeignKey(v => v.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class AgreementVersionMapping : IEntityTypeConfiguration<AgreementVersion>
{
    public void Configure(EntityTypeBuilder<AgreementVersion> version)
    {
        version.ToTable("AgreementVersions");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Property(v => v.State).HasConversion<string>().HasMaxLength(10);
        version.Property(v => v.Language).HasMaxLength(2);
        version.Property(v => v.Why).HasMaxLength(AgreementWording.WhyLimit);
        version.HasMany(v => v.Sections).WithOne().HasForeignKey(s => s.VersionId).OnDelete(DeleteBehavior.Cascade);
        version.HasMany(v => v.Answers).WithOne().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Cascade);
        version.HasIndex(v => new { v.GroupId, v.Number }).IsUnique();
        // Of each group there is one at most, and they are looked for again and again.
        version.HasIndex(v => v.GroupId, "IX_AgreementVersions_Open").IsUnique().HasFilter("\"State\" = 'Open'");
    }
}

sealed class AgreementSectionMapping : IEntityTypeConfiguration<AgreementSection>
{
    public void Configure(EntityTypeBuilder<AgreementSection> section)
    {
        section.ToTable("AgreementSections");
        section.HasKey(s => new { s.VersionId, s.Heading });
        section.Property(s => s.Heading).HasConversion<string>().HasMaxLength(20);
        section.ComplexProperty(s => s.Body, body =>
        {
            body.Property(b => b.Source).HasMaxLength(AgreementWording.TextLimit).HasColumnName("Source");
            body.Property(b => b.Html).HasColumnName("Html");
        });
    }
}

sealed class AgreementAnswerMapping : IEntityTypeConfiguration<AgreementAnswer>
{
    public void Configure(EntityTypeBuilder<AgreementAnswer> answer)
    {
        answer.ToTable("AgreementAnswers");
        answer.HasKey(a => new { a.VersionId, a.MemberId });
        answer.Property(a => a.Trouble).HasMaxLength(AgreementAnswer.TroubleLimit);
        answer.Property(a => a.Language).HasMaxLength(2);
        // Whoever leaves the group takes along what they said.
        answer.HasOne<Membership>().WithMany().HasForeignKey(a => new { a.GroupId, a.MemberId }).OnDelete(DeleteBehavior.Cascade);
    }
}
