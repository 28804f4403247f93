using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class SeatRequestMapping : IEntityTypeConfiguration<SeatRequest>
{
    public void Configure(EntityTypeBuilder<SeatRequest> request)
    {
        request.ToTable("SeatRequests");
        request.Property(r => r.Seat).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Words).HasMaxLength(SeatRequest.WordsLimit);
        // A request is new when its meeting is saved with it, although it has its id already.
        request.Property(r => r.Id).ValueGeneratedNever();
        request.HasOne<QuarterlyMeeting>().WithMany(m => m.SeatRequests).HasForeignKey(r => r.MeetingId).OnDelete(DeleteBehavior.Cascade);
        request.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        request.HasOne<Member>().WithMany().HasForeignKey(r => r.AskedById).OnDelete(DeleteBehavior.Restrict);
        // The database, too, lets only one be asked, and only one have said yes.
        request.HasIndex(r => new { r.MeetingId, r.Seat, r.State }).IsUnique().HasFilter("\"State\" IN ('Asked', 'Accepted')");
    }
}
