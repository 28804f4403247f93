using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class MeetingFileMapping : IEntityTypeConfiguration<MeetingFile>
{
    public void Configure(EntityTypeBuilder<MeetingFile> file)
    {
        file.ToTable("MeetingFiles");
        file.Property(f => f.Id).ValueGeneratedNever();
        file.Property(f => f.Kind).HasConversion<string>().HasMaxLength(10);
        file.Property(f => f.Title).HasMaxLength(MeetingFile.TitleLimit);
        file.Property(f => f.Language).HasMaxLength(2);
        file.Property(f => f.InWords).HasMaxLength(MeetingFile.InWordsLimit);
        file.HasOne(f => f.Content).WithOne().HasForeignKey<MeetingFileContent>("FileId").OnDelete(DeleteBehavior.Cascade);
        file.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(f => f.MeetingId).OnDelete(DeleteBehavior.Cascade);
        file.HasOne<Member>().WithMany().HasForeignKey(f => f.AddedById).OnDelete(DeleteBehavior.Restrict);
        file.HasIndex(f => f.MeetingId);
    }
}

sealed class MeetingFileContentMapping : IEntityTypeConfiguration<MeetingFileContent>
{
    public void Configure(EntityTypeBuilder<MeetingFileContent> content)
    {
        content.ToTable("MeetingFileContents");
        content.Property<Id<MeetingFile>>("FileId");
        content.HasKey("FileId");
    }
}

sealed class MeetingTalkMapping : IEntityTypeConfiguration<MeetingTalk>
{
    public void Configure(EntityTypeBuilder<MeetingTalk> talk)
    {
        talk.ToTable("MeetingTalks");
        talk.HasKey(t => t.MeetingId);
        talk.Property(t => t.MeetingId).ValueGeneratedNever();
        talk.HasOne<QuarterlyMeeting>().WithOne().HasForeignKey<MeetingTalk>(t => t.MeetingId).OnDelete(DeleteBehavior.Cascade);
        talk.HasOne<Thread>().WithOne().HasForeignKey<MeetingTalk>(t => t.ThreadId).OnDelete(DeleteBehavior.Cascade);
    }
}
