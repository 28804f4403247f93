using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Notices;

namespace CoP.Web.Mail.Letters;

/// <summary>To an anonymous author: two people have learnt who they are, and why. Addressed to the alias.</summary>
public sealed class AuthorOpenedLetter(LetterDesk desk) : MemberLetter(desk)
{
    public override async Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) =>
        await Desk.Db.Openings.Where(o => o.Id == new Id<Opening>(occasion.Item)).Select(o => o.AliasId.Value).ToListAsync();

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var opening = await Desk.Db.Openings.AsNoTracking().SingleOrDefaultAsync(o => o.Id == new Id<Opening>(occasion.Item));
        if (opening is not { OpenedAt: { } at }) return VoidReason.Cancelled;
        return new Sheet(Desk.Texts["opened.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]),
                new Block.Paragraph(Desk.Texts["opened.body", Desk.Format.Date(Desk.Format.Local(at).Date)]),
                new Block.Button(Desk.Texts["opened.read"], Desk.Site.To($"/threads/{opening.ThreadId}/replies/{opening.PostId}")),
                new Block.Paragraph(Desk.Texts["opened.ask"]),
            ],
            Why = Desk.Texts["opened.why"],
        };
    }
}

/// <summary>
/// To those who may open an anonymous post: a request waits for a second one of them. To whom its discussion is there to see, as in their list; who of them
/// counts is not told. No row of it stays: to whom it did not go would tell of the author.
/// </summary>
public sealed class OpeningWaitingLetter(LetterDesk desk) : MemberLetter(desk)
{
    public override bool IsOnRecord => false;

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Desk.Db.Members.WithDuty(Duties.Opener).Select(m => m.Id).ToListAsync();

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (db, texts, me) = (Desk.Db, Desk.Texts, Desk.Reader.Id);
        var opening = await db.Openings.AsNoTracking().SingleOrDefaultAsync(o => o.Id == new Id<Opening>(occasion.Item));
        if (opening is null || !Desk.Reader.Is(Duties.Opener) || !await db.Threads.VisibleTo(db, Desk.Reader.Viewer).AnyAsync(t => t.Id == opening.ThreadId)) return VoidReason.Cancelled;
        if (opening.OpenedAt is not null || !opening.IsCurrent(Desk.Now) || opening.Confirmations.Any(c => c.OpenerId == me)) return VoidReason.Superseded;
        return new Sheet(texts["second.subject"])
        {
            Blocks = [new Block.Paragraph(texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts["second.body"]), new Block.Button(texts["second.go"], Desk.Site.To($"/openings/{opening.Id}"))],
            Why = texts["second.why"],
        };
    }
}
