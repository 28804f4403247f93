using System.Text;

namespace CoP.Web.Features.Common;

/// <summary>Writes tables for spreadsheets (RFC 4180). What members wrote stays text there and never becomes a formula.</summary>
public static class Csv
{
    public const string MediaType = "text/csv; charset=utf-8";

    // Excel takes these for the beginning of a formula, the wide ones in some languages.
    const string Formula = "=+-@\t\r\n＝＋－＠";

    /// <summary>A line of names and then the rows; with the mark by which spreadsheets know UTF-8.</summary>
    public static byte[] Write(IReadOnlyList<string> names, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(names)) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    static string Cell(string value)
    {
        if (value.TrimStart(' ', '\u00a0') is { Length: > 0 } text && Formula.Contains(text[0])) value = "'" + value;
        return value.AsSpan().ContainsAny("\",\r\n;") || value.StartsWith(' ') || value.EndsWith(' ') ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
    }
}
