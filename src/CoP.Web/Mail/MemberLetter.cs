using System.Security.Claims;
using CoP.Web.Features.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;

namespace CoP.Web.Mail;

/// <summary>A letter to members: not to who may no longer sign in, nor to who does not want such mail.</summary>
public abstract class MemberLetter(LetterDesk desk) : Composer
{
    protected LetterDesk Desk => desk;

    /// <summary>Where the letter goes.</summary>
    protected string ReaderEmail { get; private set; } = "";

    /// <summary>Under which name the reader is written to: their own id, or that of an alias.</summary>
    protected Guid Recipient { get; private set; }

    public override async Task<IReadOnlyCollection<Guid>> Recipients(Occasion occasion) =>
        occasion.RecipientId is { } one ? [one.Value] : (await Told(occasion)).Select(id => id.Value).ToHashSet();

    public override async Task<Composition> Compose(Occasion occasion, Guid recipient)
    {
        if (await Behind(occasion, recipient) is not { } id) return new Composition.Void(VoidReason.Left);
        var account = await desk.Db.Users.Where(a => a.Id == id.Value).Select(a => a.Email).SingleOrDefaultAsync();
        await desk.Reader.Load(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.Value.ToString())])), desk.Db, desk.SiteZone);
        if (!desk.Reader.IsSignedIn) return new Composition.Void(VoidReason.Left);
        if (string.IsNullOrEmpty(account)) return new Composition.Void(VoidReason.NoAddress);
        var choices = await desk.Db.MailChoices.AsNoTracking().SingleOrDefaultAsync(c => c.MemberId == id) ?? new MailChoices(id);
        if (!choices.Wants(occasion.Kind.Topic())) return new Composition.Void(VoidReason.NotWanted);
        // What becomes of a letter to an alias is nobody's: it would tell whose address that is.
        var named = recipient == id.Value;
        if (occasion.Kind != LetterKind.SignInLink && await desk.Db.AddressStandings.AsNoTracking().SingleOrDefaultAsync(s => s.MemberId == id) is { } standing && standing.Stops(account))
            return new Composition.Void(named ? VoidReason.AddressRefused : VoidReason.Left);
        if (!occasion.Kind.IsUrgent() && choices.IsPaused(desk.Now, desk.Reader.Zone)) return Paused(occasion, choices);
        (ReaderEmail, Recipient) = (account, recipient);
        var member = desk.Reader.Member;
        using var _ = new Speaking(member.Language);
        return await Write(occasion, choices) switch
        {
            (Sheet sheet, null) => Hold(sheet, occasion, choices)
                ?? new Composition.Ready(desk.Stationery.Write(sheet, occasion, new Addressee(recipient, id, member.Name, account, member.Language, choices.PlainText)), sheet.OnceSent, named ? new Reached(id, account) : null),
            (null, { } no) => no,
            _ => throw new InvalidOperationException("A letter is written or it is not."),
        };
    }

    // What one may refuse stands on the site, and is not sent after a pause. The rest waits, and is looked at again now and then: a pause may end early.
    Composition Paused(Occasion occasion, MailChoices choices) => occasion.Kind.Topic() != MailTopics.None || occasion.Kind == LetterKind.Digest
        ? new Composition.Void(VoidReason.Paused)
        : new Composition.NotYet(Instant.Min(desk.Now + Duration.FromHours(1), choices.PausedUntil!.Value.AtStartOfDayInZone(desk.Reader.Zone).ToInstant()));

    /// <summary>Why a letter that is written does not go now: its recipient wants such news gathered, or is not to be disturbed. Null where it goes.</summary>
    Composition? Hold(Sheet sheet, Occasion occasion, MailChoices choices)
    {
        if (occasion.Kind.IsUrgent()) return null;
        var (topic, now, zone) = (sheet.Topic ?? occasion.Kind.Topic(), desk.Now, desk.Reader.Zone);
        if (!choices.Wants(topic)) return new Composition.Void(VoidReason.NotWanted);
        if (occasion.Kind != LetterKind.Digest && !sheet.CannotWait && choices.NextDigest(topic, now, zone) is { } digest && !(sheet.KnownBy <= digest)) return new Composition.Void(VoidReason.InDigest);
        // Reminders come before quiet hours or after them, as they themselves know best; news cannot come before it happened.
        return choices.Reminders.Quiet is { } quiet && quiet.Hold(now, zone) && quiet.EndAfter(now, zone) is var end && !(sheet.KnownBy <= end) ? new Composition.NotYet(end) : null;
    }

    /// <summary>
    /// The member to whom it is addressed. What is meant for an anonymous author is addressed to the alias; who that is, only this moment knows.
    /// </summary>
    /// <returns>Null where there is nobody any more.</returns>
    protected virtual async Task<Id<Member>?> Behind(Occasion occasion, Guid recipient) => await desk.Anonymity.Owner(desk.Db, new Id<Alias>(recipient)) ?? new Id<Member>(recipient);

    /// <summary>Whom an occasion without a recipient is for.</summary>
    protected abstract Task<List<Id<Member>>> Told(Occasion occasion);

    /// <summary>Looks at what the letter is about as the reader may see it now, and writes it in their language, which is set.</summary>
    protected abstract Task<Draft> Write(Occasion occasion, MailChoices choices);

    /// <summary>A sheet, or why there is none.</summary>
    protected readonly record struct Draft(Sheet? Sheet, Composition? No)
    {
        public static implicit operator Draft(Sheet sheet) => new(sheet, null);

        public static implicit operator Draft(VoidReason reason) => new(null, new Composition.Void(reason));

        public static implicit operator Draft(Composition.NotYet notYet) => new(null, notYet);
    }
}

static class LetterQueries
{
    /// <summary>Active members who want mail on a topic.</summary>
    public static IQueryable<Member> WhoWant(this IQueryable<Member> members, LetterDesk desk, MailTopics topic) =>
        desk.TellsOnSite ? members.Where(m => m.State == MemberState.Active) : members.WhoWant(desk.Db, topic);

    /// <inheritdoc cref="WhoWant(IQueryable{Member}, LetterDesk, MailTopics)"/>
    public static IQueryable<Member> WhoWant(this IQueryable<Member> members, Data.CopDb db, MailTopics topic) =>
        members.Where(m => m.State == MemberState.Active && !db.MailChoices.Any(c => c.MemberId == m.Id && (c.Muted & topic) == topic));

    /// <summary>Those to whom changes of sessions are told in words alone: the calendars of the others are told, and they with them.</summary>
    public static IQueryable<Member> WithoutInvitations(this IQueryable<Member> members, LetterDesk desk)
    {
        var db = desk.Db;
        return desk.TellsOnSite ? members : members.Where(m => !db.CalendarChoices.Any(c => c.MemberId == m.Id && c.Invitations));
    }
}

static class LetterTimes
{
    /// <summary>The day of an event on the reader's calendar, for a subject.</summary>
    public static string ShortDay(this Format format, LocalSlot slot) => format.Date(format.Local(slot.StartsAt).Date);
}
