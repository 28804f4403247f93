using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace CoP.Domain.Polls;

/// <summary>Reminds those who have not answered a poll, a day before its deadline; a deadline that is put off has a reminder of its own.</summary>
public sealed record PollReminder(Guid Poll, Instant ClosesAt)
{
    /// <summary>The same for the same reminder wherever it is computed (a version 8 UUID, RFC 9562 §5.8), so that the database keeps it once.</summary>
    public Guid Key
    {
        get
        {
            var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"poll/{Poll:N}/{ClosesAt.ToUnixTimeTicks()}"))).AsSpan(0, 16);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes, bigEndian: true);
        }
    }

    /// <summary>The reminder that is due now; null before and after, and where the poll was begun so late that asking and reminding would be one.</summary>
    public static PollReminder? DueNow(Poll poll, Instant now)
    {
        var due = poll.ClosesAt - Domain.Polls.Poll.RemindBefore;
        return poll.TakesVotes(now) && now >= due && poll.CreatedAt < due ? new(poll.Id.Value, poll.ClosesAt) : null;
    }
}
