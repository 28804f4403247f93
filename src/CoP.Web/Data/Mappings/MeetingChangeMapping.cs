using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class MeetingChangeMapping : IEntityTypeConfiguration<MeetingChange>
{
    public void Configure(EntityTypeBuilder<MeetingChange> change)
    {
        change.ToTable("MeetingChanges");
        change.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
        change.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(c => c.MeetingId).OnDelete(DeleteBehavior.Cascade);
        change.HasOne<Member>().WithMany().HasForeignKey(c => c.ById).OnDelete(DeleteBehavior.Restrict);
        change.ComplexProperty(c => c.Before, before =>
        {
            before.Property(b => b.State).HasConversion<string>().HasMaxLength(20);
            before.Property(b => b.VenueKind).HasConversion<string>().HasMaxLength(20);
            before.ComplexProperty(b => b.Slot);
            before.ComplexProperty(b => b.Place);
        });
    }
}
