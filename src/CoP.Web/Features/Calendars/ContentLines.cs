using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace CoP.Web.Features.Calendars;

/// <summary>
/// Lines of a calendar as RFC 5545 §3.1 has them: UTF-8, ended by CR LF, folded at 75 octets and never inside a character. They go on as they are written,
/// a chunk at a time; nothing is kept of a line, and nothing allocated for one.
/// </summary>
sealed class ContentLines(IBufferWriter<byte> to) : IDisposable
{
    /// <summary>Longest line in octets, its end not counted; of one that goes on, the space that begins the rest counts.</summary>
    const int Longest = 75;

    byte[] chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
    int filled;
    int room = Longest;

    /// <summary>What needs no escape: names of properties, and what is made of digits and ASCII letters.</summary>
    public ContentLines Add(ReadOnlySpan<byte> ascii)
    {
        while (ascii.Length > room)
        {
            Copy(ascii[..room]);
            ascii = ascii[room..];
            Fold();
        }
        Copy(ascii);
        room -= ascii.Length;
        return this;
    }

    /// <summary>Characters as they stand: an address, the name of a zone. None may be a control character.</summary>
    public ContentLines Add(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAscii(text[i])) Put((byte)text[i]);
            else i += PutRune(text[i..]) - 1;
        }
        return this;
    }

    /// <summary>A number with at least so many digits.</summary>
    public ContentLines Add(int number, int digits = 1)
    {
        Debug.Assert(number >= 0);
        Span<byte> text = stackalloc byte[10];
        var at = text.Length;
        do text[--at] = (byte)('0' + (number % 10));
        while ((number /= 10) > 0);
        while (text.Length - at < digits) text[--at] = (byte)'0';
        return Add(text[at..]);
    }

    /// <summary>A text, as §3.3.11 escapes it.</summary>
    public ContentLines Text(ReadOnlySpan<char> text) => Words(text, static (lines, c) => c switch
    {
        '\n' => lines.Add("\\n"u8),
        '\\' => lines.Add("\\\\"u8),
        ';' => lines.Add("\\;"u8),
        ',' => lines.Add("\\,"u8),
        _ => null,
    });

    /// <summary>The value of a parameter in quotes; RFC 6868 is the only way to have a quote or a line break in one.</summary>
    public ContentLines Quoted(ReadOnlySpan<char> text)
    {
        Put((byte)'"');
        Words(text, static (lines, c) => c switch
        {
            '\n' => lines.Add("^n"u8),
            '^' => lines.Add("^^"u8),
            '"' => lines.Add("^'"u8),
            _ => null,
        });
        Put((byte)'"');
        return this;
    }

    public void End()
    {
        Copy("\r\n"u8);
        room = Longest;
    }

    /// <summary>A line that is always the same.</summary>
    public void Line(ReadOnlySpan<byte> ascii) => Add(ascii).End();

    public void Dispose()
    {
        Flush();
        ArrayPool<byte>.Shared.Return(chunk);
        chunk = [];
    }

    /// <summary>Character by character; every kind of line break is one, and no other control character is written, escaped or not (§3.1).</summary>
    ContentLines Words(ReadOnlySpan<char> text, Func<ContentLines, char, ContentLines?> escape)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\u0085' or '\u2028' or '\u2029' or '\f')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                c = '\n';
            }
            else if (char.IsControl(c) && c is not ('\n' or '\t'))
            {
                continue;
            }
            if (escape(this, c) is not null) continue;
            if (char.IsAscii(c)) Put((byte)c);
            else i += PutRune(text[i..]) - 1;
        }
        return this;
    }

    void Put(byte octet)
    {
        if (room == 0) Fold();
        if (filled == chunk.Length) Flush();
        chunk[filled++] = octet;
        room--;
    }

    /// <returns>How many characters of UTF-16 it takes; what is no character is written as U+FFFD.</returns>
    int PutRune(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var length);
        if (room < rune.Utf8SequenceLength) Fold();
        if (chunk.Length - filled < rune.Utf8SequenceLength) Flush();
        filled += rune.EncodeToUtf8(chunk.AsSpan(filled));
        room -= rune.Utf8SequenceLength;
        return length;
    }

    void Fold()
    {
        Copy("\r\n "u8);
        room = Longest - 1;
    }

    void Copy(ReadOnlySpan<byte> octets)
    {
        if (chunk.Length - filled < octets.Length) Flush();
        octets.CopyTo(chunk.AsSpan(filled));
        filled += octets.Length;
    }

    void Flush()
    {
        to.Write(chunk.AsSpan(0, filled));
        filled = 0;
    }
}
