using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data.Search;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> entry)
    {
        entry.ToTable("SearchEntries");
        entry.HasKey(e => e.Number);
        entry.HasOne<Post>().WithOne().HasForeignKey<SearchEntry>(e => e.PostId).OnDelete(DeleteBehavior.Cascade);
        entry.HasOne<MeetingMinutes>().WithOne().HasForeignKey<SearchEntry>(e => e.MinutesId).OnDelete(DeleteBehavior.Cascade);
        // From a day to the numbers of its texts.
        entry.HasIndex(e => new { e.At, e.Number });
    }
}
