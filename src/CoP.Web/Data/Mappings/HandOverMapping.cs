using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class HandOverMapping : IEntityTypeConfiguration<HandOver>
{
    public void Configure(EntityTypeBuilder<HandOver> handOver)
    {
        handOver.ToTable("HandOvers");
        handOver.HasKey(h => h.MeetingId);
        handOver.Property(h => h.MeetingId).ValueGeneratedNever();
        handOver.Property(h => h.AccessLessons).HasMaxLength(HandOver.WordsLimit);
        handOver.Property(h => h.Note).HasMaxLength(HandOver.WordsLimit);
        handOver.HasOne<QuarterlyMeeting>().WithOne().HasForeignKey<HandOver>(h => h.MeetingId).OnDelete(DeleteBehavior.Cascade);
        handOver.HasOne<Member>().WithMany().HasForeignKey(h => h.AcknowledgedById).OnDelete(DeleteBehavior.SetNull);
    }
}
