using CoP.Domain.Discussions;

namespace CoP.Web.Features.Discussions.Uploads;

/// <summary>A file as it can be kept.</summary>
/// <param name="Name">What it came as, in one line.</param>
/// <param name="Width">Of a picture, in pixels; 0 otherwise.</param>
/// <param name="Height">Of a picture, in pixels; 0 otherwise.</param>
public sealed record CheckedFile(UploadKind Kind, string Name, byte[] Bytes, int Width, int Height)
{
    public bool IsPicture => Kind != UploadKind.Pdf;
}

/// <summary>
/// Looks at a file that somebody sent: a picture, which is made anew, or a PDF. What it is, its content decides; the name and the type that a browser
/// says are anyone's word.
/// </summary>
public sealed class FileCheck(Pictures pictures)
{
    /// <exception cref="RuleBrokenException"><c>upload.empty</c>, <c>upload.large</c>, <c>upload.kind</c>, <c>upload.broken</c>, <c>upload.pixels</c>.</exception>
    public async Task<CheckedFile> Of(IFormFile file)
    {
        var name = Called(file.FileName);
        var bytes = await Read(file, name);
        if (Pictures.KindOf(bytes) is not { } kind) throw new RuleBrokenException("upload.kind", name);
        if (kind == UploadKind.Pdf) return EndsAsPdf(bytes) ? new(kind, name, bytes, 0, 0) : throw new RuleBrokenException("upload.broken", name);
        var picture = await pictures.Remake(kind, bytes, name);
        return new(picture.Kind, name, picture.Bytes, picture.Width, picture.Height);
    }

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
}
