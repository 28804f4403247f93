using CoP.Domain.Discussions;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class PostRevisionMapping : IEntityTypeConfiguration<PostRevision>
{
    public void Configure(EntityTypeBuilder<PostRevision> revision)
    {
        revision.ToTable("PostRevisions");
        revision.HasKey(r => new { r.PostId, r.Number });
        revision.Property(r => r.Title).HasMaxLength(Thread.TitleLimit);
        revision.Property(r => r.Language).HasMaxLength(2);
        revision.ComplexProperty(r => r.Body, body =>
        {
            body.Property(b => b.Source).HasMaxLength(RenderedText.Limit).HasColumnName("Source");
            body.Property(b => b.Html).HasColumnName("Html");
        });
        revision.HasOne<Post>().WithMany().HasForeignKey(r => r.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class QuotationMapping : IEntityTypeConfiguration<Quotation>
{
    public void Configure(EntityTypeBuilder<Quotation> quotation)
    {
        quotation.ToTable("Quotations");
        quotation.HasKey(q => new { q.PostId, q.QuotedPostId });
        quotation.HasIndex(q => q.QuotedPostId);
        quotation.HasOne<Post>().WithMany().HasForeignKey(q => q.PostId).OnDelete(DeleteBehavior.Cascade);
        quotation.HasOne<Post>().WithMany().HasForeignKey(q => q.QuotedPostId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class MentionMapping : IEntityTypeConfiguration<Mention>
{
    public void Configure(EntityTypeBuilder<Mention> mention)
    {
        mention.ToTable("Mentions");
        mention.HasKey(m => new { m.PostId, m.MemberId });
        mention.HasIndex(m => m.MemberId);
        mention.HasOne<Post>().WithMany().HasForeignKey(m => m.PostId).OnDelete(DeleteBehavior.Cascade);
        mention.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}
