using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> request)
    {
        request.ToTable("AccessRequests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(10);
        request.Property(r => r.Words).HasMaxLength(AccessRequest.WordsLimit);
        request.HasOne<Member>().WithMany().HasForeignKey(r => r.BookerId).OnDelete(DeleteBehavior.SetNull);
        request.HasIndex(r => new { r.RsvpId, r.Kind }).IsUnique();
    }
}

sealed class RsvpRequestsMapping : IEntityTypeConfiguration<Rsvp>
{
    public void Configure(EntityTypeBuilder<Rsvp> rsvp)
    {
        rsvp.HasMany(r => r.Requests).WithOne().HasForeignKey(r => r.RsvpId).OnDelete(DeleteBehavior.Cascade);
        // An answer that is changed or forgotten takes its requests along, whoever read it.
        rsvp.Navigation(r => r.Requests).AutoInclude();
        // The database, too, gives each place in the line once.
        rsvp.HasIndex(r => new { r.MeetingId, r.SeatNumber }).IsUnique().HasFilter("\"SeatNumber\" IS NOT NULL");
    }
}
