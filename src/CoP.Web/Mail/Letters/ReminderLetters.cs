using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.ByMail;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>What the reminders of all kinds of events share: whether one may still go, just before it goes.</summary>
public abstract class ReminderLetter(LetterDesk desk) : MemberLetter(desk)
{
    // Reminders are planned for each member by themselves.
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (now, zone) = (Desk.Now, Desk.Reader.Zone);
        if (await Find(occasion) is not { } found) return VoidReason.Cancelled;
        // The reminder whose key this is; of an event at another time, none has it.
        var reminder = found.Slots.SelectMany(slot => Enum.GetValues<ReminderTime>().Select(time => new Reminder(found.Kind, occasion.Item, slot, time)))
            .FirstOrDefault(r => r.Key == occasion.Id.Value);
        if (reminder is null) return VoidReason.Moved;
        var facts = await Facts(occasion, reminder.Slot);
        if (reminder.WhyVoid(facts with { Times = choices.Times }, now) is { } reason) return reason;
        if (reminder.IsOvertaken(choices.Reminders, zone, now)) return VoidReason.Superseded;
        // Until it is due by today's choices; the planner takes it up again then, and a letter that waited here would not hear of other choices.
        if (choices.Reminders.Quiet?.Hold(now, zone) == true || reminder.DueAt(choices.Reminders.Quiet, zone) > now) return VoidReason.TooSoon;
        return await Write(occasion, reminder.Slot, choices.Detailed);
    }

    /// <summary>The event's kind, as reminders name it, and the times at which it is held now.</summary>
    protected abstract Task<Event?> Find(Occasion occasion);

    /// <summary>How the event at that time and the reader stand to each other.</summary>
    protected abstract Task<ReminderFacts> Facts(Occasion occasion, LocalSlot slot);

    protected abstract Task<Sheet> Write(Occasion occasion, LocalSlot slot, bool detailed);

    protected sealed record Event(string Kind, IEnumerable<LocalSlot> Slots);

    protected string When(LocalSlot slot) => Desk.Format.DateTime(slot.StartsAt);
}

/// <summary>The quarterly meeting is near.</summary>
public sealed class MeetingReminderLetter(LetterDesk desk, IStringLocalizer<CommonText> common, RsvpLinks links) : ReminderLetter(desk)
{
    QuarterlyMeeting? meeting;

    protected override async Task<Event?> Find(Occasion occasion)
    {
        var id = new Id<QuarterlyMeeting>(occasion.Item);
        meeting = await Desk.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id);
        return meeting is null ? null : new Event(ReminderPlanner.Meeting, [meeting.Slot]);
    }

    protected override async Task<ReminderFacts> Facts(Occasion occasion, LocalSlot slot)
    {
        var (id, me) = (meeting!.Id, Desk.Reader.Id);
        return new ReminderFacts(
            meeting.Slot, meeting.State != MeetingState.Announced, await Desk.Db.Meetings.VisibleTo(Desk.Reader.Viewer).AnyAsync(m => m.Id == id),
            await Desk.Db.Rsvps.AnyAsync(r => r.MeetingId == id && r.MemberId == me && r.Answer == Answer.No && r.AnsweredFor == slot.Start), ReminderTimes.None);
    }

    protected override Task<Sheet> Write(Occasion occasion, LocalSlot slot, bool detailed) => Task.FromResult(About(meeting!, slot));

    /// <summary>The letter about a meeting, as it is.</summary>
    internal Sheet About(QuarterlyMeeting meeting, LocalSlot slot)
    {
        List<(string, string)> facts = [(Desk.Texts["fact.when"], Desk.Format.Slot(slot))];
        if (Desk.Format.SlotElsewhere(slot) is { } there) facts.Add((Desk.Texts["fact.local"], there));
        facts.Add((Desk.Texts["fact.host"], common.Of(meeting.Host)));
        facts.AddRange(MeetingFacts.WayIn(meeting, Desk.Texts));
        return new Sheet(Desk.Texts["meeting.reminder.subject", When(slot)])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["meeting.reminder.body"]), new Block.Facts(facts),
                new Block.Button(Desk.Texts["meeting.reminder.button"], Desk.Site.To($"/meetings/{meeting.Id}")),
                new Block.Paragraph(Desk.Texts["meeting.reminder.answers"]), new Block.Links(links.For(Desk.Reader.Id, meeting)),
            ],
            Why = Desk.Texts["reminder.why"],
        };
    }
}
