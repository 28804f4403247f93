using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class FeedMapping : IEntityTypeConfiguration<Feed>
{
    public void Configure(EntityTypeBuilder<Feed> feed)
    {
        feed.ToTable("Feeds");
        feed.HasKey(f => f.SecretHash);
        feed.HasOne<Member>().WithMany().HasForeignKey(f => f.MemberId).OnDelete(DeleteBehavior.Cascade);
        feed.HasOne<Group>().WithMany().HasForeignKey(f => f.GroupId).OnDelete(DeleteBehavior.Cascade);
        feed.Property(f => f.Kind).HasConversion<string>().HasMaxLength(20).HasDefaultValue(FeedKind.Everything);
        feed.Property(f => f.SecretHash).HasMaxLength(32);
        feed.Property(f => f.ContentHash).HasMaxLength(32);
        feed.Property(f => f.ContentStamp).HasMaxLength(32);
    }
}

sealed class CalendarChoicesMapping : IEntityTypeConfiguration<CalendarChoices>
{
    public void Configure(EntityTypeBuilder<CalendarChoices> choices)
    {
        choices.ToTable("CalendarChoices");
        choices.HasKey(c => c.MemberId);
        choices.HasOne<Member>().WithOne().HasForeignKey<CalendarChoices>(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        choices.Property(c => c.Alarm).HasConversion<string>().HasMaxLength(20);
        choices.HasIndex(c => c.Invitations).HasFilter("\"Invitations\"");
    }
}

sealed class SessionInvitationMapping : IEntityTypeConfiguration<SessionInvitation>
{
    public void Configure(EntityTypeBuilder<SessionInvitation> invitation)
    {
        invitation.ToTable("SessionInvitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Uid).HasMaxLength(36);
        invitation.ComplexProperty(i => i.First).Property(s => s.ZoneId).HasMaxLength(64);
        // No key of the series or the group: a calendar is told that they are no more when they are no more.
        invitation.HasOne<Member>().WithMany().HasForeignKey(i => i.MemberId).OnDelete(DeleteBehavior.Cascade);
        invitation.HasIndex(i => new { i.MemberId, i.SeriesId }).IsUnique();
        invitation.HasIndex(i => i.Stands).HasFilter("\"Stands\"");
    }
}
