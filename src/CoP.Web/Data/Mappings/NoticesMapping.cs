using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.ToTable("Notices");
        notice.Property(n => n.Id).ValueGeneratedNever();
        notice.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
        notice.HasOne<Thread>().WithMany().HasForeignKey(n => n.ThreadId).OnDelete(DeleteBehavior.Cascade);
        notice.HasOne<Group>().WithMany().HasForeignKey(n => n.GroupId).OnDelete(DeleteBehavior.Cascade);
        notice.HasOne<Poll>().WithMany().HasForeignKey(n => n.PollId).OnDelete(DeleteBehavior.Cascade);
        notice.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(n => n.MeetingId).OnDelete(DeleteBehavior.Cascade);
        // The page goes from the newest back; the bell counts the unread ones on every page.
        notice.HasIndex(n => new { n.Recipient, n.At, n.Id });
        notice.HasIndex(n => n.Recipient, "IX_Notices_Unread").HasFilter("\"ReadAt\" IS NULL");
        notice.HasIndex(n => n.PostId);
    }
}

sealed class ValueFollowMapping : IEntityTypeConfiguration<ValueFollow>
{
    public void Configure(EntityTypeBuilder<ValueFollow> follow)
    {
        follow.ToTable("ValueFollows");
        follow.HasKey(f => new { f.Value, f.MemberId });
        follow.Property(f => f.Value).HasMaxLength(CoreValue.SlugLimit);
        follow.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
