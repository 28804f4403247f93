using MimeKit;

namespace CoP.Web.Mail.Transport;

/// <summary>Hands one message to whoever carries it further. What goes wrong out there is an outcome, not an exception.</summary>
public interface IMailTransport
{
    Task<Handover> Send(MimeMessage message, CancellationToken cancel);
}

/// <summary>How handing over a message ended.</summary>
/// <param name="Stage">How far it came.</param>
/// <param name="Reply">What the server said, or what cut the line.</param>
public abstract record Handover(HandoverStage Stage, string Reply)
{
    /// <summary>Stage and code, as in "Recipient 550": what happened for the same reason reads the same.</summary>
    public string InShort => Reply.Length >= 3 && Reply[..3].All(char.IsAsciiDigit) ? $"{Stage} {Reply[..3]}" : Stage.ToString();

    /// <summary>The server has it.</summary>
    public sealed record Sent(string Reply) : Handover(HandoverStage.Content, Reply);

    /// <summary>The server will never take it (5xx).</summary>
    public sealed record Refused(HandoverStage Stage, string Reply) : Handover(Stage, Reply)
    {
        /// <summary>The server wants no such mail of us, whoever it is for (RFC 3463 §3.8, X.7.X).</summary>
        public bool IsOfUs => Reply.Split(' ') is [_, var code, ..] && code.StartsWith("5.7.", StringComparison.Ordinal);
    }

    /// <summary>Not now (4xx, or no server to speak to). A line cut after the content may hide that it was taken.</summary>
    public sealed record Later(HandoverStage Stage, string Reply) : Handover(Stage, Reply)
    {
        /// <summary>The server could not be spoken to at all: no letter is to blame, and the next would fare no better.</summary>
        public bool ServerAway => Stage <= HandoverStage.Authenticate;
    }
}

/// <summary>The stages of a hand-over, in order.</summary>
public enum HandoverStage
{
    Connect,
    Secure,
    Authenticate,
    Sender,
    Recipient,
    Content,
}
