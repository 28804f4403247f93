using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Meetings;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// To who proposed something for an agenda: it is on it, or was set aside. Addressed to the token with which it was proposed, so that no row says who it was.
/// </summary>
public sealed class AgendaDecidedLetter(LetterDesk desk) : MemberLetter(desk)
{
    public override async Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion)
    {
        var id = new Id<AgendaItem>(occasion.Item);
        return await Desk.Db.AgendaItems.Where(i => i.Id == id).Select(i => i.Proposer).SingleOrDefaultAsync() is { } proposer ? [proposer] : [];
    }

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    // A token leads to nobody; it is made again for one member after the other until it is the same.
    protected override async Task<Id<Member>?> Behind(Occasion occasion, Guid recipient)
    {
        var item = new Id<AgendaItem>(occasion.Item);
        foreach (var member in await Desk.Db.Members.Where(m => m.State == MemberState.Active).Select(m => m.Id).ToListAsync())
            if (Desk.Db.Seals.ProposerOf(item, member) == recipient) return member;
        return null;
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<AgendaItem>(occasion.Item);
        if (await Desk.Db.AgendaItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id) is not { } item) return VoidReason.Cancelled;
        if (await Desk.Db.Meetings.AsNoTracking().VisibleTo(Desk.Reader.Viewer).SingleOrDefaultAsync(m => m.Id == item.MeetingId) is not { } meeting) return VoidReason.Cancelled;
        if (meeting.State is MeetingState.Cancelled or MeetingState.Postponed) return VoidReason.Cancelled;
        if (meeting.IsOver(Desk.Now)) return VoidReason.Started;
        // Decided otherwise meanwhile, or once more: the latest word is told, once.
        if ((int)item.State != occasion.Version || await Desk.Db.Occasions.AnyAsync(o => o.Item == occasion.Item && o.Kind == LetterKind.AgendaDecided && o.DueAt > occasion.DueAt)) return VoidReason.Superseded;
        List<(string, string)> facts = [(Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot))];
        if (choices.Detailed)
        {
            facts.Add((Desk.Texts["agenda.what"], item.Title));
            if (item.Reason is { } reason) facts.Add((Desk.Texts["fact.reason"], reason));
        }
        return new Sheet(Desk.Texts["agenda.subject", Desk.Format.ShortDay(meeting.Slot)])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["agenda." + item.State]), new Block.Facts(facts),
                new Block.Button(Desk.Texts["agenda.button"], Desk.Site.To($"/meetings/{meeting.Id}/agenda/items/{item.Id}")),
            ],
            Why = Desk.Texts["agenda.why"],
        };
    }
}
