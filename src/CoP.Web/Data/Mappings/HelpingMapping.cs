using CoP.Domain.Discussions;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class PostHelpingMapping : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> post)
    {
        post.ComplexProperty(p => p.Reactions, counts =>
        {
            counts.Property(c => c.ThankYou).HasColumnName("ThankYou");
            counts.Property(c => c.MeToo).HasColumnName("MeToo");
            counts.Property(c => c.ThinkingOfYou).HasColumnName("ThinkingOfYou");
        });
        // Few posts are in these, and every page and row of a question asks for them.
        post.HasIndex(p => new { p.ThreadId, p.HelpedAt }).HasFilter("\"HelpedAt\" IS NOT NULL");
        post.HasIndex(p => new { p.ThreadId, p.TellsOutcome }).HasFilter("\"TellsOutcome\"");
    }
}

sealed class ThreadHelpingMapping : IEntityTypeConfiguration<Thread>
{
    public void Configure(EntityTypeBuilder<Thread> thread)
    {
        thread.HasIndex(t => t.GrewFromThread).HasFilter("\"GrewFromThread\" IS NOT NULL");
        thread.HasMany(t => t.AudienceChanges).WithOne().HasForeignKey(c => c.ThreadId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class ReactionMapping : IEntityTypeConfiguration<Reaction>
{
    public void Configure(EntityTypeBuilder<Reaction> reaction)
    {
        reaction.ToTable("Reactions");
        reaction.HasKey(r => new { r.PostId, r.By, r.Kind });
        reaction.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        // What a reader said, for the page of a thread.
        reaction.HasIndex(r => new { r.ThreadId, r.By });
        reaction.HasOne<Post>().WithMany().HasForeignKey(r => r.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

sealed class WideningMapping : IEntityTypeConfiguration<Widening>
{
    public void Configure(EntityTypeBuilder<Widening> widening)
    {
        widening.ToTable("Widenings");
        widening.Property(w => w.Id).ValueGeneratedNever();
        widening.Property(w => w.State).HasConversion<string>().HasMaxLength(20);
        widening.ComplexProperty(w => w.To, to => AudienceColumns.Of(to, "To"));
        widening.HasOne<Thread>().WithMany().HasForeignKey(w => w.ThreadId).OnDelete(DeleteBehavior.Cascade);
        widening.HasMany(w => w.Consents).WithOne().HasForeignKey(c => c.WideningId).OnDelete(DeleteBehavior.Cascade);
        widening.HasIndex(w => w.ThreadId, "IX_Widenings_Open").IsUnique().HasFilter("\"State\" = 'Open'");
        widening.HasIndex(w => new { w.ThreadId, w.ProposedAt });
    }
}

sealed class WideningConsentMapping : IEntityTypeConfiguration<WideningConsent>
{
    public void Configure(EntityTypeBuilder<WideningConsent> consent)
    {
        consent.ToTable("WideningConsents");
        consent.HasKey(c => new { c.WideningId, c.Asked });
    }
}

sealed class AudienceChangeMapping : IEntityTypeConfiguration<AudienceChange>
{
    public void Configure(EntityTypeBuilder<AudienceChange> change)
    {
        change.ToTable("AudienceChanges");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.ComplexProperty(c => c.From, from => AudienceColumns.Of(from, "From"));
        change.ComplexProperty(c => c.To, to => AudienceColumns.Of(to, "To"));
    }
}

static class AudienceColumns
{
    public static void Of(ComplexPropertyBuilder<Audience> audience, string name)
    {
        audience.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20).HasColumnName(name);
        audience.Property(a => a.GroupId).HasColumnName(name + "Group");
    }
}
