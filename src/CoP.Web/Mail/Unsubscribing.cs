using System.Globalization;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace CoP.Web.Mail;

/// <summary>
/// The address in a letter that stops mail of its kind: a sealed note of whom and what, good for that one thing. It lasts
/// as long as the letter may lie in a mailbox.
/// </summary>
public sealed class Unsubscribing(IDataProtectionProvider protection, CopDb db, TimeProvider clock)
{
    readonly AddressNotes notes = new(protection, "CoP.Mail.Unsubscribe");

    public string PathFor(Id<Member> member, MailTopics topic) => "/unsubscribe/" + notes.Write(member.ToString(), ((int)topic).ToString(CultureInfo.InvariantCulture));

    /// <summary>What a token stops; null where it is not one of ours.</summary>
    public (Id<Member> Member, MailTopics Topic)? Read(string token) =>
        notes.Read(token) is [var who, var what] && Id<Member>.TryParse(who, null, out var member) && int.TryParse(what, CultureInfo.InvariantCulture, out var topic)
            && ((MailTopics)topic).IsKnown() ? (member, (MailTopics)topic) : null;

    public Task Stop(Id<Member> member, MailTopics topics) => db.Write(async () => (await db.ChoicesOf(member)).Mute(topics));

    /// <summary>Such mail comes at another pace from now on, or comes again.</summary>
    public Task Set(Id<Member> member, MailTopics topics, Pace pace) => db.Write(async () => (await db.ChoicesOf(member)).Set(topics, pace, clock.Now()));

    /// <summary>At which pace such mail comes to them; of several topics, the first.</summary>
    public async Task<Pace> PaceOf(Id<Member> member, MailTopics topics) =>
        (await db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.MemberId == member) ?? new MailChoices(member)).PaceOf(topics.Each().First());
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
