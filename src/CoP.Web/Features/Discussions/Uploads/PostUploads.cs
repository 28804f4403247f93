using System.Text.RegularExpressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>Has a post keep the uploads that its text shows, and no others: what an edit drops and what is taken back is gone.</summary>
public sealed partial class PostUploads(CopDb db, UploadOwners owners)
{
    /// <summary>
    /// Brings the uploads of a post in line with its text. Its author's own that wait to be posted become the post's; anybody
    /// else's stay what they are. Only inside <see cref="CopDb.Write{T}"/>, once the post has its new words.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>upload.many</c>.</exception>
    public async Task Follow(Post post, Id<Member> author)
    {
        var shown = ShownIn(post.Body.Html);
        // A new post has none yet. What an old one drops is erased, not let go for another to have.
        if (!db.IsNew(post)) await db.Uploads.Where(u => u.PostId == post.Id && !shown.Contains(u.Id)).ExecuteDeleteAsync();
        if (shown.Count == 0) return;
        // In one order, so that two posts that show the same do not wait for each other.
        foreach (var id in shown.Order()) await db.Lock("Uploads", id.Value);
        var kept = await db.Uploads.CountAsync(u => u.PostId == post.Id);
        var waiting = await db.Uploads.Where(u => shown.Contains(u.Id) && u.PostId == null).Select(u => new { u.Id, u.Owner }).ToListAsync();
        var own = waiting.Where(u => owners.Owns(author, u.Id, u.Owner)).Select(u => u.Id).ToList();
        if (kept + own.Count > Upload.PostLimit) throw new RuleBrokenException("upload.many", Upload.PostLimit);
        foreach (var upload in await db.Uploads.Where(u => own.Contains(u.Id)).ToListAsync()) upload.BelongTo(post);
    }

    /// <summary>The uploads that a rendered text shows or leads to. Only the renderer writes these attributes: in the words themselves a quotation mark is escaped.</summary>
    internal static IReadOnlyList<Id<Upload>> ShownIn(string html) =>
        [.. Address().Matches(html).Select(m => Id<Upload>.TryParse(m.Groups["id"].Value, null, out var id) ? id : default).Where(id => id != default).Distinct()];

    [GeneratedRegex("""(?:src|href)="/uploads/(?<id>[A-Za-z0-9_-]{22})["#]""", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Address();
}
