namespace CoP.Domain.Common;

/// <summary>Notes that several people take down together: a breakout group's, or those of a session.</summary>
public abstract class SharedNotes
{
    /// <summary>Most notes together.</summary>
    public const int NoteLimit = 300;

    /// <summary>How often the notes have changed.</summary>
    public long Version { get; private set; }

    /// <summary>How many notes there are.</summary>
    public int Count { get; private protected set; }

    /// <summary>How many notes there have ever been: the place of the newest.</summary>
    public int LastSequence { get; private set; }

    /// <summary>A note is taken out.</summary>
    public void Remove() => (Count, Version) = (Count - 1, Version + 1);

    /// <summary>Open pages are to look again.</summary>
    private protected void Touch() => Version++;

    /// <summary>Adds a note at the end. Two at once are two notes.</summary>
    /// <exception cref="RuleBrokenException"><c>note.text</c>, <c>text.language</c>; <c>note.full</c>.</exception>
    private protected TNote Add<TNote>(string? text, string? language, Func<int, string, string, TNote> note) where TNote : SharedNote
    {
        if (Count >= NoteLimit) throw new RuleBrokenException("note.full", NoteLimit);
        var added = note(LastSequence + 1, SharedNote.Said(text), PlainText.Language(language));
        (Count, LastSequence, Version) = (Count + 1, added.Sequence, Version + 1);
        return added;
    }

    /// <summary>Says a note in other words.</summary>
    /// <exception cref="RuleBrokenException"><c>note.text</c>, <c>text.language</c>; <c>note.changed</c>: someone else was faster.</exception>
    private protected void Reword(SharedNote note, int version, string? text, string? language)
    {
        if (version != note.Version) throw new RuleBrokenException("note.changed");
        if (note.Word(SharedNote.Said(text), PlainText.Language(language))) Version++;
    }
}

/// <summary>One thing that was noted down together. Nobody's name stands with it.</summary>
public abstract class SharedNote
{
    /// <summary>Longest note, in UTF-16 characters.</summary>
    public const int TextLimit = 500;

    private protected SharedNote()
    {
    }

    private protected SharedNote(int sequence, string text, string language) => (Sequence, Text, Language, Version) = (sequence, text, language, 1);

    /// <summary>Its place among the notes.</summary>
    public int Sequence { get; private set; }

    /// <summary>What it says, in plain lines.</summary>
    public string Text { get; private set; } = "";

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>How often it was worded.</summary>
    public int Version { get; private set; }

    internal static string Said(string? text) => PlainText.NeededLines(text, TextLimit, "note.text");

    internal bool Word(string text, string language)
    {
        if (text == Text && language == Language) return false;
        (Text, Language) = (text, language);
        Version++;
        return true;
    }
}
