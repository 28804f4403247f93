using CoP.Domain.Records;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class RecordSheetMapping : IEntityTypeConfiguration<RecordSheet>
{
    public void Configure(EntityTypeBuilder<RecordSheet> sheet)
    {
        sheet.ToTable("RecordSheets");
        sheet.Property(s => s.Id).ValueGeneratedNever();
        // Sealed anew it is never the same: of two changes at once, one finds out. A column that counts would say how often somebody writes.
        sheet.Property(s => s.Sealed).HasMaxLength(RecordSheet.SealedLimit).IsConcurrencyToken();
    }
}
