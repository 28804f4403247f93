using CoP.Domain.Discussions;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class UploadMapping : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> upload)
    {
        upload.ToTable("Uploads");
        upload.Property(u => u.Id).ValueGeneratedNever();
        upload.Property(u => u.Kind).HasConversion<string>().HasMaxLength(10);
        upload.Property(u => u.Name).HasMaxLength(Upload.NameLimit);
        upload.Property(u => u.Owner).HasMaxLength(43);
        upload.HasOne(u => u.Content).WithOne().HasForeignKey<UploadContent>("UploadId").OnDelete(DeleteBehavior.Cascade);
        upload.HasOne<Post>().WithMany().HasForeignKey(u => u.PostId).OnDelete(DeleteBehavior.Cascade);
        upload.HasIndex(u => u.Day);
    }
}

sealed class UploadContentMapping : IEntityTypeConfiguration<UploadContent>
{
    public void Configure(EntityTypeBuilder<UploadContent> content)
    {
        content.ToTable("UploadContents");
        content.Property<Id<Upload>>("UploadId");
        content.HasKey("UploadId");
    }
}
