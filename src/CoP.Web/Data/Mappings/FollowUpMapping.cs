using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class FollowUpMapping : IEntityTypeConfiguration<FollowUp>
{
    public void Configure(EntityTypeBuilder<FollowUp> followUp)
    {
        followUp.ToTable("FollowUps");
        followUp.Property(f => f.Id).ValueGeneratedNever();
        followUp.Property(f => f.Text).HasMaxLength(FollowUp.TextLimit);
        followUp.Ignore(f => f.IsOpen);
        followUp.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(f => f.MeetingId).OnDelete(DeleteBehavior.Cascade);
        followUp.HasOne<Member>().WithMany().HasForeignKey(f => f.OwnerId).OnDelete(DeleteBehavior.Restrict);
        followUp.HasIndex(f => new { f.DoneAt, f.DueOn });
    }
}
