using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> group)
    {
        group.ToTable("Groups");
        group.Property(g => g.Name).HasMaxLength(GroupOutline.NameLimit);
        group.Property(g => g.Purpose).HasMaxLength(GroupOutline.PurposeLimit);
        group.Property(g => g.Description).HasMaxLength(GroupOutline.DescriptionLimit);
        group.Property(g => g.Language).HasMaxLength(2);
        group.Property(g => g.Place).HasMaxLength(GroupOutline.PlaceLimit);
        group.Property(g => g.MeetsIn).HasMaxLength(64);
        group.Property(g => g.Suggested).HasDefaultValue(true).HasSentinel(true);
        group.HasMany(g => g.Consents).WithOne().HasForeignKey(c => c.GroupId).OnDelete(DeleteBehavior.Cascade);
        group.HasMany(g => g.Memberships).WithOne().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
        group.HasMany(g => g.Series).WithOne().HasForeignKey(s => s.GroupId).OnDelete(DeleteBehavior.Cascade);
        group.Ignore(g => g.Members).Ignore(g => g.WaitingLine).Ignore(g => g.News);
        group.HasIndex(g => new { g.Name, g.Id });
        group.HasIndex(g => new { g.MeetsIn, g.MeetsAt });
    }
}

sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.ToTable("Memberships");
        membership.HasKey(m => new { m.GroupId, m.MemberId });
        membership.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
        membership.HasIndex(m => new { m.MemberId, m.State });
        // Whatever goes wrong elsewhere, no two of one line have the same number.
        membership.HasIndex(m => new { m.GroupId, m.Line }).IsUnique();
    }
}

sealed class ConsentMapping : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> consent)
    {
        consent.ToTable("Consents");
        consent.HasKey(c => new { c.GroupId, c.MemberId, c.NewcomerId });
        consent.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        consent.HasOne<Member>().WithMany().HasForeignKey(c => c.NewcomerId).OnDelete(DeleteBehavior.Cascade);
        consent.HasIndex(c => new { c.GroupId, c.NewcomerId });
    }
}

sealed class LookingMapping : IEntityTypeConfiguration<Looking>
{
    public void Configure(EntityTypeBuilder<Looking> looking)
    {
        looking.ToTable("Lookings");
        looking.HasKey(l => l.MemberId);
        looking.Property(l => l.ZoneId).HasMaxLength(64);
        looking.Property(l => l.Language).HasMaxLength(2);
        looking.Ignore(l => l.Times);
        looking.HasOne<Member>().WithOne().HasForeignKey<Looking>(l => l.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SessionSeriesMapping : IEntityTypeConfiguration<SessionSeries>
{
    public void Configure(EntityTypeBuilder<SessionSeries> series)
    {
        series.ToTable("SessionSeries");
        series.Property(s => s.Id).ValueGeneratedNever();
        series.Property(s => s.Uid).HasMaxLength(36);
        series.HasIndex(s => s.Uid).IsUnique();
        series.ComplexProperty(s => s.Slot).Property(s => s.ZoneId).HasMaxLength(64);
        series.Ignore(s => s.Schedule).Ignore(s => s.Stamp).Ignore(s => s.IsOnce);
        series.HasMany(s => s.Changes).WithOne().HasForeignKey(c => c.SeriesId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class SessionChangeMapping : IEntityTypeConfiguration<SessionChange>
{
    public void Configure(EntityTypeBuilder<SessionChange> change)
    {
        change.ToTable("SessionChanges");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.Place).HasMaxLength(GroupOutline.PlaceLimit);
        change.HasIndex(c => new { c.SeriesId, c.Original }).IsUnique();
    }
}

sealed class SessionNotebookMapping : IEntityTypeConfiguration<SessionNotebook>
{
    public void Configure(EntityTypeBuilder<SessionNotebook> notebook)
    {
        notebook.ToTable("SessionNotebooks");
        notebook.Property(n => n.Id).ValueGeneratedNever();
        notebook.HasOne<Group>().WithMany().HasForeignKey(n => n.GroupId).OnDelete(DeleteBehavior.Cascade);
        notebook.HasIndex(n => new { n.GroupId, n.Original }).IsUnique();
    }
}

sealed class SessionNoteMapping : IEntityTypeConfiguration<SessionNote>
{
    public void Configure(EntityTypeBuilder<SessionNote> note)
    {
        note.ToTable("SessionNotes");
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
        note.Property(n => n.Text).HasMaxLength(SessionNote.TextLimit);
        note.Property(n => n.Language).HasMaxLength(2);
        note.HasOne<SessionNotebook>().WithMany().HasForeignKey(n => n.NotebookId).OnDelete(DeleteBehavior.Cascade);
        note.HasIndex(n => new { n.NotebookId, n.Sequence }).IsUnique();
    }
}

sealed class SessionAbsenceMapping : IEntityTypeConfiguration<SessionAbsence>
{
    public void Configure(EntityTypeBuilder<SessionAbsence> absence)
    {
        absence.ToTable("SessionAbsences");
        absence.HasKey(a => new { a.GroupId, a.Original, a.MemberId });
        // Whoever leaves the group takes along what they said.
        absence.HasOne<Membership>().WithMany().HasForeignKey(a => new { a.GroupId, a.MemberId }).OnDelete(DeleteBehavior.Cascade);
        absence.HasIndex(a => a.StartsAt);
    }
}
