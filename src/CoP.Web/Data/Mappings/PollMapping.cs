using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoP.Web.Data.Mappings;

sealed class PollMapping : IEntityTypeConfiguration<Poll>
{
    public void Configure(EntityTypeBuilder<Poll> poll)
    {
        poll.ToTable("Polls");
        poll.Property(p => p.Id).ValueGeneratedNever();
        poll.Property(p => p.State).HasConversion<string>().HasMaxLength(10);
        poll.Ignore(p => p.Ranking);
        poll.Ignore(p => p.Voters);
        poll.HasOne<Member>().WithMany().HasForeignKey(p => p.ById).OnDelete(DeleteBehavior.Restrict);
        poll.HasMany(p => p.Slots).WithOne().HasForeignKey(s => s.PollId).OnDelete(DeleteBehavior.Cascade);
        poll.HasMany(p => p.Votes).WithOne().HasForeignKey(v => v.PollId).OnDelete(DeleteBehavior.Cascade);
        poll.HasMany(p => p.Remarks).WithOne().HasForeignKey(r => r.PollId).OnDelete(DeleteBehavior.Cascade);
        // A poll is nothing without them.
        poll.Navigation(p => p.Slots).AutoInclude();
        poll.Navigation(p => p.Votes).AutoInclude();
        poll.Navigation(p => p.Remarks).AutoInclude();
        poll.HasIndex(p => p.State);
    }
}

sealed class PollSlotMapping : IEntityTypeConfiguration<PollSlot>
{
    public void Configure(EntityTypeBuilder<PollSlot> slot)
    {
        slot.ToTable("PollSlots");
        slot.Property(s => s.Id).ValueGeneratedNever();
        slot.ComplexProperty(s => s.Slot, local =>
        {
            local.Property(l => l.Start).HasColumnName("Start");
            local.Property(l => l.Minutes).HasColumnName("Minutes");
            local.Property(l => l.ZoneId).HasColumnName("ZoneId").HasMaxLength(64);
        });
        slot.HasIndex(s => new { s.PollId, s.Number }).IsUnique();
    }
}

sealed class VoteMapping : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> vote)
    {
        vote.ToTable("Votes");
        vote.Property(v => v.Id).ValueGeneratedNever();
        vote.Property(v => v.Answer).HasConversion<string>().HasMaxLength(10);
        vote.HasOne<PollSlot>().WithMany().HasForeignKey(v => v.SlotId).OnDelete(DeleteBehavior.Cascade);
        // A member or a guest: no key of one table says that.
        vote.HasIndex(v => new { v.SlotId, v.VoterId }).IsUnique();
    }
}

sealed class RemarkMapping : IEntityTypeConfiguration<Remark>
{
    public void Configure(EntityTypeBuilder<Remark> remark)
    {
        remark.ToTable("PollRemarks");
        remark.Property(r => r.Id).ValueGeneratedNever();
        remark.Property(r => r.Text).HasMaxLength(Poll.RemarkLimit);
        remark.Property(r => r.Language).HasMaxLength(2);
        remark.HasIndex(r => new { r.PollId, r.VoterId }).IsUnique();
    }
}

sealed class AvailabilityPollMapping : IEntityTypeConfiguration<AvailabilityPoll>
{
    public void Configure(EntityTypeBuilder<AvailabilityPoll> poll)
    {
        poll.ToTable("AvailabilityPolls");
        poll.HasKey(p => p.PollId);
        poll.Property(p => p.PollId).ValueGeneratedNever();
        poll.Property(p => p.Title).HasMaxLength(AvailabilityPoll.TitleLimit);
        poll.Property(p => p.Note).HasMaxLength(AvailabilityPoll.NoteLimit);
        poll.Property(p => p.Language).HasMaxLength(2);
        poll.Property(p => p.ZoneId).HasMaxLength(64);
        poll.HasOne<Poll>().WithOne().HasForeignKey<AvailabilityPoll>(p => p.PollId).OnDelete(DeleteBehavior.Cascade);
        poll.HasOne<Group>().WithMany().HasForeignKey(p => p.GroupId).OnDelete(DeleteBehavior.Cascade);
        poll.HasIndex(p => p.GroupId);
    }
}

sealed class PollGuestMapping : IEntityTypeConfiguration<PollGuest>
{
    public void Configure(EntityTypeBuilder<PollGuest> guest)
    {
        guest.ToTable("PollGuests");
        guest.Property(g => g.Id).ValueGeneratedNever();
        guest.Property(g => g.Email).HasMaxLength(Invitation.EmailLimit);
        guest.Property(g => g.Language).HasMaxLength(2);
        guest.Property(g => g.Name).HasMaxLength(PollGuest.NameLimit);
        guest.Property(g => g.ZoneId).HasMaxLength(64);
        guest.HasOne<Poll>().WithMany().HasForeignKey(g => g.PollId).OnDelete(DeleteBehavior.Cascade);
        guest.HasOne<Member>().WithMany().HasForeignKey(g => g.InvitedById).OnDelete(DeleteBehavior.Restrict);
        guest.HasIndex(g => g.PollId);
    }
}

sealed class MeetingPollMapping : IEntityTypeConfiguration<MeetingPoll>
{
    public void Configure(EntityTypeBuilder<MeetingPoll> poll)
    {
        poll.ToTable("MeetingPolls");
        poll.HasKey(p => p.PollId);
        poll.Property(p => p.PollId).ValueGeneratedNever();
        poll.Property(p => p.Quarter).HasConversion(q => q.ToString(), text => Quarter.Parse(text)).HasMaxLength(7);
        poll.HasOne<Poll>().WithOne().HasForeignKey<MeetingPoll>(p => p.PollId).OnDelete(DeleteBehavior.Cascade);
        poll.HasOne<QuarterlyMeeting>().WithMany().HasForeignKey(p => p.MeetingId).OnDelete(DeleteBehavior.Cascade);
        poll.HasIndex(p => p.Quarter);
    }
}
