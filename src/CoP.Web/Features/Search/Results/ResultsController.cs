using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CoP.Web.Features.Search.Results;

/// <summary>The search.</summary>
public sealed class ResultsController(CopDb db, SearchReading reading, MinutesSearch minutes) : Controller
{
    [HttpGet("/search")]
    public async Task<IActionResult> Index(string? q, string? after)
    {
        var spaces = await db.Spaces.AsNoTracking().OrderBy(s => s.Order).Select(s => s.Slug).ToListAsync();
        if (q?.Length > SearchQuestion.Limit)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(new SearchPage(SearchQuestion.Read(""), q, null, spaces, IsLong: true));
        }
        var question = SearchQuestion.Read(q);
        var from = Id<Post>.TryParse(after, null, out var last) ? last : (Id<Post>?)null;
        return View(new SearchPage(question, q ?? "", question.IsEmpty ? null : await reading.Find(question, from), spaces)
        {
            Values = from is null ? ValueSearch.Find(question, Languages.Current) : [],
            Minutes = from is null ? await minutes.Find(question) : [],
        });
    }
}

/// <param name="Question">What was asked.</param>
/// <param name="Typed">As it was typed, to go on from.</param>
/// <param name="Hits">What was found; null when nothing was asked.</param>
/// <param name="Spaces">What can be named after <c>space:</c>.</param>
/// <param name="IsLong">Whether more was typed than is read.</param>
public sealed record SearchPage(SearchQuestion Question, string Typed, SearchHits? Hits, IReadOnlyList<string> Spaces, bool IsLong = false)
{
    /// <summary>The guideline values that were found; on the first page only.</summary>
    public IReadOnlyList<ValueHit> Values { get; init; } = [];

    /// <summary>The minutes that were found; on the first page only.</summary>
    public IReadOnlyList<MinutesHit> Minutes { get; init; } = [];
}
