using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>An upload that was taken, and how a text shows it.</summary>
public sealed record Taken(Id<Upload> Id, bool IsPicture, string Markdown);

/// <summary>Takes a picture or a PDF from a member.</summary>
public sealed class TakeUpload(CopDb db, FileCheck check, UploadOwners owners, TimeProvider clock)
{
    /// <summary>Keeps the file until it is posted, or a week has gone by.</summary>
    /// <param name="shows">What a picture shows, for who cannot see it.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>upload.empty</c>, <c>upload.large</c>, <c>upload.kind</c>, <c>upload.broken</c>, <c>upload.pixels</c>: of this file; <c>upload.waiting</c>, <c>upload.day</c>: of too much.
    /// </exception>
    public async Task<Taken> From(Id<Member> member, IFormFile file, string? shows = null)
    {
        var taken = await check.Of(file);
        var kept = await Keep(member, id => new(id, taken.Kind, taken.IsPicture ? "" : taken.Name, taken.Bytes, owners.Token(id, member), Today));
        return taken.IsPicture
            ? new(kept, true, $"![{Escaped(shows)}](/uploads/{kept}#{taken.Width}x{taken.Height})")
            : new(kept, false, $"[{Escaped(taken.Name)}](/uploads/{kept})");
    }

    LocalDate Today => LocalDate.FromDateTime(clock.GetUtcNow().UtcDateTime);

    Task<Id<Upload>> Keep(Id<Member> member, Func<Id<Upload>, Upload> make) => db.Write(async () =>
    {
        // Of two that come at once the second counts the first.
        await db.Lock("Members", member.Value);
        var today = Today;
        // Whose the others are, only the key tells, so each is asked: what waits, and what came today.
        var others = await db.Uploads.Where(u => u.PostId == null || u.Day >= today).Select(u => new { u.Id, u.Owner, u.Size, u.Day, IsWaiting = u.PostId == null }).ToListAsync();
        var mine = others.Where(u => owners.Owns(member, u.Id, u.Owner)).ToList();
        var upload = make(Upload.NewId());
        if (mine.Count(u => u.IsWaiting) >= Upload.WaitingLimit) throw new RuleBrokenException("upload.waiting", Upload.WaitingLimit);
        if (mine.Where(u => u.Day == today).Sum(u => (long)u.Size) + upload.Size > Upload.DayLimit) throw new RuleBrokenException("upload.day");
        db.Uploads.Add(upload);
        return upload.Id;
    });

    // So that a bracket in a name does not end the name.
    static string Escaped(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings(" ").Trim().Select(c => c is '[' or ']' or '\\' or '*' or '`' or '<' or '>' or '&' or '!' ? "\\" + c : c.ToString()));
}
