using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Domain.Reminders;
using CoP.Web.Features.Polls;
using CoP.Web.Features.Polls.Guests;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// A poll that asks "when?", to the members of a group or of the committee. That it is one of a group, and what it is about, is the reader's to have said: a
/// mailbox at work need not know whom one reflects with.
/// </summary>
public abstract class AvailabilityLetter(LetterDesk desk, AvailabilitySight sight, IStringLocalizer<AvailabilityText> texts) : MemberLetter(desk)
{
    /// <summary>Under which the words of the letter stand.</summary>
    protected abstract string KeyOf(Poll poll);

    protected IStringLocalizer Texts => texts;

    /// <summary>Why it does not go any more; null where it goes.</summary>
    protected abstract VoidReason? Check(Poll poll, Id<Voter>? reader);

    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        if (await sight.Find(new Id<Poll>(occasion.Item)) is not { } asked || Check(asked.Poll, null) is not null) return [];
        var members = asked.Members.Where(m => Check(asked.Poll, m.Id.AsVoter()) is null).Select(m => m.Id).ToArray();
        return await Desk.Db.Members.Where(m => members.Contains(m.Id)).WhoWant(Desk, occasion.Kind.Topic()).Select(m => m.Id).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await sight.Find(new Id<Poll>(occasion.Item), Desk.Reader.Viewer) is not { } asked) return VoidReason.Left;
        if (Check(asked.Poll, Desk.Reader.Id.AsVoter()) is { } reason) return reason;
        var (whose, key) = (asked.About.GroupId is null ? "committee" : "group", KeyOf(asked.Poll));
        List<(string, string)> facts = [];
        if (asked.Group is null || choices.Detailed) facts.Add((texts["letter.for"], asked.About.Title));
        if (asked.Group is not null && choices.Detailed) facts.Add((Desk.Texts["fact.group"], asked.Group));
        facts.AddRange(Facts(asked.Poll));
        return new Sheet(texts[$"letter.{key}.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts[$"letter.{key}.{whose}"]), new Block.Facts([.. facts]),
                new Block.Button(texts[$"letter.{key}.button"], Desk.Site.To($"/polls/{asked.Poll.Id}")),
            ],
            Why = texts["letter.why." + whose],
            KnownBy = asked.Poll.State == PollState.Open ? asked.Poll.ClosesAt : null,
        };
    }

    protected abstract IEnumerable<(string, string)> Facts(Poll poll);
}

/// <summary>The poll is open. Not to who asked, and to nobody once the deadline has passed.</summary>
public class AvailabilityOpenedLetter(LetterDesk desk, AvailabilitySight sight, IStringLocalizer<AvailabilityText> texts) : AvailabilityLetter(desk, sight, texts)
{
    protected override string KeyOf(Poll poll) => "opened";

    protected override VoidReason? Check(Poll poll, Id<Voter>? reader) =>
        !poll.TakesVotes(Desk.Now) ? VoidReason.Cancelled : reader is { } voter && (poll.HasAnswered(voter) || IsSpared(poll, voter)) ? VoidReason.Superseded : null;

    protected virtual bool IsSpared(Poll poll, Id<Voter> reader) => reader == poll.ById.AsVoter();

    protected override IEnumerable<(string, string)> Facts(Poll poll) => [(Texts["letter.until"], Desk.Format.DateTime(poll.ClosesAt))];
}

/// <summary>To those who have not answered a day before the deadline; also to who asked.</summary>
public sealed class AvailabilityReminderLetter(LetterDesk desk, AvailabilitySight sight, IStringLocalizer<AvailabilityText> texts) : AvailabilityOpenedLetter(desk, sight, texts)
{
    protected override string KeyOf(Poll poll) => "reminder";

    protected override bool IsSpared(Poll poll, Id<Voter> reader) => false;
}

/// <summary>The poll has ended: a time is chosen, or none will be.</summary>
public sealed class AvailabilityClosedLetter(LetterDesk desk, AvailabilitySight sight, IStringLocalizer<AvailabilityText> texts) : AvailabilityLetter(desk, sight, texts)
{
    protected override string KeyOf(Poll poll) => poll.State == PollState.Chosen ? "chosen" : "withdrawn";

    protected override VoidReason? Check(Poll poll, Id<Voter>? reader) => poll.State == PollState.Open ? VoidReason.Cancelled : null;

    protected override IEnumerable<(string, string)> Facts(Poll poll) => poll.Slots.FirstOrDefault(s => s.Id == poll.ChosenId) is { Slot: var slot } ? [(Desk.Texts["fact.when"], Desk.Format.Slot(slot))] : [];
}

/// <summary>To somebody without an account, under their own address; what it says of times is by the clock of the poll, or of the guest once they said which.</summary>
public abstract class GuestLetter(LetterDesk desk, AvailabilitySight sight, GuestLinks links, IStringLocalizer<AvailabilityText> texts) : Composer
{
    public override Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) => Task.FromResult<IReadOnlyCollection<Guid>>([occasion.Item]);

    public override async Task<Composition> Compose(Occasion occasion, Guid recipient)
    {
        var id = new Id<PollGuest>(recipient);
        var guest = await desk.Db.PollGuests.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id);
        if (guest is not { WithdrawnAt: null }) return new Composition.Void(VoidReason.Cancelled);
        if (guest.Email.Length == 0) return new Composition.Void(VoidReason.NoAddress);
        if (await sight.Find(guest.PollId) is not { } asked) return new Composition.Void(VoidReason.Cancelled);
        if (Check(asked.Poll, guest) is { } reason) return new Composition.Void(reason);
        using var _ = new Speaking(guest.Language);
        desk.Reader.ReadBy(DateTimeZoneProviders.Tzdb[guest.ZoneId ?? asked.About.ZoneId]);
        var poll = asked.Poll;
        var key = KeyOf(poll);
        var sheet = new Sheet(texts[$"letter.{key}.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(guest.Name is { } name ? desk.Texts["hello", name] : texts["letter.hello"]), new Block.Paragraph(texts[$"letter.{key}.guest"]),
                new Block.Facts((texts["letter.for"], asked.About.Title), poll.Slots.FirstOrDefault(s => s.Id == poll.ChosenId) is { Slot: var slot } ? (desk.Texts["fact.when"], When(slot)) : (texts["letter.until"], desk.Format.DateTime(poll.ClosesAt))),
                new Block.Button(texts[$"letter.{key}.button"], desk.Site.To($"{links.PathFor(id)}?lang={guest.Language}")),
            ],
            Why = texts["letter.why.guest"],
        };
        return new Composition.Ready(desk.Stationery.Write(sheet, occasion, new Addressee(recipient, null, guest.Name ?? "", guest.Email, guest.Language)));
    }

    protected LetterDesk Desk => desk;

    /// <summary>Under which the words of the letter stand.</summary>
    protected abstract string KeyOf(Poll poll);

    protected abstract VoidReason? Check(Poll poll, PollGuest guest);

    // Nobody's zone is known here for sure: it is said.
    string When(LocalSlot slot) => desk.Format.SlotElsewhere(slot) is { } there ? $"{desk.Format.Slot(slot)} ({there})" : $"{desk.Format.Slot(slot)} ({desk.Format.ZoneName(desk.Format.Zone.Id)})";
}

/// <summary>The link with which a guest answers.</summary>
public class GuestOpenedLetter(LetterDesk desk, AvailabilitySight sight, GuestLinks links, IStringLocalizer<AvailabilityText> texts) : GuestLetter(desk, sight, links, texts)
{
    protected override string KeyOf(Poll poll) => "opened";

    protected override VoidReason? Check(Poll poll, PollGuest guest) => !poll.TakesVotes(Desk.Now) ? VoidReason.Cancelled : poll.HasAnswered(guest.Id.AsVoter()) ? VoidReason.Superseded : null;
}

/// <summary>A day is left.</summary>
public sealed class GuestReminderLetter(LetterDesk desk, AvailabilitySight sight, GuestLinks links, IStringLocalizer<AvailabilityText> texts) : GuestOpenedLetter(desk, sight, links, texts)
{
    protected override string KeyOf(Poll poll) => "reminder";
}

/// <summary>A time is chosen, or none will be.</summary>
public sealed class GuestClosedLetter(LetterDesk desk, AvailabilitySight sight, GuestLinks links, IStringLocalizer<AvailabilityText> texts) : GuestLetter(desk, sight, links, texts)
{
    protected override string KeyOf(Poll poll) => poll.State == PollState.Chosen ? "chosen" : "withdrawn";

    protected override VoidReason? Check(Poll poll, PollGuest guest) => poll.State == PollState.Open ? VoidReason.Cancelled : null;
}
