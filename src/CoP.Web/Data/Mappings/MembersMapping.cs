using CoP.Domain.Members;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class MemberMapping : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("Members");
        member.Ignore(m => m.Work);
        member.Property(m => m.Name).HasMaxLength(Member.NameLimit);
        member.Property(m => m.Language).HasMaxLength(2);
        member.Property(m => m.ZoneId).HasMaxLength(64);
        member.HasOne<Agency>().WithMany().HasForeignKey(m => m.AgencyId).OnDelete(DeleteBehavior.Restrict);
        member.HasIndex(m => new { m.Name, m.Id });
    }
}

sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account) => account.ToTable("Accounts");
}

sealed class AgencyMapping : IEntityTypeConfiguration<Agency>
{
    public void Configure(EntityTypeBuilder<Agency> agency)
    {
        agency.ToTable("Agencies");
        agency.Property(a => a.Name).HasMaxLength(Agency.NameLimit);
    }
}
