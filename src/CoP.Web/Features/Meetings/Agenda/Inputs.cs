using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;

namespace CoP.Web.Features.Meetings.Agenda;

/// <summary>What a member proposes, as typed.</summary>
public sealed class ProposalInput
{
    [Required, StringLength(AgendaItem.TitleLimit)] public string? Title { get; set; }
    [StringLength(AgendaItem.WordsLimit)] public string? Words { get; set; }
    public int? Minutes { get; set; }
    [Required] public string? Language { get; set; }

    /// <summary>Whether the member's name is to stand with it.</summary>
    public bool Named { get; set; }

    /// <summary>The discussion that it comes out of.</summary>
    public Id<Thread>? Thread { get; set; }

    public Proposal Checked() => Proposal.Of(Title, Words, Language, Minutes);
}

/// <summary>An item that is taken into the agenda, or has another length there.</summary>
public sealed class AcceptInput
{
    public int Version { get; set; }
    [Required] public int? Minutes { get; set; }
}

/// <summary>An item that is left out.</summary>
public sealed class AsideInput
{
    public int Version { get; set; }
    [Required, StringLength(AgendaItem.ReasonLimit)] public string? Reason { get; set; }
}

/// <summary>The form for a proposal.</summary>
/// <param name="From">The discussion that it comes out of.</param>
/// <param name="MayBeNamed">Not where the member stands behind another name in that discussion.</param>
public sealed record ProposePage(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, int People, bool IsAnnounced, DiscussionLink? From, bool MayBeNamed, ProposalInput Mine);

/// <summary>The fields that a new and a changed proposal share.</summary>
public sealed record ProposalFields(ProposalInput Mine, bool MayBeNamed);

/// <summary>One item, with the forms of those who may change it.</summary>
public sealed record ItemPage(AgendaPage Agenda, AgendaRow Item, ProposalInput Mine, AcceptInput Accept, AsideInput Aside, bool MayBeNamed, bool Changed = false)
{
    public bool MayReword => Item.IsMine && Item.State == AgendaState.Proposed && Agenda.MayPropose;
    public bool MayTakeBack => Item.IsMine && (!Agenda.HasBegun || Item.State != AgendaState.Accepted);
}
