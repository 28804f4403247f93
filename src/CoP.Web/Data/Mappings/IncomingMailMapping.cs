using CoP.Web.Mail.Incoming;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class ReplyAddressMapping : IEntityTypeConfiguration<ReplyAddress>
{
    public void Configure(EntityTypeBuilder<ReplyAddress> address)
    {
        address.ToTable("ReplyAddresses");
        address.HasKey(a => a.Slot);
        address.Property(a => a.Slot).HasMaxLength(32);
        address.Property(a => a.Sealed).HasMaxLength(100);
        address.HasIndex(a => a.Until);
    }
}

sealed class IncomingMailboxMapping : IEntityTypeConfiguration<IncomingMailbox>
{
    public void Configure(EntityTypeBuilder<IncomingMailbox> mailbox) => mailbox.ToTable("IncomingMailboxes");
}

sealed class IncomingMailMapping : IEntityTypeConfiguration<IncomingMail>
{
    public void Configure(EntityTypeBuilder<IncomingMail> mail)
    {
        mail.ToTable("IncomingMail");
        mail.HasKey(m => m.Key);
        mail.HasIndex(m => m.At);
    }
}
