using CoP.Domain.Discussions;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class SpaceMapping : IEntityTypeConfiguration<Space>
{
    public void Configure(EntityTypeBuilder<Space> space)
    {
        space.ToTable("Spaces");
        space.Property(s => s.Slug).HasMaxLength(Space.SlugLimit);
        space.HasIndex(s => s.Slug).IsUnique();
        space.ComplexProperty(s => s.Name);
        space.ComplexProperty(s => s.Purpose);
    }
}

sealed class ThreadMapping : IEntityTypeConfiguration<Thread>
{
    public void Configure(EntityTypeBuilder<Thread> thread)
    {
        thread.ToTable("Threads");
        thread.Property(t => t.Id).ValueGeneratedNever();
        thread.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
        thread.ComplexProperty(t => t.Audience, audience =>
        {
            audience.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20).HasColumnName("Audience");
            audience.Property(a => a.GroupId).HasColumnName("GroupId");
        });
        thread.Property(t => t.Language).HasMaxLength(2);
        thread.Property(t => t.Title).HasMaxLength(Thread.TitleLimit);
        thread.HasOne<Space>().WithMany().HasForeignKey(t => t.SpaceId).OnDelete(DeleteBehavior.Restrict);
        thread.HasOne<Member>().WithMany().HasForeignKey(t => t.AuthorId).OnDelete(DeleteBehavior.Restrict);
        thread.HasOne<Alias>().WithMany().HasForeignKey(t => t.AliasId).OnDelete(DeleteBehavior.Restrict);
        thread.HasMany(t => t.Posts).WithOne().HasForeignKey(p => p.ThreadId).OnDelete(DeleteBehavior.Cascade);
        // Lists go by newest activity and are paged by the last row seen.
        thread.HasIndex(t => new { t.ActiveAt, t.Id }).IsDescending();
        thread.HasIndex(t => new { t.SpaceId, t.ActiveAt, t.Id }).IsDescending(false, true, true);
    }
}

sealed class PostMapping : IEntityTypeConfiguration<Post>
{
    /// <summary>The key of the form that a post came from: sent twice, it is still one post. Not a thing that the domain knows.</summary>
    public const string FormKey = "FormKey";

    public void Configure(EntityTypeBuilder<Post> post)
    {
        post.ToTable("Posts");
        post.Property(p => p.Id).ValueGeneratedNever();
        post.Property(p => p.Language).HasMaxLength(2);
        post.ComplexProperty(p => p.Body, body =>
        {
            body.Property(b => b.Source).HasMaxLength(RenderedText.Limit).HasColumnName("Source");
            body.Property(b => b.Html).HasColumnName("Html");
        });
        post.HasOne<Member>().WithMany().HasForeignKey(p => p.AuthorId).OnDelete(DeleteBehavior.Restrict);
        post.Property<Guid?>(FormKey);
        // By form alone: an anonymous post has no author to go by, and nobody can guess the key of another's form.
        post.HasIndex(FormKey).IsUnique();
        post.HasIndex(p => p.AuthorId);
        post.HasOne<Alias>().WithMany().HasForeignKey(p => p.AliasId).OnDelete(DeleteBehavior.Restrict);
        post.HasIndex(p => new { p.ThreadId, p.Sequence }).IsUnique();
        post.HasIndex(p => new { p.ThreadId, p.Version });
        // Whether anything helped is asked of every thread in every list, and most of their posts say nothing of it.
        post.HasIndex(p => p.ThreadId, "IX_Posts_Helped").HasFilter("\"HelpedAt\" IS NOT NULL");
        post.HasIndex(p => p.ThreadId, "IX_Posts_Outcome").HasFilter("\"TellsOutcome\"");
    }
}

sealed class ReadMarkMapping : IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<ReadMark> mark)
    {
        mark.ToTable("ReadMarks");
        mark.HasKey(m => new { m.MemberId, m.ThreadId });
        mark.HasOne<Thread>().WithMany().HasForeignKey(m => m.ThreadId).OnDelete(DeleteBehavior.Cascade);
        mark.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
