using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Domain.Reminders;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Moderation;
using CoP.Web.Features.Notices;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// To the author of a post: moderators did something, and why. It is addressed to the alias of an anonymous author, and to
/// a mailbox only at the moment of sending. What was done and why stands on the site; in the letter where the reader chose so.
/// </summary>
public sealed class PostModeratedLetter(LetterDesk desk, IStringLocalizer<ModerationText> moderation) : MemberLetter(desk)
{
    public override async Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) =>
        await Posts(occasion).Select(p => new { p.AuthorId, p.AliasId }).SingleOrDefaultAsync() is { } author ? [author.AuthorId?.Value ?? author.AliasId!.Value.Value] : [];

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var step = await Desk.Db.CaseSteps.AsNoTracking().SingleOrDefaultAsync(s => s.Id == new Id<CaseStep>(occasion.Item));
        if (step is null || await Posts(occasion).AsNoTracking().SingleOrDefaultAsync() is not { } post) return VoidReason.Cancelled;
        List<Block> blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name])];
        if (choices.Detailed)
        {
            blocks.Add(new Block.Paragraph(moderation["told." + step.Kind]));
            if (step.Reason is { } reason) blocks.Add(new Block.Facts((moderation["reason"], moderation["reason." + reason])));
            blocks.Add(new Block.Quote(step.Words, Desk.Reader.Member.Language));
        }
        else
        {
            blocks.Add(new Block.Paragraph(Desk.Texts["moderated.body"]));
        }
        blocks.Add(new Block.Button(Desk.Texts["moderated.read"], Desk.Site.To($"/threads/{post.ThreadId}/replies/{post.Id}/moderation")));
        return new Sheet(Desk.Texts["moderated.subject"]) { Blocks = blocks, Why = Desk.Texts["moderated.why"] };
    }

    IQueryable<Post> Posts(Occasion occasion)
    {
        var step = new Id<CaseStep>(occasion.Item);
        return Desk.Db.CaseSteps.Where(s => s.Id == step).Join(Desk.Db.Cases, s => s.CaseId, c => c.Id, (s, c) => c).Join(Desk.Db.Posts, c => c.PostId, p => p.Id, (c, p) => p);
    }
}

/// <summary>To the moderators: something waits for them. Not to one for whom the case does not exist, and without a word of what it is about.</summary>
/// <remarks>No row of it stays, for anybody: to whom it did not go would tell who wrote anonymously.</remarks>
public sealed class ConcernWaitingLetter(LetterDesk desk, CaseSight sight) : MemberLetter(desk)
{
    public override bool IsOnRecord => false;

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Desk.Db.Members.WithDuty(Duties.Moderator).Select(m => m.Id).ToListAsync();

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<Case>(occasion.Item);
        if (!await sight.May(id)) return VoidReason.Cancelled;
        if (!await Desk.Db.Cases.AnyAsync(c => c.Id == id && c.WaitsSince != null)) return VoidReason.Superseded;
        return new Sheet(Desk.Texts["waiting.subject"])
        {
            Blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["waiting.body"]), new Block.Button(Desk.Texts["waiting.go"], Desk.Site.To("/moderation"))],
            Why = Desk.Texts["waiting.why"],
        };
    }
}

/// <summary>To whoever told the moderators about a post: it was looked at. What came of it is not said, nor which post it was.</summary>
public sealed class ConcernSeenLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (id, me) = (new Id<Concern>(occasion.Item), Desk.Reader.Id);
        if (!await Desk.Db.Concerns.AnyAsync(c => c.Id == id && c.RaisedById == me)) return VoidReason.Cancelled;
        return new Sheet(Desk.Texts["concern.subject"])
        {
            Blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["concern.body"]), new Block.Button(Desk.Texts["concern.go"], Desk.Site.To("/discussions"))],
            Why = Desk.Texts["concern.why"],
        };
    }
}

/// <summary>To a new member: what they wrote first is there for all to read.</summary>
public sealed class FirstPostShownLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<Post>(occasion.Item);
        if (await Desk.Db.Posts.Where(p => p.Id == id).Readable(Desk.Now).Select(p => (Id<Thread>?)p.ThreadId).SingleOrDefaultAsync() is not { } thread) return VoidReason.Cancelled;
        return new Sheet(Desk.Texts["first.subject"])
        {
            Blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["first.shown"]), new Block.Button(Desk.Texts["first.read"], Desk.Site.To($"/threads/{thread}/replies/{id}"))],
            Why = Desk.Texts["first.why"],
        };
    }
}

/// <summary>To a new member: a moderator has a word on what they wrote.</summary>
public sealed class FirstPostReturnedLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<Submission>(occasion.Item);
        var version = occasion.Version;
        if (!await Desk.Db.Submissions.AnyAsync(s => s.Id == id && s.Version == version)) return VoidReason.Superseded;
        return new Sheet(Desk.Texts["first.subject"])
        {
            Blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["first.returned"]), new Block.Button(Desk.Texts["first.change"], Desk.Site.To($"/submissions/{id}"))],
            Why = Desk.Texts["first.why"],
        };
    }
}
