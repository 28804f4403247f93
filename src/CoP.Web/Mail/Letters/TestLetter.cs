using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Reminders.Outbox;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>To who asked for it: that it arrived is all that it says.</summary>
public sealed class TestLetter(LetterDesk desk, IStringLocalizer<OutboxText> texts) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override Task<Draft> Write(Occasion occasion, MailChoices choices) => Task.FromResult<Draft>(new Sheet(texts["letter.subject"])
    {
        Blocks =
        [
            new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]),
            new Block.Paragraph(texts["letter.body", Desk.Format.DateTime(occasion.DueAt)]),
            new Block.Button(texts["letter.button"], Desk.Site.To("/preferences")),
        ],
        Why = texts["letter.why"],
    });
}
