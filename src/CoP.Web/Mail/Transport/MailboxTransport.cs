using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CoP.Web.Mail.Transport;

/// <summary>In Development, where no server is set: keeps what would have been sent, for the page /dev/mailbox.</summary>
public sealed class MailboxTransport(Mailbox mailbox) : IMailTransport
{
    public async Task<Handover> Send(MimeMessage message, CancellationToken cancel)
    {
        await mailbox.Keep(message, cancel);
        return new Handover.Sent("Kept in the mailbox page.");
    }
}

/// <summary>A folder of messages as they would have gone over the wire, the newest last by name.</summary>
public sealed partial class Mailbox(IOptions<MailSettings> settings, TimeProvider clock)
{
    public const int Shown = 200;
    readonly string folder = settings.Value.Folder is { Length: > 0 } named ? named : Path.Combine("data", "mailbox");

    public async Task Keep(MimeMessage message, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd'T'HHmmssfffffff}-{Guid.NewGuid():N}");
        var path = Path.Combine(folder, name);
        await message.WriteToAsync(path + ".part", cancel);
        // The page never meets half a message.
        File.Move(path + ".part", path + ".eml");
    }

    /// <summary>The newest messages, the newest first.</summary>
    public async Task<List<(string Name, MimeMessage Message)>> Newest(CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) return [];
        var messages = new List<(string, MimeMessage)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").OrderDescending(StringComparer.Ordinal).Take(Shown))
            messages.Add((Path.GetFileNameWithoutExtension(file), await MimeMessage.LoadAsync(file, cancel)));
        return messages;
    }

    public async Task<MimeMessage?> Find(string name, CancellationToken cancel)
    {
        var path = Path.Combine(folder, name + ".eml");
        return NamePattern().IsMatch(name) && File.Exists(path) ? await MimeMessage.LoadAsync(path, cancel) : null;
    }

    public void Empty()
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml")) File.Delete(file);
    }

    [GeneratedRegex("^[0-9T]+-[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}
