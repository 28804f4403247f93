using CoP.Domain.Discussions;
using CoP.Domain.Guidelines;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class CitationMapping : IEntityTypeConfiguration<Citation>
{
    public void Configure(EntityTypeBuilder<Citation> citation)
    {
        citation.ToTable("Citations");
        citation.HasKey(c => new { c.PostId, c.Value });
        citation.Property(c => c.Value).HasMaxLength(CoreValue.SlugLimit);
        citation.HasOne<Post>().WithMany().HasForeignKey(c => c.PostId).OnDelete(DeleteBehavior.Cascade);
        // "Which discussions cite this?", and for one of them "does it?".
        citation.HasIndex(c => new { c.Value, c.ThreadId });
    }
}
