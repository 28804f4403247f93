using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;

namespace CoP.Web.Mail.Letters;

/// <summary>To who has something to do for a meeting: it is due.</summary>
public sealed class ChecklistDueLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        if (await Meeting(occasion) is not { } meeting) return [];
        var owners = (await Due(meeting, occasion)).ConvertAll(i => i.OwnerAt(meeting));
        // What is nobody's in particular is the whole committee's.
        var committee = owners.Contains(null)
            ? await Desk.Db.Members.Where(m => m.State == MemberState.Active && (m.Duties & Duties.Committee) != Duties.None).Select(m => m.Id).ToListAsync()
            : [];
        return [.. owners.OfType<Id<Member>>().Concat(committee).Distinct()];
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Meeting(occasion) is not { State: not (MeetingState.Cancelled or MeetingState.Postponed) } meeting) return VoidReason.Cancelled;
        var mine = (await Due(meeting, occasion)).FindAll(i => i.OwnerAt(meeting) is { } owner ? owner == Desk.Reader.Id : Desk.Reader.Viewer.IsCommittee);
        // Done meanwhile, given to somebody else, or the meeting has another day.
        if (mine.Count == 0) return VoidReason.Superseded;
        var language = Desk.Reader.Member.Language;
        return new Sheet(Desk.Texts["checklist.subject", Desk.Format.Date(Desk.Format.Local(meeting.Slot.StartsAt).Date)])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["checklist.body"]),
                .. mine.Select(i => i.Task.In(language)).Select(words => new Block.Quote(words.Words, words.Language)),
                new Block.Button(Desk.Texts["checklist.button"], Desk.Site.To($"/meetings/{meeting.Id}/checklist")),
            ],
            Why = Desk.Texts["checklist.why"],
            KnownBy = meeting.Slot.StartsAt,
        };
    }

    Task<QuarterlyMeeting?> Meeting(Occasion occasion)
    {
        var id = new Id<QuarterlyMeeting>(occasion.Item);
        return Desk.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id);
    }

    async Task<List<ChecklistItem>> Due(QuarterlyMeeting meeting, Occasion occasion) =>
        (await Desk.Db.ChecklistItems.AsNoTracking().Where(i => i.MeetingId == meeting.Id && i.DoneAt == null).ToListAsync())
            .FindAll(i => new ChecklistReminder(meeting.Id.Value, i.DueOn(meeting)).Key == occasion.Id.Value);
}
