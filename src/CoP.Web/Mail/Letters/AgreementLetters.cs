using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.Agreement;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// To who belongs to a group, about its working agreement. What it says is not for mail; that it is one of a group, and which, is the reader's to have said.
/// </summary>
public abstract class AgreementLetter(LetterDesk desk, IStringLocalizer<AgreementText> texts) : MemberLetter(desk)
{
    protected abstract string Key { get; }

    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<AgreementVersion>(occasion.Item);
        if (await Desk.Db.AgreementVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id) is not { } version) return [];
        var present = (await Desk.Db.PresentIn(version.GroupId)).Select(p => p.Id).Where(member => IsFor(version, member)).ToArray();
        return await Desk.Db.Members.WhoWant(Desk, MailTopics.Sessions).Where(m => present.Contains(m.Id)).Select(m => m.Id).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<AgreementVersion>(occasion.Item);
        if (await Desk.Db.WorkingAgreements.AsNoTracking().Whole().SingleOrDefaultAsync(a => a.Versions.Any(v => v.Id == id)) is not { } agreement) return VoidReason.Superseded;
        if (!MayGo(agreement, agreement.Versions.Single(v => v.Id == id))) return VoidReason.Superseded;
        if (await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == agreement.GroupId).Select(g => g.Name).SingleOrDefaultAsync() is not { } name) return VoidReason.Left;
        var sheet = new Sheet(texts[$"letter.{Key}.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(texts[$"letter.{Key}.body"]),
                new Block.Button(texts["letter.button"], Desk.Site.To($"/groups/{agreement.GroupId}/agreement")),
            ],
            Why = Desk.Texts["session.why"],
        };
        return choices.Detailed ? sheet with { Blocks = [.. sheet.Blocks.Take(2), new Block.Facts((texts["letter.group"], name)), .. sheet.Blocks.Skip(2)] } : sheet;
    }

    protected virtual bool IsFor(AgreementVersion version, Id<Member> member) => true;

    /// <summary>Whether what it tells is still so.</summary>
    protected abstract bool MayGo(WorkingAgreement agreement, AgreementVersion version);
}

/// <summary>A wording waits for their word; not to who put it forward, nor to who has said something to it.</summary>
public sealed class AgreementProposedLetter(LetterDesk desk, IStringLocalizer<AgreementText> texts) : AgreementLetter(desk, texts)
{
    protected override string Key => "proposed";

    protected override bool IsFor(AgreementVersion version, Id<Member> member) => version.ById != member;

    protected override bool MayGo(WorkingAgreement agreement, AgreementVersion version) => version == agreement.Open && version.AnswerOf(Desk.Reader.Id) is null;
}

/// <summary>The group has agreed on a wording.</summary>
public sealed class AgreementRenewedLetter(LetterDesk desk, IStringLocalizer<AgreementText> texts) : AgreementLetter(desk, texts)
{
    protected override string Key => "renewed";

    protected override bool MayGo(WorkingAgreement agreement, AgreementVersion version) => version == agreement.Current;
}

/// <summary>The day for a fresh look has come.</summary>
public sealed class AgreementLookDueLetter(LetterDesk desk, IStringLocalizer<AgreementText> texts) : AgreementLetter(desk, texts)
{
    protected override string Key => "look";

    protected override bool MayGo(WorkingAgreement agreement, AgreementVersion version) => version == agreement.Current && agreement.Open is null;
}
