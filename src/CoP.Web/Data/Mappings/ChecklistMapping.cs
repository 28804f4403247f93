using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class TemplateTaskMapping : IEntityTypeConfiguration<TemplateTask>
{
    public void Configure(EntityTypeBuilder<TemplateTask> task)
    {
        task.ToTable("TemplateTasks");
        task.ComplexProperty(t => t.Task, ChecklistTaskColumns.Of);
    }
}

sealed class ChecklistItemMapping : IEntityTypeConfiguration<ChecklistItem>
{
    public void Configure(EntityTypeBuilder<ChecklistItem> item)
    {
        item.ToTable("ChecklistItems");
        item.ComplexProperty(i => i.Task, ChecklistTaskColumns.Of);
        item.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(i => i.MeetingId).OnDelete(DeleteBehavior.Cascade);
        item.HasOne<Member>().WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.Restrict);
        item.HasOne<Member>().WithMany().HasForeignKey(i => i.DoneById).OnDelete(DeleteBehavior.Restrict);
    }
}

static class ChecklistTaskColumns
{
    public static void Of(ComplexPropertyBuilder<ChecklistTask> task)
    {
        task.Property(t => t.English).HasColumnName("English").HasMaxLength(ChecklistTask.WordsLimit);
        task.Property(t => t.Spanish).HasColumnName("Spanish").HasMaxLength(ChecklistTask.WordsLimit);
        task.Property(t => t.Days).HasColumnName("Days");
        task.Property(t => t.Part).HasColumnName("Part").HasConversion<string>().HasMaxLength(20);
    }
}
