using System.Globalization;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Mail;

/// <summary>
/// The address in a letter that stops mail of its kind: a sealed note of whom and what, good for that one thing. It lasts
/// as long as the letter may lie in a mailbox.
/// </summary>
public sealed class Unsubscribing(IDataProtectionProvider protection, CopDb db)
{
    readonly IDataProtector seal = protection.CreateProtector("CoP.Mail.Unsubscribe");

    public string PathFor(Id<Member> member, MailTopics topic) =>
        "/unsubscribe/" + seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{member}.{(int)topic}"));

    /// <summary>What a token stops; null where it is not one of ours.</summary>
    public (Id<Member> Member, MailTopics Topic)? Read(string token)
    {
        try
        {
            var parts = seal.Unprotect(token).Split('.');
            return parts.Length == 2 && Id<Member>.TryParse(parts[0], null, out var member) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var topic)
                && Enum.IsDefined((MailTopics)topic) && topic != 0 ? (member, (MailTopics)topic) : null;
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }

    public Task Stop(Id<Member> member, MailTopics topic) => db.Write(async () => (await db.ChoicesOf(member)).Mute(topic));
}

public static class MailChoicesQueries
{
    /// <summary>A member's choices, to be changed; new ones where there are none. Only inside <see cref="CopDb.Write{T}"/>.</summary>
    public static async Task<MailChoices> ChoicesOf(this CopDb db, Id<Member> member)
    {
        // The member's row stands for choices that may not be there yet: of two who come at once, the second finds what the first wrote.
        await db.Lock("Members", member.Value);
        if (await db.MailChoices.SingleOrDefaultAsync(c => c.MemberId == member) is { } choices) return choices;
        choices = new MailChoices(member);
        db.MailChoices.Add(choices);
        return choices;
    }
}
