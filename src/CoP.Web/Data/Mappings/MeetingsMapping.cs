using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class QuarterlyMeetingMapping : IEntityTypeConfiguration<QuarterlyMeeting>
{
    public void Configure(EntityTypeBuilder<QuarterlyMeeting> meeting)
    {
        meeting.ToTable("Meetings");
        meeting.Property(m => m.Quarter).HasConversion(q => q.ToString(), text => Quarter.Parse(text)).HasMaxLength(7);
        meeting.Property(m => m.Host).HasConversion<string>().HasMaxLength(20);
        meeting.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        meeting.ComplexProperty(m => m.Slot, slot =>
        {
            slot.Property(s => s.Start).HasColumnName("Start");
            slot.Property(s => s.Minutes).HasColumnName("Minutes");
            slot.Property(s => s.ZoneId).HasColumnName("ZoneId").HasMaxLength(64);
        });
        meeting.ComplexProperty(m => m.Attendance);
        // The defaults are for meetings of before there were others.
        meeting.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20).HasDefaultValue(MeetingKind.Quarterly);
        meeting.Property(m => m.VenueKind).HasConversion<string>().HasMaxLength(20).HasDefaultValue(VenueKind.Online);
        meeting.Property(m => m.For).HasDefaultValue(MemberRoles.All).HasSentinel(MemberRoles.None);
        meeting.Property(m => m.Languages).HasDefaultValue(MeetingLanguages.English).HasSentinel(MeetingLanguages.None);
        meeting.ComplexProperty(m => m.Place, place =>
        {
            place.Property(p => p.Name).HasMaxLength(Place.NameLimit);
            place.Property(p => p.Address).HasMaxLength(Place.AddressLimit);
            place.Property(p => p.Access).HasMaxLength(Place.AccessLimit);
        });
        meeting.Ignore(m => m.Venue);
        meeting.Property(m => m.Topic).HasMaxLength(QuarterlyMeeting.TopicLimit);
        meeting.Property(m => m.Link).HasMaxLength(QuarterlyMeeting.LinkLimit);
        meeting.Property(m => m.DialIn).HasMaxLength(QuarterlyMeeting.DialInLimit);
        meeting.Property(m => m.CancelReason).HasMaxLength(QuarterlyMeeting.ReasonLimit);
        meeting.Property(m => m.PostponeReason).HasMaxLength(QuarterlyMeeting.ReasonLimit);
        meeting.HasOne<Member>().WithMany().HasForeignKey(m => m.RecoverySeat).OnDelete(DeleteBehavior.Restrict);
        meeting.HasOne<Member>().WithMany().HasForeignKey(m => m.PeerSupportSeat).OnDelete(DeleteBehavior.Restrict);
        meeting.HasOne<Member>().WithMany().HasForeignKey(m => m.AccessContactId).OnDelete(DeleteBehavior.Restrict);
        // The database decides between two who turn the same turn into a meeting; a cancelled one leaves room for another date.
        meeting.HasIndex(m => m.Quarter).IsUnique().HasFilter("\"State\" <> 'Cancelled' AND \"Kind\" = 'Quarterly'");
    }
}

sealed class RsvpMapping : IEntityTypeConfiguration<Rsvp>
{
    public void Configure(EntityTypeBuilder<Rsvp> rsvp)
    {
        rsvp.ToTable("Rsvps");
        rsvp.Property(r => r.Answer).HasConversion<string>().HasMaxLength(10);
        rsvp.Property(r => r.OtherNeed).HasMaxLength(Rsvp.OtherNeedLimit);
        rsvp.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(r => r.MeetingId).OnDelete(DeleteBehavior.Cascade);
        rsvp.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        rsvp.HasIndex(r => new { r.MeetingId, r.MemberId }).IsUnique();
    }
}
