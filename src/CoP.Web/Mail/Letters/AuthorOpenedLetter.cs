using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;

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
