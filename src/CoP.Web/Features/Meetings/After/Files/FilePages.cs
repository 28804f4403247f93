using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.After.Files;

public sealed record FileRow(Id<MeetingFile> Id, string Title, string Language, string InWords, UploadKind Kind, int Size)
{
    public string Address => $"/meetings/files/{Id}";

    /// <summary>In tenths of a megabyte, rounded up.</summary>
    public decimal Megabytes => Math.Ceiling(Size / 100_000m) / 10;
}

/// <summary>The files of a meeting.</summary>
public sealed record MeetingFiles(MeetingHead Meeting, IReadOnlyList<FileRow> Rows);

/// <param name="Id">The file; null for one that is to be added.</param>
public sealed record FileForm(MeetingHead Meeting, Id<MeetingFile>? Id, FileInput Input);

public sealed class FileInput
{
    [Required, StringLength(MeetingFile.TitleLimit)] public string? Title { get; set; }
    [Required] public string? Language { get; set; }

    // No length here: browsers send a line break as two characters, and it counts as one.
    [Required] public string? InWords { get; set; }

    /// <summary>The file; none where only what is said of it changes.</summary>
    public IFormFile? File { get; set; }
}

public sealed class FilePages(CopDb db, CurrentMember me)
{
    public async Task<MeetingFiles> Of(MeetingHead head) => new(head, await db.MeetingFiles.Where(f => f.MeetingId == head.Id).OrderBy(f => f.AddedAt).ThenBy(f => f.Id)
        .Select(f => new FileRow(f.Id, f.Title, f.Language, f.InWords, f.Kind, f.Size)).ToListAsync());

    public async Task<FileForm?> New(Id<QuarterlyMeeting> id, FileInput input) =>
        await db.Meetings.AsNoTracking().KeptBy(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is { } meeting ? new(MeetingHead.Of(meeting, me.Viewer), null, input) : null;

    /// <param name="typed">What was typed; null for what is said now.</param>
    public async Task<FileForm?> Edit(Id<MeetingFile> id, FileInput? typed)
    {
        var file = await db.MeetingFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id);
        if (file is null || await New(file.MeetingId, typed ?? new() { Title = file.Title, Language = file.Language, InWords = file.InWords }) is not { } form) return null;
        return form with { Id = id };
    }
}
