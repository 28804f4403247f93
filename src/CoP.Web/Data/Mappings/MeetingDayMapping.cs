using CoP.Domain.Meetings;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class MeetingAgendaMapping : IEntityTypeConfiguration<MeetingAgenda>
{
    public void Configure(EntityTypeBuilder<MeetingAgenda> agenda)
    {
        agenda.ToTable("MeetingAgendas");
        agenda.HasKey(a => a.MeetingId);
        agenda.Property(a => a.MeetingId).ValueGeneratedNever();
        agenda.HasOne<QuarterlyMeeting>().WithOne().HasForeignKey<MeetingAgenda>(a => a.MeetingId).OnDelete(DeleteBehavior.Cascade);
        agenda.HasMany(a => a.Items).WithOne().HasForeignKey(i => i.MeetingId).OnDelete(DeleteBehavior.Cascade);
        agenda.Navigation(a => a.Items).AutoInclude();
        agenda.Ignore(a => a.Accepted);
        agenda.Ignore(a => a.Minutes);
    }
}

sealed class AgendaItemMapping : IEntityTypeConfiguration<AgendaItem>
{
    public void Configure(EntityTypeBuilder<AgendaItem> item)
    {
        item.ToTable("AgendaItems");
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.State).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.Title).HasMaxLength(AgendaItem.TitleLimit);
        item.Property(i => i.Words).HasMaxLength(AgendaItem.WordsLimit);
        item.Property(i => i.Reason).HasMaxLength(AgendaItem.ReasonLimit);
        item.Property(i => i.Language).HasMaxLength(2);
        item.HasOne<Thread>().WithMany().HasForeignKey(i => i.ThreadId).OnDelete(DeleteBehavior.SetNull);
        item.HasOne<Member>().WithMany().HasForeignKey(i => i.NamedId).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class AgendaSupportMapping : IEntityTypeConfiguration<AgendaSupport>
{
    public void Configure(EntityTypeBuilder<AgendaSupport> support)
    {
        support.ToTable("AgendaSupports");
        support.HasKey(s => new { s.ItemId, s.Token });
        support.HasOne<AgendaItem>().WithMany().HasForeignKey(s => s.ItemId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class BreakoutMapping : IEntityTypeConfiguration<Breakout>
{
    public void Configure(EntityTypeBuilder<Breakout> breakout)
    {
        breakout.ToTable("Breakouts");
        breakout.Property(b => b.Id).ValueGeneratedNever();
        breakout.Property(b => b.Role).HasConversion<string>().HasMaxLength(20);
        breakout.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(b => b.MeetingId).OnDelete(DeleteBehavior.Cascade);
        breakout.HasIndex(b => new { b.MeetingId, b.Role }).IsUnique();
    }
}

sealed class BreakoutNoteMapping : IEntityTypeConfiguration<BreakoutNote>
{
    public void Configure(EntityTypeBuilder<BreakoutNote> note)
    {
        note.ToTable("BreakoutNotes");
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.Question).HasConversion<string>().HasMaxLength(20);
        note.Property(n => n.Text).HasMaxLength(BreakoutNote.TextLimit);
        note.Property(n => n.Language).HasMaxLength(2);
        note.HasOne<Breakout>().WithMany().HasForeignKey(n => n.BreakoutId).OnDelete(DeleteBehavior.Cascade);
        note.HasIndex(n => new { n.BreakoutId, n.Sequence }).IsUnique();
    }
}

sealed class ArrivalMapping : IEntityTypeConfiguration<Arrival>
{
    public void Configure(EntityTypeBuilder<Arrival> arrival)
    {
        arrival.ToTable("Arrivals");
        arrival.HasKey(a => new { a.MeetingId, a.Token });
        arrival.Property(a => a.Role).HasConversion<string>().HasMaxLength(30);
        arrival.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(a => a.MeetingId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ArrivalCountMapping : IEntityTypeConfiguration<ArrivalCount>
{
    public void Configure(EntityTypeBuilder<ArrivalCount> count)
    {
        count.ToTable("ArrivalCounts");
        count.HasKey(c => c.MeetingId);
        count.Property(c => c.MeetingId).ValueGeneratedNever();
        count.ComplexProperty(c => c.Came);
        count.HasOne<QuarterlyMeeting>().WithOne().HasForeignKey<ArrivalCount>(c => c.MeetingId).OnDelete(DeleteBehavior.Cascade);
    }
}
