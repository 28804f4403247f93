using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>An upload that was taken, and how a text shows it.</summary>
public sealed record Taken(Id<Upload> Id, bool IsPicture, string Markdown);

/// <summary>Takes a picture or a PDF from a member. What it is, its content decides; the name and the type that a browser says are anyone's word.</summary>
public sealed class TakeUpload(CopDb db, Pictures pictures, UploadOwners owners, TimeProvider clock)
{
    /// <summary>Keeps the file until it is posted, or a week has gone by.</summary>
    /// <param name="shows">What a picture shows, for who cannot see it.</param>
    /// <exception cref="RuleBrokenException">
    /// <c>upload.empty</c>, <c>upload.large</c>, <c>upload.kind</c>, <c>upload.broken</c>, <c>upload.pixels</c>: of this file; <c>upload.waiting</c>, <c>upload.day</c>: of too much.
    /// </exception>
    public async Task<Taken> From(Id<Member> member, IFormFile file, string? shows = null)
    {
        var name = Called(file.FileName);
        var bytes = await Read(file, name);
        if (Pictures.KindOf(bytes) is not { } kind) throw new RuleBrokenException("upload.kind", name);
        if (kind == UploadKind.Pdf)
        {
            if (!EndsAsPdf(bytes)) throw new RuleBrokenException("upload.broken", name);
            var document = await Keep(member, id => new(id, kind, name, bytes, owners.Token(id, member), Today));
            return new(document, false, $"[{Escaped(name)}](/uploads/{document})");
        }

        var picture = await pictures.Remake(kind, bytes, name);
        var kept = await Keep(member, id => new(id, picture.Kind, "", picture.Bytes, owners.Token(id, member), Today));
        return new(kept, true, $"![{Escaped(shows)}](/uploads/{kept}#{picture.Width}x{picture.Height})");
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

    static async Task<byte[]> Read(IFormFile file, string name)
    {
        if (file.Length == 0) throw new RuleBrokenException("upload.empty", name);
        if (file.Length > Upload.FileLimit) throw new RuleBrokenException("upload.large", name, Upload.FileLimit / 1_000_000);
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    // After the last mark, nothing but the end of the line: what follows it would be something else.
    static bool EndsAsPdf(ReadOnlySpan<byte> bytes) => bytes.TrimEnd("\r\n \t\0"u8).EndsWith("%%EOF"u8);

    /// <summary>The last part of what a browser calls the file, as one line that can be shown.</summary>
    static string Called(string? name)
    {
        name = (name ?? "").Split('/', '\\')[^1];
        name = string.Concat(name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'))).Trim();
        if (name.Length > Upload.NameLimit) name = name[^Upload.NameLimit..];
        return name.Length == 0 ? "file" : name;
    }

    // So that a bracket in a name does not end the name.
    static string Escaped(string? text) =>
        string.Concat((text ?? "").ReplaceLineEndings(" ").Trim().Select(c => c is '[' or ']' or '\\' or '*' or '`' or '<' or '>' or '&' or '!' ? "\\" + c : c.ToString()));
}
