using System.Text;
using MimeKit;
using MimeKit.Text;

namespace CoP.Web.Mail.Incoming;

/// <summary>What somebody wrote in a message: without what they answer, without a signature, as plain text whatever it came as.</summary>
public static class OwnWords
{
    /// <summary>No message has so many lines of one's own; what comes after is not looked at.</summary>
    const int MostLines = 20_000;

    static readonly string[] wrote = ["wrote:", "escribió:", "schrieb:", "a écrit :", "a écrit:", "escreveu:"];
    static readonly string[] began = ["On ", "El ", "Am ", "Le ", "Em "];
    static readonly string[] separators = ["-----Original Message-----", "-----Mensaje original-----", "---------- Forwarded message", "---------- Mensaje reenviado", "Begin forwarded message:"];
    static readonly string[] heads = ["From:", "De:", "*From:*", "*De:*"];
    static readonly string[] headsBelow = ["Sent:", "Enviado:", "Date:", "Fecha:", "To:", "Para:", "Subject:", "Asunto:", "*Sent:*", "*Enviado:*", "*To:*", "*Para:*"];
    static readonly string[] devices = ["Sent from my ", "Enviado desde mi ", "Enviado do meu ", "Get Outlook for ", "Obtener Outlook para ", "Sent from Outlook", "Sent from Yahoo", "Enviado desde Yahoo"];
    static readonly string[] quotes = ["gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "moz-signature", "protonmail_quote"];
    static readonly string[] breaks = ["br", "p", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"];

    /// <summary>What the author of the message wrote in it; empty where that is nothing.</summary>
    public static string Of(MimeMessage message) => message.Body is { } body ? Unquoted(Text(body)) : "";

    /// <summary>Whether something came along that is no text of the message.</summary>
    public static bool HasFiles(MimeMessage message) => message.Attachments.Any(a => !a.ContentType.IsMimeType("text", "calendar") && !a.ContentType.IsMimeType("application", "ics") && !a.ContentType.IsMimeType("application", "pgp-signature") && !a.ContentType.IsMimeType("application", "pkcs7-signature"));

    /// <summary>The words of a text above, between and below what it quotes.</summary>
    public static string Unquoted(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', MostLines + 1).Take(MostLines).Select(l => Visible(l).TrimEnd()).ToList();
        var own = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.TrimStart().StartsWith('>')) continue;
            if (line is "--" || separators.Any(s => line.TrimStart().StartsWith(s, StringComparison.OrdinalIgnoreCase)) || IsHead(lines, i)) break;
            if (Attribution(lines, i) is var last and >= 0)
            {
                var below = last + 1;
                while (below < lines.Count && lines[below].Length == 0) below++;
                // What is marked as quoted may have answers between it; what is not, is all quoted.
                if (below < lines.Count && !lines[below].TrimStart().StartsWith('>')) break;
                i = last;
                continue;
            }
            own.Add(line);
        }
        while (own.Count > 0 && (string.IsNullOrWhiteSpace(own[^1]) || devices.Any(d => own[^1].TrimStart().StartsWith(d, StringComparison.OrdinalIgnoreCase)))) own.RemoveAt(own.Count - 1);
        return string.Join('\n', own.SkipWhile(string.IsNullOrWhiteSpace)).Trim();
    }

    /// <summary>HTML as text, without what it quotes where the mail program says so.</summary>
    public static string FromHtml(string html)
    {
        var text = new StringBuilder();
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        string? leaving = null;
        var depth = 0;
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                var name = tag.Name.ToLowerInvariant();
                if (leaving is not null)
                {
                    if (name == leaving && !tag.IsEmptyElement) depth += tag.IsEndTag ? -1 : 1;
                    if (depth == 0) leaving = null;
                    continue;
                }
                if (!tag.IsEndTag)
                {
                    // Outlook: from here on it is all of the message before.
                    if (Has(tag, "id", "divRplyFwdMsg") || Has(tag, "id", "appendonsend")) break;
                    if (!tag.IsEmptyElement && (name is "blockquote" or "style" or "script" or "head" or "title" || quotes.Any(q => Has(tag, "class", q))) && !IsVoid(name))
                    {
                        (leaving, depth) = (name, 1);
                        continue;
                    }
                    if (name == "li") text.Append("\n- ");
                }
                if (Array.IndexOf(breaks, name) >= 0 && (tag.IsEndTag || name is "br" or "p" or "div" or "tr")) text.Append(name == "p" && tag.IsEndTag ? "\n\n" : "\n");
            }
            else if (leaving is null && token is HtmlDataToken data && token.Kind == HtmlTokenKind.Data)
            {
                foreach (var c in data.Data) text.Append(c is '\r' or '\n' or '\t' ? ' ' : c);
            }
        }
        var lines = text.ToString().Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        var tidy = new StringBuilder();
        var empty = 0;
        foreach (var line in lines)
        {
            empty = line.Length == 0 ? empty + 1 : 0;
            if (empty < 2) tidy.Append(line).Append('\n');
        }
        return tidy.ToString().Trim();
    }

    static string Text(MimeEntity entity)
    {
        switch (entity)
        {
            case MultipartAlternative alternative:
                // The plainest is the author's as well, and its quotes are easier to tell.
                return alternative.Where(IsWritten).Select(Text).FirstOrDefault(t => t.Length > 0, "");
            case Multipart several:
                return string.Join("\n", several.Where(IsWritten).Select(Text).Where(t => t.Length > 0));
            case TextPart { IsHtml: true } html:
                return FromHtml(html.Text);
            case TextPart { IsPlain: true } plain:
                return Plain(plain);
            default:
                return "";
        }
    }

    // No control characters, which no database and no page wants; a space that does not break is a space.
    static string Visible(string line) => string.Concat(line.Where(c => c == '\t' || !char.IsControl(c)).Select(c => c == '\u00a0' ? ' ' : c));

    static bool IsWritten(MimeEntity entity) => !entity.IsAttachment;

    static string Plain(TextPart part)
    {
        if (!part.IsFlowed) return part.Text.Trim();
        // RFC 3676: soft line breaks are none.
        var result = new StringBuilder();
        var joins = false;
        foreach (var line in part.Text.ReplaceLineEndings("\n").Split('\n'))
        {
            var text = line.StartsWith(' ') ? line[1..] : line;
            if (result.Length > 0 && !joins) result.Append('\n');
            joins = text.EndsWith(' ') && text != "-- " && !text.StartsWith('>');
            result.Append(text);
        }
        return result.ToString().Trim();
    }

    static bool Has(HtmlTagToken tag, string attribute, string word) =>
        tag.Attributes.Any(a => a.Name.Equals(attribute, StringComparison.OrdinalIgnoreCase) && a.Value?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    static bool IsVoid(string name) => name is "br" or "hr" or "img" or "input" or "meta" or "link";

    // "On Tuesday Ana wrote:", broken over as many as three lines: where it ends, or less than nothing.
    static int Attribution(List<string> lines, int at)
    {
        var first = lines[at].TrimStart();
        if (!began.Any(b => first.StartsWith(b, StringComparison.Ordinal))) return -1;
        var whole = 0;
        for (var i = at; i < Math.Min(at + 3, lines.Count) && lines[i].Length > 0; i++)
        {
            whole += lines[i].Length;
            if (whole > 400) return -1;
            if (wrote.Any(w => lines[i].EndsWith(w, StringComparison.Ordinal))) return i;
        }
        return -1;
    }

    // What Outlook puts above a message that it quotes.
    static bool IsHead(List<string> lines, int at) =>
        heads.Any(h => lines[at].TrimStart().StartsWith(h, StringComparison.OrdinalIgnoreCase))
        && lines.Skip(at + 1).Take(4).Count(l => headsBelow.Any(h => l.TrimStart().StartsWith(h, StringComparison.OrdinalIgnoreCase))) >= 2;
}
