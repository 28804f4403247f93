using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Hosting;
using CoP.Web.Mail.Incoming;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Mail;

/// <summary>Makes a message of a sheet: text and HTML, the headers that mail of a machine carries, the way to refuse it.</summary>
public sealed class Stationery(IOptions<MailSettings> settings, SiteAddress site, Unsubscribing unsubscribing, TimeProvider clock, IStringLocalizer<LettersText> texts, IStringLocalizer<IncomingText> answering)
{
    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    // No picture and nothing fetched from anywhere: who reads it, and when, is nobody's business.
    const string Style = """
        :root{color-scheme:light dark}
        body{margin:0;padding:24px 16px;background:#FBF8F3;color:#1F2A2E;font:18px/1.6 "Atkinson Hyperlegible Next",Verdana,sans-serif}
        main{max-width:36em;margin:0 auto}
        h1{font-size:1.25em;line-height:1.3;margin:0 0 16px}
        h2{font-size:1.1em;line-height:1.3;margin:32px 0 8px}
        p,blockquote,table,ul{margin:0 0 16px}
        p,li,h1{overflow-wrap:anywhere}
        td,a{overflow-wrap:anywhere}
        .entries{padding:0;list-style:none}
        .entries a{font-weight:600}
        .entries blockquote{margin:8px 0 0}
        .more{color:#434F54}
        li{padding:8px 0}
        th{text-align:left;vertical-align:top;padding:4px 16px 4px 0;font-weight:600}
        td{padding:4px 0}
        .button{display:inline-block;padding:12px 24px;border-radius:8px;background:#0B4F55;color:#FFFFFF;text-decoration:none;font-weight:600}
        blockquote{padding-left:16px;border-left:4px solid #737B78;white-space:pre-line}
        footer{border-top:1px solid #737B78;margin-top:32px;padding-top:16px;font-size:15px;color:#434F54}
        a{color:#0B4F55}
        @media (prefers-color-scheme:dark){
        body{background:#14191B;color:#F1EEE8}
        a{color:#8FD3D0}
        .button{background:#8FD3D0;color:#14191B}
        footer,.more{color:#C5CBCA}
        }
        """;

    public MimeMessage Write(Sheet sheet, Occasion occasion, Addressee to)
    {
        var sender = settings.Value.Sender;
        var message = new MimeMessage { Subject = Line(sheet.Subject), Date = clock.GetUtcNow(), MessageId = $"{sheet.MessageId ?? Own(occasion, to)}@{site.Base.Host}" };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(Line(to.Name), to.Email));
        // RFC 3834: no out-of-office note answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        // What comes back by itself is known by it.
        message.Headers.Add("X-Loop", sender.Address);
        if (sheet.AnswerTo is { } answers) message.ReplyTo.Add(answers);
        if (sheet.References.Count > 0)
        {
            message.References.AddRange(sheet.References.Select(id => $"{id}@{site.Base.Host}"));
            message.InReplyTo = message.References[^1];
        }
        if (sheet.List is not null) message.Headers.Add(HeaderId.ListId, $"<{sheet.List}.{site.Base.Host}>");
        var topic = sheet.Topic ?? occasion.Kind.Topic();
        var stop = topic != MailTopics.None && to.Member is { } member ? site.To(unsubscribing.PathFor(member, topic)) : null;
        if (stop is not null)
        {
            // RFC 8058.
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        var alternatives = new MultipartAlternative(Part("plain", AsText(sheet, stop)));
        if (!to.PlainText) alternatives.Add(Part("html", AsHtml(sheet, stop)));
        alternatives.Headers.Add(HeaderId.ContentLanguage, to.Language);
        message.Body = to.PlainText && sheet.Calendar is null ? alternatives[0] : alternatives;
        if (message.Body is TextPart alone) alone.Headers.Add(HeaderId.ContentLanguage, to.Language);
        if (sheet.Calendar is not { } calendar) return message;
        var inline = Part("calendar", Encoding.UTF8.GetString(calendar.Text));
        inline.ContentType.Parameters.Add("method", calendar.Method);
        // Last, and so the one that a client which understands it prefers.
        alternatives.Add(inline);
        var attachment = new MimePart("application", "ics")
        {
            Content = new MimeContent(new MemoryStream(calendar.Text)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            FileName = "invite.ics",
        };
        message.Body = new Multipart("mixed") { alternatives, attachment };
        return message;
    }

    // The same for every try, so that a mailbox which has it already can tell.
    static string Own(Occasion occasion, Addressee to) => $"{occasion.Id}.{new Id<Member>(to.Id)}";

    static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = subtype == "calendar" ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text);
        return part;
    }

    string AsText(Sheet sheet, Uri? stop)
    {
        var text = new StringBuilder();
        foreach (var block in sheet.Blocks)
        {
            switch (block)
            {
                case Block.Paragraph(var words):
                    text.Append(words);
                    break;
                case Block.Facts facts:
                    text.AppendJoin('\n', facts.Pairs.Select(p => $"{p.Name}: {p.Value}"));
                    break;
                case Block.Button(var words, var to):
                    text.Append(CultureInfo.InvariantCulture, $"{words}:\n{to}");
                    break;
                case Block.Links links:
                    text.AppendJoin('\n', links.All.Select(l => $"{l.Text}: {l.To}"));
                    break;
                case Block.Quote quote:
                    text.Append(Quoted(quote));
                    break;
                case Block.Heading(var words):
                    text.Append(words.ToUpper(CultureInfo.CurrentCulture));
                    break;
                case Block.Entries entries:
                    text.AppendJoin("\n\n", entries.All.Select(e => string.Join('\n', [$"* {e.Text}", .. e.More is null ? [] : new[] { e.More }, .. e.Words.Select(Quoted), e.To.ToString()])));
                    break;
            }
            text.Append("\n\n");
        }
        text.Append("-- \n").Append(sheet.Why);
        if (stop is not null) text.Append(CultureInfo.InvariantCulture, $"\n{texts["foot.stop"]}: {stop}\n{texts["foot.choose"]}: {site.To("/preferences")}");
        return text.Append('\n').Append(Answers(sheet)).Append('\n').Append(texts["foot.care"]).Append('\n').ToString();
    }

    string AsHtml(Sheet sheet, Uri? stop)
    {
        var html = new StringBuilder();
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
            <title>{Safe(sheet.Subject)}</title><style>
            {Style}
            </style></head><body><main>
            <h1>{Safe(sheet.Subject)}</h1>

            """);
        foreach (var block in sheet.Blocks)
        {
            html.Append(block switch
            {
                Block.Paragraph(var words) => $"<p>{Safe(words)}</p>",
                Block.Facts facts => $"<table>{string.Concat(facts.Pairs.Select(p => $"<tr><th scope=\"row\">{Safe(p.Name)}</th><td>{Linked(p.Value)}</td></tr>"))}</table>",
                Block.Button(var words, var to) => $"<p><a class=\"button\" href=\"{Safe(to.AbsoluteUri)}\">{Safe(words)}</a></p>",
                Block.Links links => $"<ul>{string.Concat(links.All.Select(l => $"<li><a href=\"{Safe(l.To.AbsoluteUri)}\">{Safe(l.Text)}</a></li>"))}</ul>",
                Block.Quote quote => Quote(quote),
                Block.Heading(var words) => $"<h2>{Safe(words)}</h2>",
                Block.Entries entries => $"<ul class=\"entries\">{string.Concat(entries.All.Select(AsHtml))}</ul>",
                _ => throw new InvalidOperationException("No such block."),
            }).Append('\n');
        }
        html.Append(CultureInfo.InvariantCulture, $"<footer><p>{Safe(sheet.Why)}</p>");
        if (stop is not null)
            html.Append(CultureInfo.InvariantCulture, $"""<p><a href="{Safe(stop.AbsoluteUri)}">{Safe(texts["foot.stop"])}</a> · <a href="{Safe(site.To("/preferences").AbsoluteUri)}">{Safe(texts["foot.choose"])}</a></p>""");
        return html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(Answers(sheet))}</p><p>{Safe(texts["foot.care"])}</p></footer></main></body></html>\n").ToString();
    }

    /// <summary>Whether anybody reads an answer to it.</summary>
    string Answers(Sheet sheet) =>
        answering[sheet.AnswerTo is not null ? "foot.answers" : sheet.Calendar is { Method: "REQUEST" } && settings.Value.Incoming.IsOn ? "foot.calendar" : "foot.nobody"];

    static string AsHtml(Entry entry)
    {
        var language = entry.Language is { } written ? $" lang=\"{Safe(written)}\"" : "";
        var more = entry.More is { } words ? $"<div class=\"more\">{Safe(words)}</div>" : "";
        return $"<li><a href=\"{Safe(entry.To.AbsoluteUri)}\"{language}>{Safe(entry.Text)}</a>{more}{string.Concat(entry.Words.Select(Quote))}</li>";
    }

    static string Quote(Block.Quote quote) => $"<blockquote lang=\"{Safe(quote.Language)}\">{Safe(quote.Text)}</blockquote>";

    static string Quoted(Block.Quote quote) => string.Join('\n', quote.Text.Split('\n').Select(line => "> " + line.TrimEnd()));

    static string Safe(string text) => Html.Encode(text);

    static string Linked(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? $"<a href=\"{Safe(uri.AbsoluteUri)}\">{Safe(text)}</a>" : Safe(text);

    /// <summary>What goes into a header is one line, whatever somebody put into a name.</summary>
    static string Line(string text) => new([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
}

/// <summary>Who gets a letter.</summary>
/// <param name="Id">The member, or the invitation.</param>
/// <param name="Member">The member; null for someone who is none yet.</param>
/// <param name="PlainText">They want no HTML.</param>
public sealed record Addressee(Guid Id, Id<Member>? Member, string Name, string Email, string Language, bool PlainText = false);
