using CoP.Domain.Announcements;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Search;

namespace CoP.Web.Mail.Letters;

/// <summary>To whoever wants news: the committee announced something. What it says stays on the site unless the reader chose detailed letters.</summary>
public sealed class AnnouncementLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion) =>
        await Find(occasion) is null ? [] : await Desk.Db.Members.WhoWant(Desk, MailTopics.News).Select(m => m.Id).ToListAsync();

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Find(occasion) is not { EndedAt: null } announcement) return VoidReason.Cancelled;
        var language = Desk.Reader.Member.Language;
        return About(choices.Detailed, announcement.Title.In(language), PlainText.Of(announcement.In(language).Html), language);
    }

    /// <summary>The letter about an announcement.</summary>
    internal Sheet About(bool detailed, string title, string words, string language)
    {
        List<Block> blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["news.body"])];
        if (detailed)
        {
            blocks.Add(new Block.Facts((Desk.Texts["news.title"], title)));
            blocks.Add(new Block.Quote(words, language));
        }
        blocks.Add(new Block.Button(Desk.Texts["news.button"], Desk.Site.To("/announcements")));
        return new Sheet(Desk.Texts["news.subject"]) { Blocks = blocks, Why = Desk.Texts["news.why"] };
    }

    Task<Announcement?> Find(Occasion occasion)
    {
        var id = new Id<Announcement>(occasion.Item);
        return Desk.Db.Announcements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id);
    }
}
