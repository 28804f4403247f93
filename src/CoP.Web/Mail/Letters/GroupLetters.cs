using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Finding;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// About coming into a group. That it is one, and which, the subject does not say; the group's name only where the reader wants names in mail.
/// </summary>
public abstract class GroupLetter(LetterDesk desk, IStringLocalizer<FindingText> texts) : MemberLetter(desk)
{
    /// <summary>The beginning of the names of its texts. Letters with a question share theirs: what kind of question it is, is nobody else's to see.</summary>
    protected abstract string Key { get; }

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<Group>(occasion.Item);
        var group = await Desk.Db.Groups.AsNoTracking().VisibleTo(Desk.Reader.Viewer).Include(g => g.Memberships).Include(g => g.Consents).AsSplitQuery().SingleOrDefaultAsync(g => g.Id == id);
        if (group is null) return VoidReason.Left;
        if (!Holds(group, Desk.Reader.Id)) return VoidReason.Superseded;
        List<Block> blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts[$"letter.{Key}.body"])];
        if (choices.Detailed) blocks.Add(new Block.Facts((Desk.Texts["fact.group"], group.Name)));
        return new Sheet(texts[$"letter.{Key}.subject"])
        {
            Blocks = [.. blocks, new Block.Button(texts[$"letter.{Key}.button"], Desk.Site.To($"/groups/{id}"))],
            Why = texts["letter.why"],
        };
    }

    /// <summary>Whether there is still a reason to write.</summary>
    protected abstract bool Holds(Group group, Id<Member> reader);
}

/// <summary>To who moved up the waiting list, or was let in: there is a place.</summary>
public sealed class GroupPlaceLetter(LetterDesk desk, IStringLocalizer<FindingText> texts) : GroupLetter(desk, texts)
{
    protected override string Key => "place";

    protected override bool Holds(Group group, Id<Member> reader) => group.Find(reader) is { State: MembershipState.Member or MembershipState.Offered };
}

/// <summary>To who is invited.</summary>
public sealed class GroupInvitedLetter(LetterDesk desk, IStringLocalizer<FindingText> texts) : GroupLetter(desk, texts)
{
    protected override string Key => "invited";

    protected override bool Holds(Group group, Id<Member> reader) => group.Find(reader) is { State: MembershipState.Invited } && group.IsKnown(reader);
}

/// <summary>To the one member who keeps somebody away that would come in.</summary>
public sealed class GroupQuestionLetter(LetterDesk desk, IStringLocalizer<FindingText> texts) : GroupLetter(desk, texts)
{
    protected override string Key => "question";

    protected override bool Holds(Group group, Id<Member> reader) => group.Consents.Any(c => c.MemberId == reader && c.Answer is null);
}

/// <summary>To those who convene: somebody asks to come in.</summary>
public sealed class GroupRequestLetter(LetterDesk desk, IStringLocalizer<FindingText> texts) : GroupLetter(desk, texts)
{
    protected override string Key => "question";

    protected override Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<Group>(occasion.Item);
        return Desk.Db.Memberships.Where(m => m.GroupId == id && m.State == MembershipState.Member && m.Convenes)
            .Join(Desk.Db.Members.WhoWant(Desk, LetterKind.GroupRequest.Topic()), m => m.MemberId, p => p.Id, (m, p) => p.Id).ToListAsync();
    }

    protected override bool Holds(Group group, Id<Member> reader) =>
        group.Find(reader) is { State: MembershipState.Member, Convenes: true } && group.Memberships.Any(m => m is { State: MembershipState.Asked, IsWanted: false } && group.IsKnown(m.MemberId));
}

/// <summary>To its members: does the group still meet?</summary>
public sealed class GroupAsleepLetter(LetterDesk desk, IStringLocalizer<FindingText> texts) : GroupLetter(desk, texts)
{
    protected override string Key => "asleep";

    protected override Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<Group>(occasion.Item);
        return Desk.Db.Memberships.Where(m => m.GroupId == id && m.State == MembershipState.Member)
            .Join(Desk.Db.Members.WhoWant(Desk, LetterKind.GroupAsleep.Topic()), m => m.MemberId, p => p.Id, (m, p) => p.Id).ToListAsync();
    }

    protected override bool Holds(Group group, Id<Member> reader) => group.AskedAt is not null && group.Find(reader) is { State: MembershipState.Member };
}
