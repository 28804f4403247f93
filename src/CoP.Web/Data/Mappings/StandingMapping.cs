using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.Ignore(i => i.Work);
        invitation.Property(i => i.Email).HasMaxLength(Invitation.EmailLimit);
        invitation.Property(i => i.Language).HasMaxLength(2);
        invitation.HasOne<Agency>().WithMany().HasForeignKey(i => i.AgencyId).OnDelete(DeleteBehavior.Restrict);
        invitation.HasOne<Member>().WithMany().HasForeignKey(i => i.InvitedById).OnDelete(DeleteBehavior.Restrict);
        invitation.HasOne<Member>().WithMany().HasForeignKey(i => i.MemberId).OnDelete(DeleteBehavior.Restrict);
        invitation.HasIndex(i => new { i.InvitedAt, i.Id });
        // The database decides between two invitations to one address written at the same time.
        invitation.HasIndex(i => i.Email).IsUnique().HasFilter("\"AcceptedAt\" IS NULL AND \"WithdrawnAt\" IS NULL");
    }
}

sealed class SignInLinkMapping : IEntityTypeConfiguration<SignInLink>
{
    public void Configure(EntityTypeBuilder<SignInLink> link)
    {
        link.ToTable("SignInLinks");
        link.HasOne<Member>().WithMany().HasForeignKey(l => l.MemberId).OnDelete(DeleteBehavior.Cascade);
        link.HasIndex(l => l.ExpiresAt);
    }
}

sealed class SignInSessionMapping : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> session)
    {
        session.ToTable("SignInSessions");
        session.Property(s => s.TokenHash).HasMaxLength(32);
        session.Property(s => s.Browser).HasMaxLength(SignInSession.NameLimit);
        session.Property(s => s.System).HasMaxLength(SignInSession.NameLimit);
        session.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
        session.HasIndex(s => s.TokenHash).IsUnique();
    }
}

sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("AuditTrail");
        entry.Property(e => e.What).HasConversion<string>().HasMaxLength(40);
        entry.Property(e => e.Before).HasMaxLength(120);
        entry.Property(e => e.After).HasMaxLength(Domain.Discussions.Opening.ReasonLimit);
        entry.HasOne<Member>().WithMany().HasForeignKey(e => e.ActorId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<Member>().WithMany().HasForeignKey(e => e.SubjectId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<Invitation>().WithMany().HasForeignKey(e => e.InvitationId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => new { e.At, e.Id });
    }
}

sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> key)
    {
        key.ToTable("ProtectionKeys");
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(120);
    }
}

sealed class SetUpKeyMapping : IEntityTypeConfiguration<SetUpKey>
{
    public void Configure(EntityTypeBuilder<SetUpKey> key)
    {
        key.ToTable("SetUpKeys");
        key.Property(k => k.Hash).HasMaxLength(32);
    }
}
