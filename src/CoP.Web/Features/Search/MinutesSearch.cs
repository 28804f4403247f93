using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Data.Search;
using CoP.Web.Features.Meetings;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Search;

/// <summary>Minutes that were found, in the language that they were found in.</summary>
public sealed record MinutesHit(Id<QuarterlyMeeting> Id, MeetingKind Kind, Quarter Quarter, string? Topic, LocalDate Day, string Language, string Text)
{
    public string Address => $"/meetings/{Id}/minutes";
}

/// <summary>Finds published minutes by their words, the newest first: only those of meetings that the reader may see.</summary>
public sealed class MinutesSearch(CopDb db, CurrentMember me)
{
    /// <summary>More would stand before what members said.</summary>
    const int Most = 5;

    public async Task<IReadOnlyList<MinutesHit>> Find(SearchQuestion question)
    {
        if (question.Terms.Count == 0 || question.HasOperators) return [];
        IReadOnlyList<IReadOnlyList<SearchTerm>> all = [[SearchTerm.Mark(SearchMark.Minutes)], .. question.Terms.Select(t => (IReadOnlyList<SearchTerm>)[t])];
        var visible = db.Meetings.VisibleTo(me.Viewer);
        var found = await (await db.SearchIndex.Matching(db, all, 0, long.MaxValue)).First(Most, entries => entries
            .Join(visible, e => e.MinutesId, m => (Id<QuarterlyMeeting>?)m.Id, (e, m) => new { e.Number, m.Id, m.Kind, m.Quarter, m.Topic, m.Slot.Start })
            .OrderByDescending(x => x.Number).AsNoTracking());
        var ids = found.ConvertAll(f => f.Id);
        var texts = (await db.Minutes.AsNoTracking().Where(m => ids.Contains(m.MeetingId) && m.PublishedAt != null).ToListAsync()).ToDictionary(m => m.MeetingId, m => m.Texts);
        return
        [
            .. from f in found
               where texts.ContainsKey(f.Id)
               let text = texts[f.Id].Select(t => (t.Language, Text: PlainText.Of(t.Body.Html)))
                   .OrderByDescending(t => Words.In(t.Text).Holds(question.Terms)).ThenByDescending(t => t.Language == Languages.Current).First()
               select new MinutesHit(f.Id, f.Kind, f.Quarter, f.Topic, f.Start.Date, text.Language, text.Text),
        ];
    }
}
