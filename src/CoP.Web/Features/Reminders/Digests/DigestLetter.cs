using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Reminders.Digests;

/// <summary>
/// What a member wants gathered, put together when it is sent. Not a word of a post, no group and no discussion that not everyone may read is named unless they chose detailed mail.
/// </summary>
/// <remarks>No row of it stays, and what has been told moves on whether or not there was anything: else the days without a digest would tell in which discussion somebody is anonymous.</remarks>
public sealed class DigestLetter(LetterDesk desk, DigestReading reading, IStringLocalizer<DigestText> texts, IStringLocalizer<NoticesText> notices) : MemberLetter(desk)
{
    // Posts can be taken back unheard for so long; and what is being written at this moment is not passed over.
    static readonly Duration Fresh = Duration.FromMinutes(5);

    public override bool IsOnRecord => false;

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([new(occasion.Item)]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var me = Desk.Reader.Id;
        if (choices.DigestOn is not { } day || new Digest(me, day).Key != occasion.Id.Value) return VoidReason.Superseded;
        var topics = choices.TopicsOn(day);
        if (topics == MailTopics.None) return VoidReason.NotWanted;
        var until = Desk.Now - Fresh;
        var content = await reading.Of(choices, topics, until);
        if (content.IsEmpty)
        {
            await Desk.Db.Write(async () => (await Desk.Db.ChoicesOf(me)).Told(topics, until));
            return VoidReason.NothingNew;
        }
        return Write(content, choices.Detailed, topics) with { OnceSent = async db => (await db.ChoicesOf(me)).Told(topics, until) };
    }

    /// <summary>The letter about some content.</summary>
    internal Sheet Write(DigestContent content, bool detailed, MailTopics topics)
    {
        List<Block> blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts["body"])];
        if (content.Threads.Count > 0)
        {
            blocks.Add(new Block.Heading(texts["threads"]));
            blocks.Add(new Block.Entries([.. content.Threads.Select(t => Thread(t, detailed))]));
            if (content.MoreThreads > 0) blocks.Add(new Block.Links((texts.Count("threads.more", content.MoreThreads), Desk.Site.To("/discussions?show=followed"))));
        }
        if (content.Matters.Count > 0)
        {
            blocks.Add(new Block.Heading(texts["matters"]));
            blocks.Add(new Block.Entries([.. content.Matters.Select(m => Matter(m, detailed))]));
            if (content.MoreMatters) blocks.Add(new Block.Links((texts["matters.more"], Desk.Site.To("/notices"))));
        }
        if (content.Agendas.Count > 0)
        {
            blocks.Add(new Block.Heading(texts["agenda"]));
            blocks.Add(new Block.Entries([.. content.Agendas.SelectMany(a => Agenda(a, detailed))]));
        }
        if (content.Ahead.Count > 0)
        {
            blocks.Add(new Block.Heading(texts["ahead"]));
            blocks.Add(new Block.Entries([.. content.Ahead.Select(e => new Entry(Name(e, detailed), Desk.Site.To(e.Path)) { More = Desk.Format.Slot(e.Slot) })]));
        }
        blocks.Add(new Block.Button(texts["button"], Desk.Site.To("/notices")));
        return new Sheet(texts["subject", Desk.Format.Date(Desk.Format.Today)]) { Blocks = blocks, Why = texts["why"], Topic = topics, List = "digest" };
    }

    Entry Thread(DigestThread thread, bool detailed)
    {
        var isNamed = detailed || thread.IsOpen;
        List<string> more = [texts.Count("new", thread.New)];
        if (thread.Helped > 0) more.Add(texts.Count("helped", thread.Helped));
        if (thread.IsToYou && isNamed) more.Add(texts["toYou"]);
        return new Entry(isNamed ? thread.Title : texts[thread.IsToYou ? "thread.toYou" : "thread.followed"], Desk.Site.To($"/threads/{thread.Id}"), isNamed ? thread.Language : null)
        {
            More = string.Join(", ", more),
            Words = detailed ? [.. thread.Words.Select(w => new Block.Quote(w.Text, w.Language))] : [],
        };
    }

    Entry Matter(NoticeRow row, bool detailed) => new(row.ThreadId is null ? notices["kind." + row.Kind] : notices["kind." + row.Kind, Desk.Texts["reply.someone"].Value], Desk.Site.To(row.Address))
    {
        More = row.Meeting is { } meeting ? Desk.Format.Slot(meeting.Slot) : detailed ? row.GroupName : null,
    };

    IEnumerable<Entry> Agenda(DigestAgenda agenda, bool detailed) => detailed
        ? agenda.Items.Select(i => new Entry(i.Title, Desk.Site.To($"/meetings/{agenda.Meeting}/agenda/items/{i.Id}"), i.Language) { More = Desk.Format.Slot(agenda.Slot) })
        : [new Entry(texts[agenda.Items.Count == 1 ? "agenda.count.one" : "agenda.count.other", agenda.Items.Count, Desk.Format.ShortDay(agenda.Slot)], Desk.Site.To($"/meetings/{agenda.Meeting}/agenda"))];

    string Name(DigestEvent e, bool detailed) => e.Kind is { } kind ? texts[kind == MeetingKind.Quarterly ? "ahead.meeting" : "ahead.extra"] : detailed ? e.Group! : texts["ahead.session"];
}
