using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Exchanges;
using CoP.Web.Features.Meetings.Turns;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>What the letters about the exchange of turns share: they go to one person, name areas and quarters, and leave the reason on the site.</summary>
public abstract class TurnLetter(LetterDesk desk, TurnWords words, IStringLocalizer<CommonText> common) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<TurnProposal>(occasion.Item);
        var proposal = await Desk.Db.TurnProposals.AsNoTracking().VisibleTo(Desk.Db, Desk.Reader.Viewer).Include(p => p.Voices).SingleOrDefaultAsync(p => p.Id == id);
        return proposal is null ? VoidReason.Cancelled : await Write(proposal);
    }

    protected abstract Task<Draft> Write(TurnProposal proposal);

    protected Sheet Letter(TurnProposal proposal, string subject, string body, string button) => new(Desk.Texts[subject])
    {
        Blocks =
        [
            new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts[body]),
            new Block.Facts((words.Short(proposal.Quarter), common.Of(proposal.Area)), (words.Short(proposal.Other), common.Of(proposal.OtherArea))),
            new Block.Button(Desk.Texts[button], Desk.Site.To($"/meetings/rotation/proposals/{proposal.Id}")),
        ],
        Why = Desk.Texts["turn.why"],
    };
}

/// <summary>To who speaks for an area: others propose to exchange a turn with it.</summary>
public sealed class TurnAskedLetter(LetterDesk desk, TurnWords words, IStringLocalizer<CommonText> common) : TurnLetter(desk, words, common)
{
    protected override async Task<Draft> Write(TurnProposal proposal)
    {
        var me = Desk.Reader.Id;
        var area = await Desk.Db.TurnContacts.Where(c => c.MemberId == me).Select(c => (Area?)c.Area).SingleOrDefaultAsync();
        // Answered, withdrawn, gone on to the next, or somebody else's to answer by now.
        if (area is not { } mine || !proposal.Awaited.Contains(mine)) return VoidReason.Superseded;
        return Letter(proposal, "turn.asked.subject", proposal.Kind == ExchangeKind.Swap ? "turn.asked.swap" : "turn.asked.pass", "turn.asked.button");
    }
}

/// <summary>To the committee and those who speak for areas: a decision that is in the ledger. The reason stays on the site.</summary>
public sealed class TurnDecidedLetter(LetterDesk desk, TurnWords words) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<LedgerEntry>(occasion.Item);
        if (await Desk.Db.LedgerEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id) is not { } entry) return VoidReason.Cancelled;
        return new Sheet(Desk.Texts["turn.decided.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["turn.decided"]), new Block.Paragraph(words.Decided(entry)),
                new Block.Button(Desk.Texts["turn.decided.button"], Desk.Site.To("/meetings/rotation/history")),
            ],
            Why = Desk.Texts["turn.decided.why"],
        };
    }
}

/// <summary>What came of a proposal.</summary>
public sealed class TurnAnsweredLetter(LetterDesk desk, TurnWords words, IStringLocalizer<CommonText> common) : TurnLetter(desk, words, common)
{
    protected override Task<Draft> Write(TurnProposal proposal) => Task.FromResult<Draft>(
        proposal.State == ProposalState.Open ? VoidReason.Superseded : Letter(proposal, "turn.answered.subject", "turn.answered." + proposal.State, "turn.answered.button"));
}
