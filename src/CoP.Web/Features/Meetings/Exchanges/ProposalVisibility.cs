using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Meetings.Exchanges;

public static class ProposalVisibility
{
    /// <summary>Proposals, for the committee, for who made one, and for who speaks for an area that is or was asked. What was agreed stands in the history, for all.</summary>
    public static IQueryable<TurnProposal> VisibleTo(this IQueryable<TurnProposal> proposals, CopDb db, Viewer viewer) =>
        viewer.IsCommittee
            ? proposals
            : proposals.Where(p => p.ProposedById == viewer.Id
                || db.TurnContacts.Any(c => c.MemberId == viewer.Id && (c.Area == p.Area || c.Area == p.OtherArea || p.Voices.Any(v => v.Area == c.Area))));
}
