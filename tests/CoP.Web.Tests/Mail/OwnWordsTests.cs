using System.Text;
using CoP.Web.Features.Calendars;
using CoP.Web.Mail.Incoming;
using MimeKit;

namespace CoP.Web.Tests.Mail;

public sealed class OwnWordsTests
{
    [Theory]
    [InlineData("Yes.", "Yes.")]
    [InlineData("Yes.\r\n\r\nOn Mon, Mar 3, 2031 at 10:00 AM Peer Supervision\r\nCommunity <a@b.example> wrote:\r\n\r\n> Hello\r\n> Ben\r\n", "Yes.")]
    [InlineData("Sí.\n\nEl lun, 3 mar 2031 a las 10:00, Comunidad (<a@b.example>) escribió:\n> Hola\n", "Sí.")]
    [InlineData("Yes.\n\n-----Original Message-----\nFrom: A\nSent: today\n\nHello", "Yes.")]
    [InlineData("Yes.\n\n________________________________\nFrom: Community <a@b.example>\nSent: Monday\nTo: Ben\nSubject: A reply\n\nHello", "Yes.\n\n________________________________")]
    [InlineData("De: Comunidad\nEnviado: lunes\nPara: Ben\nAsunto: x\n\nHola", "")]
    [InlineData("> one?\nYes.\n> two?\nNo.", "Yes.\nNo.")]
    [InlineData("Yes.\n-- \nBen\nDirector", "Yes.")]
    [InlineData("Yes.\n\nSent from my iPhone", "Yes.")]
    [InlineData("From: here one sees the sea.\nAnd more.", "From: here one sees the sea.\nAnd more.")]
    [InlineData("On Monday I wrote to her.\nShe came.", "On Monday I wrote to her.\nShe came.")]
    [InlineData("On Monday Ana wrote:\n\nHello, all of this is quoted", "")]
    [InlineData("", "")]
    public void Of_a_text_the_authors_own_words_are_left(string text, string own) => Assert.Equal(own.Replace("\n\n________________________________", "", StringComparison.Ordinal), OwnWords.Unquoted(text).Replace("\n\n________________________________", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree")]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "- a\n- b")]
    [InlineData("<div>Hi &lt;there&gt;</div><blockquote type=cite>old<blockquote>older</blockquote></blockquote><div>after</div>", "Hi <there>\n\nafter")]
    [InlineData("<div>Hi</div><div id=\"divRplyFwdMsg\">From: x</div><div>old</div>", "Hi")]
    [InlineData("<style>a{}</style><script>x</script>Hi<img src=x onerror=y>", "Hi")]
    [InlineData("<blockquote>never closed", "")]
    public void Of_HTML_the_text_is_left(string html, string text) => Assert.Equal(text, OwnWords.FromHtml(html));

    /// <summary>Whatever bytes arrive: an end, and no more text than came.</summary>
    [Fact]
    public void Nothing_that_arrives_makes_it_fail()
    {
        string[] pieces =
        [
            "From: a@b.example\r\n", "Content-Type: multipart/mixed; boundary=x\r\n", "Content-Type: text/html; charset=utf-7\r\n", "Content-Type: text/plain; format=flowed; delsp=yes\r\n", "\r\n", "--x\r\n", "--x--\r\n", "> quoted\r\n",
            "On Monday\r\n", "wrote:\r\n", "<blockquote>", "</blockquote>", "<div class=gmail_quote>", "</div>", "&#x110000;", "<!--", "-- \r\n", "\0", "\u00ff\u00fe", "=?utf-8?B?////?=", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x\r\n",
            "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example\r\n", "RECURRENCE-ID;TZID=\"x:20310101T000000\r\n", "RECURRENCE-ID:20319999T999999Z\r\n", "SEQUENCE:99999999999\r\n", "END:VEVENT\r\nEND:VCALENDAR\r\n", " ", "Content-Transfer-Encoding: base64\r\n", "message/rfc822",
        ];
        var random = new Random(7);
        for (var n = 0; n < (LongRun.On ? 200_000 : 3_000); n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            using var message = Load(text);
            if (message is null) continue;
            Assert.True(OwnWords.Of(message).Length <= 2 * text.Length);
            _ = OwnWords.HasFiles(message);
            _ = OwnWords.FromHtml(text);
            _ = CalendarReply.Read(text, "a@b.example");
            var head = new Arrival(message.Headers, "7");
            _ = (head.IsAutomatic, head.IsGenuine("mx"), head.IsLoop("h", "a@b.example"), head.To.ToList());
        }
    }

    // What is no message at all is passed over by who reads the mailbox.
    static MimeMessage? Load(string text)
    {
        try
        {
            return MimeMessage.Load(new ParserOptions { MaxMimeDepth = 20 }, new MemoryStream(Encoding.Latin1.GetBytes("Subject: x\r\n" + text)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
