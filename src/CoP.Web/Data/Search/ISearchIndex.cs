namespace CoP.Web.Data.Search;

/// <summary>
/// Where words are looked up. Each database does it in its own way, and both find the same: words come and are asked for as
/// <see cref="Features.Search.Words"/> made them, and neither database reads a text itself.
/// </summary>
public interface ISearchIndex
{
    /// <summary>Makes what the model does not know; what is there stays.</summary>
    Task Create(CopDb db);

    /// <summary>Throws all entries away, to be filled anew in the same transaction and then made whole by <see cref="Create"/>.</summary>
    Task Empty(CopDb db);

    /// <summary>Takes texts in, each in the place of what was known of it before. Only inside a transaction.</summary>
    Task Put(CopDb db, IReadOnlyList<SearchText> texts);

    /// <summary>Forgets texts, so that their words are nowhere in the index. Only inside a transaction.</summary>
    Task Remove(CopDb db, IReadOnlyList<SearchKey> texts);

    /// <summary>
    /// The entries that hold, of each of the lists in <paramref name="all"/>, at least one term; of these the numbers from one to below
    /// another. In one stretch or several, the newest first: who has enough of one need not ask for the next.
    /// </summary>
    Task<IReadOnlyList<IQueryable<SearchEntry>>> Matching(CopDb db, IReadOnlyList<IReadOnlyList<SearchTerm>> all, long from, long below);
}

public static class SearchStretches
{
    /// <summary>At most so many of what <paramref name="ask"/> makes of the entries, which it puts in order of their numbers, the highest first.</summary>
    public static async Task<List<T>> First<T>(this IReadOnlyList<IQueryable<SearchEntry>> stretches, int most, Func<IQueryable<SearchEntry>, IQueryable<T>> ask)
    {
        var found = new List<T>();
        foreach (var stretch in stretches)
        {
            var left = most - found.Count;
            if (left > 0) found.AddRange(await ask(stretch).Take(left).ToListAsync());
        }
        return found;
    }
}
