using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class MeetingMinutesMapping : IEntityTypeConfiguration<MeetingMinutes>
{
    public void Configure(EntityTypeBuilder<MeetingMinutes> minutes)
    {
        minutes.ToTable("Minutes");
        minutes.HasKey(m => m.MeetingId);
        minutes.Property(m => m.MeetingId).ValueGeneratedNever();
        minutes.HasOne<QuarterlyMeeting>().WithOne().HasForeignKey<MeetingMinutes>(m => m.MeetingId).OnDelete(DeleteBehavior.Cascade);
        minutes.HasMany(m => m.Texts).WithOne().HasForeignKey(t => t.MeetingId).OnDelete(DeleteBehavior.Cascade);
        minutes.Navigation(m => m.Texts).AutoInclude();
    }
}

sealed class MinutesTextMapping : IEntityTypeConfiguration<MinutesText>
{
    public void Configure(EntityTypeBuilder<MinutesText> text)
    {
        text.ToTable("MinutesTexts");
        text.HasKey(t => new { t.MeetingId, t.Language });
        text.Property(t => t.Language).HasMaxLength(2);
        text.ComplexProperty(t => t.Body, body =>
        {
            body.Property(b => b.Source).HasMaxLength(RenderedText.Limit).HasColumnName("Source");
            body.Property(b => b.Html).HasColumnName("Html");
        });
        text.HasOne<Member>().WithMany().HasForeignKey(t => t.ById).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class MinutesRevisionMapping : IEntityTypeConfiguration<MinutesRevision>
{
    public void Configure(EntityTypeBuilder<MinutesRevision> revision)
    {
        revision.ToTable("MinutesRevisions");
        revision.Property<long>("Number").ValueGeneratedOnAdd();
        revision.HasKey("Number");
        revision.Property(r => r.Language).HasMaxLength(2);
        revision.ComplexProperty(r => r.Body, body =>
        {
            body.Property(b => b.Source).HasMaxLength(RenderedText.Limit).HasColumnName("Source");
            body.Property(b => b.Html).HasColumnName("Html");
        });
        revision.HasOne<MeetingMinutes>().WithMany().HasForeignKey(r => r.MeetingId).OnDelete(DeleteBehavior.Cascade);
        revision.HasOne<Member>().WithMany().HasForeignKey(r => r.ById).OnDelete(DeleteBehavior.Restrict);
        revision.HasIndex(r => new { r.MeetingId, r.Language });
    }
}
