using CoP.Domain.Meetings;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Meetings.Agenda;

public static class AgendaWords
{
    /// <summary>What stands on every agenda is said in the reader's language, what a member wrote in theirs.</summary>
    public static string TitleOf(this IStringLocalizer<MeetingsText> texts, AgendaRow item) => item.IsProposal ? item.Title : texts["agenda.standing." + item.Kind];
}
