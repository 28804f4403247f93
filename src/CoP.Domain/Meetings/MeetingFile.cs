using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.Meetings;

/// <summary>
/// Slides or a handout of a meeting: a PDF or a picture, in a language, with words for who cannot see it. For whoever sees the meeting.
/// </summary>
public sealed class MeetingFile
{
    /// <summary>Longest title, in characters.</summary>
    public const int TitleLimit = 120;

    /// <summary>Longest words for who cannot see it, in characters.</summary>
    public const int InWordsLimit = 2000;

    /// <summary>Most files of one meeting.</summary>
    public const int MeetingLimit = 12;

    private MeetingFile()
    {
    }

    /// <summary>Adds a file to a meeting.</summary>
    /// <param name="id">Which file.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="kind">What it is, by its content.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="words">What is said of it.</param>
    /// <param name="by">Who adds it.</param>
    /// <param name="others">How many the meeting has already.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="RuleBrokenException"><c>file.many</c>.</exception>
    public MeetingFile(Id<MeetingFile> id, QuarterlyMeeting meeting, UploadKind kind, byte[] content, FileWords words, Id<Member> by, int others, Instant now)
    {
        if (others >= MeetingLimit) throw new RuleBrokenException("file.many", MeetingLimit);
        (Id, MeetingId, Kind, Size, Content, AddedById, AddedAt) = (id, meeting.Id, kind, content.Length, new MeetingFileContent(content), by, now);
        Describe(words);
    }

    /// <summary>Which file.</summary>
    public Id<MeetingFile> Id { get; private set; }

    /// <summary>Of which meeting.</summary>
    public Id<QuarterlyMeeting> MeetingId { get; private set; }

    /// <summary>What it is.</summary>
    public UploadKind Kind { get; private set; }

    /// <summary>What it is called.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The language of the file and of what is said of it: <c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>What a picture shows, or what a document says in short.</summary>
    public string InWords { get; private set; } = "";

    /// <summary>How large it is, in bytes.</summary>
    public int Size { get; private set; }

    /// <summary>Who added it.</summary>
    public Id<Member> AddedById { get; private set; }

    /// <summary>When it was added.</summary>
    public Instant AddedAt { get; private set; }

    /// <summary>The file itself; null unless it was asked for.</summary>
    public MeetingFileContent? Content { get; private set; }

    /// <summary>Says something else of it; the file stays.</summary>
    public void Describe(FileWords words) => (Title, Language, InWords) = (words.Title, words.Language, words.InWords);
}

/// <summary>What is said of a file, checked.</summary>
public sealed record FileWords
{
    private FileWords(string title, string language, string inWords) => (Title, Language, InWords) = (title, language, inWords);

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; }

    /// <summary>What a picture shows, or what a document says in short.</summary>
    public string InWords { get; }

    /// <summary>As typed.</summary>
    /// <exception cref="RuleBrokenException"><c>file.title</c>, <c>file.words</c>: none, too long, or with characters that cannot be shown. <c>text.language</c>.</exception>
    public static FileWords Of(string? title, string? language, string? inWords)
    {
        return new(
            PlainText.NeededLine(title, MeetingFile.TitleLimit, "file.title"),
            PlainText.Language(language),
            PlainText.NeededLines(inWords, MeetingFile.InWordsLimit, "file.words"));
    }
}

/// <summary>The bytes of a file, kept apart from what lists ask for.</summary>
public sealed class MeetingFileContent
{
    private MeetingFileContent()
    {
    }

    internal MeetingFileContent(byte[] bytes) => Bytes = bytes;

    /// <summary>The file as it is served.</summary>
    public byte[] Bytes { get; private set; } = [];
}
