using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> @case)
    {
        @case.ToTable("Cases");
        @case.Property(c => c.Id).ValueGeneratedNever();
        @case.Property(c => c.State).HasConversion<string>().HasMaxLength(10);
        @case.Ignore(c => c.IsKnownToAuthor);
        @case.HasOne<Post>().WithOne().HasForeignKey<Case>(c => c.PostId).OnDelete(DeleteBehavior.Cascade);
        @case.HasOne<Thread>().WithMany().HasForeignKey(c => c.ThreadId).OnDelete(DeleteBehavior.Cascade);
        @case.HasOne<Member>().WithMany().HasForeignKey(c => c.ProposedById).OnDelete(DeleteBehavior.Restrict);
        @case.HasMany(c => c.Concerns).WithOne().HasForeignKey(c => c.CaseId).OnDelete(DeleteBehavior.Cascade);
        @case.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CaseId).OnDelete(DeleteBehavior.Cascade);
        @case.HasIndex(c => new { c.WaitsSince, c.Id }).HasFilter("\"WaitsSince\" IS NOT NULL");
        @case.HasIndex(c => new { c.OpenedAt, c.Id });
    }
}

sealed class ConcernMapping : IEntityTypeConfiguration<Concern>
{
    public void Configure(EntityTypeBuilder<Concern> concern)
    {
        concern.ToTable("Concerns");
        concern.Property(c => c.Id).ValueGeneratedNever();
        concern.Property(c => c.Reason).HasConversion<string>().HasMaxLength(20);
        concern.Property(c => c.Words).HasMaxLength(Concern.WordsLimit);
        concern.HasOne<Member>().WithMany().HasForeignKey(c => c.RaisedById).OnDelete(DeleteBehavior.Restrict);
        concern.HasOne<Member>().WithMany().HasForeignKey(c => c.AboutId).OnDelete(DeleteBehavior.Restrict);
        concern.HasIndex(c => new { c.CaseId, c.RaisedById }).IsUnique();
    }
}

sealed class CaseStepMapping : IEntityTypeConfiguration<CaseStep>
{
    public void Configure(EntityTypeBuilder<CaseStep> step)
    {
        step.ToTable("CaseSteps");
        step.Property(s => s.Id).ValueGeneratedNever();
        step.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        step.Property(s => s.Reason).HasConversion<string>().HasMaxLength(20);
        step.Property(s => s.Words).HasMaxLength(CaseStep.WordsLimit);
        step.Ignore(s => s.IsForAuthor);
        step.HasOne<Member>().WithMany().HasForeignKey(s => s.ById).OnDelete(DeleteBehavior.Restrict);
        step.HasIndex(s => new { s.CaseId, s.Number }).IsUnique();
    }
}

sealed class PauseMapping : IEntityTypeConfiguration<Pause>
{
    public void Configure(EntityTypeBuilder<Pause> pause)
    {
        pause.ToTable("Pauses");
        pause.Property(p => p.Id).ValueGeneratedNever();
        pause.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Cascade);
        pause.HasOne<Alias>().WithMany().HasForeignKey(p => p.AliasId).OnDelete(DeleteBehavior.Cascade);
        pause.HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Cascade);
        pause.HasOne<Member>().WithMany().HasForeignKey(p => p.ById).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class HiddenPostMapping : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> post) => post.HasIndex(p => p.HiddenUntil).HasFilter("\"HiddenUntil\" IS NOT NULL");
}

sealed class MuteMapping : IEntityTypeConfiguration<Mute>
{
    public void Configure(EntityTypeBuilder<Mute> mute)
    {
        mute.ToTable("Mutes");
        mute.HasKey(m => new { m.MemberId, m.MutedId });
        mute.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
        mute.HasOne<Member>().WithMany().HasForeignKey(m => m.MutedId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class HouseMapping : IEntityTypeConfiguration<House>
{
    public void Configure(EntityTypeBuilder<House> house)
    {
        house.ToTable("House");
        house.Property(h => h.Id).ValueGeneratedNever();
        house.HasData(new { Id = House.Only, FirstPostsWait = false });
    }
}

sealed class StandstillMapping : IEntityTypeConfiguration<Standstill>
{
    public void Configure(EntityTypeBuilder<Standstill> standstill)
    {
        standstill.ToTable("Standstills");
        standstill.Property(s => s.Id).ValueGeneratedNever();
        standstill.ComplexProperty(s => s.Words);
        standstill.HasOne<Space>().WithMany().HasForeignKey(s => s.SpaceId).OnDelete(DeleteBehavior.Cascade);
        standstill.HasOne<Member>().WithMany().HasForeignKey(s => s.ById).OnDelete(DeleteBehavior.Restrict);
        standstill.HasIndex(s => s.SpaceId).IsUnique();
    }
}

sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> submission)
    {
        submission.ToTable("Submissions");
        submission.Property(s => s.Id).ValueGeneratedNever();
        submission.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        submission.Property(s => s.Audience).HasConversion<string>().HasMaxLength(20);
        submission.Property(s => s.SpaceSlug).HasMaxLength(Space.SlugLimit);
        submission.Property(s => s.Title).HasMaxLength(Thread.TitleLimit);
        submission.Property(s => s.Body).HasMaxLength(RenderedText.Limit);
        submission.Property(s => s.Language).HasMaxLength(2);
        submission.Property(s => s.ReturnedWords).HasMaxLength(CaseStep.WordsLimit);
        submission.HasOne<Member>().WithMany().HasForeignKey(s => s.AuthorId).OnDelete(DeleteBehavior.Cascade);
        submission.HasOne<Member>().WithMany().HasForeignKey(s => s.ReturnedById).OnDelete(DeleteBehavior.Restrict);
        submission.HasOne<Thread>().WithMany().HasForeignKey(s => s.ThreadId).OnDelete(DeleteBehavior.Cascade);
        submission.HasIndex(s => s.FormKey).IsUnique();
        submission.HasIndex(s => s.AuthorId);
        submission.HasIndex(s => new { s.WrittenAt, s.Id });
    }
}
