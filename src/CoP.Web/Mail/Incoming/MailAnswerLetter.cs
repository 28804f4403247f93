using CoP.Domain.Members;
using CoP.Domain.Reminders;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Incoming;

/// <summary>What became of mail that a member sent us, in plain words. It names no discussion: mailboxes are looked at over shoulders.</summary>
public sealed class MailAnswerLetter(LetterDesk desk, IStringLocalizer<IncomingText> texts) : MemberLetter(desk)
{
    const int Kept = 100;

    /// <summary>The edition of an occasion that says why, and whether the text lies among the drafts.</summary>
    public static int Edition(MailAnswer why, bool kept) => (int)why + (kept ? Kept : 0);

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (why, kept) = ((MailAnswer)(occasion.Version % Kept), occasion.Version >= Kept);
        List<Block> blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts["told." + why])];
        if (kept) blocks.Add(new Block.Paragraph(texts["told.kept"]));
        blocks.Add(kept ? new Block.Button(texts["button.drafts"], Desk.Site.To("/drafts"))
            : why == MailAnswer.Waits ? new Block.Button(texts["button.waiting"], Desk.Site.To("/submissions"))
            : why is MailAnswer.AllSessions or MailAnswer.AnswerTooLate or MailAnswer.AnswerUnproven ? new Block.Button(texts["button.calendar"], Desk.Site.To("/calendar"))
            : new Block.Button(texts["button.home"], Desk.Site.To("/discussions")));
        return Task.FromResult<Draft>(new Sheet(texts["subject"]) { Blocks = blocks, Why = texts["why"] });
    }
}
