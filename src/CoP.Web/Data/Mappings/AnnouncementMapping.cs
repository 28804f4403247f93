using CoP.Domain.Announcements;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class AnnouncementMapping : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> announcement)
    {
        announcement.ToTable("Announcements");
        announcement.Property(a => a.Id).ValueGeneratedNever();
        announcement.ComplexProperty(a => a.Title, title =>
        {
            title.Property(t => t.English).HasMaxLength(Announcement.TitleLimit);
            title.Property(t => t.Spanish).HasMaxLength(Announcement.TitleLimit);
        });
        announcement.ComplexProperty(a => a.English, text => text.Property(t => t.Source).HasMaxLength(RenderedText.Limit));
        announcement.ComplexProperty(a => a.Spanish, text => text.Property(t => t.Source).HasMaxLength(RenderedText.Limit));
        announcement.HasOne<Member>().WithMany().HasForeignKey(a => a.PostedById).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class PutAwayMapping : IEntityTypeConfiguration<PutAway>
{
    public void Configure(EntityTypeBuilder<PutAway> putAway)
    {
        putAway.ToTable("AnnouncementsPutAway");
        putAway.HasKey(p => new { p.AnnouncementId, p.MemberId });
        putAway.HasOne<Announcement>().WithMany().HasForeignKey(p => p.AnnouncementId).OnDelete(DeleteBehavior.Cascade);
        putAway.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
