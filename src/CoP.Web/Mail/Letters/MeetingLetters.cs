using System.Globalization;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.ByMail;
using CoP.Web.Features.Meetings.Planning.Changes;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using CalendarInvitation = CoP.Web.Features.Calendars.Invitation;

namespace CoP.Web.Mail.Letters;

/// <summary>What the letters about a quarterly meeting share: they go to every member, with the entry for the calendar.</summary>
public abstract class MeetingLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links) : MemberLetter(desk)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<QuarterlyMeeting>(occasion.Item);
        if (await Desk.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return [];
        return await Desk.Db.Members.InvitedTo(meeting, Desk.Db.Rsvps).WhoWant(Desk, MailTopics.Meetings).Select(m => m.Id).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<QuarterlyMeeting>(occasion.Item);
        var meeting = await Desk.Db.Meetings.AsNoTracking().VisibleTo(Desk.Reader.Viewer).SingleOrDefaultAsync(m => m.Id == id);
        if (meeting is null) return VoidReason.Cancelled;
        // A later change has letters of its own, with a higher sequence for the calendar; while those wait, it may yet be taken back.
        var later = await Desk.Db.Occasions.Where(o => o.Item == occasion.Item && o.Version > occasion.Version && Later.Contains(o.Kind)).Select(o => (Instant?)o.DueAt).MinAsync();
        if (later is { } due && due > Desk.Now) return new Composition.NotYet(due);
        if (WhyVoid(meeting) is { } reason) return reason;
        if (later is not null) return VoidReason.Superseded;
        return About(meeting) with { KnownBy = await KnownBy(occasion, meeting) };
    }

    static readonly LetterKind[] Later = [LetterKind.MeetingMoved, LetterKind.MeetingChanged, LetterKind.MeetingPostponed, LetterKind.MeetingCancelled];

    /// <summary>The letter about a meeting, as it is.</summary>
    internal Sheet About(QuarterlyMeeting meeting) => Write(meeting, new Page(Desk.Format.ShortDay(meeting.Slot), Desk.Site.To($"/meetings/{meeting.Id}")));

    /// <summary>Who does not know of it by then comes in vain, or not at all.</summary>
    protected virtual Task<Instant> KnownBy(Occasion occasion, QuarterlyMeeting meeting) => Task.FromResult(meeting.Slot.StartsAt);

    /// <summary>Only what is still ahead is told of.</summary>
    protected virtual VoidReason? WhyVoid(QuarterlyMeeting meeting) =>
        meeting.State != MeetingState.Announced ? VoidReason.Cancelled : Desk.Now >= meeting.Slot.StartsAt ? VoidReason.Started : null;

    protected abstract Sheet Write(QuarterlyMeeting meeting, Page page);

    protected Block Hello => new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]);

    protected Block Facts(QuarterlyMeeting meeting)
    {
        List<(string, string)> facts = [(Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot))];
        if (Desk.Format.SlotElsewhere(meeting.Slot) is { } there) facts.Add((Desk.Texts["fact.local"], there));
        facts.Add((Desk.Texts["fact.host"], common.Of(meeting.Host)));
        if (meeting.State == MeetingState.Announced)
        {
            facts.AddRange(MeetingFacts.WayIn(meeting, Desk.Texts));
        }
        else if ((meeting.CancelReason ?? meeting.PostponeReason) is { } why)
        {
            facts.Add((Desk.Texts["fact.reason"], why));
        }
        return new Block.Facts(facts);
    }

    /// <summary>Where to answer: on the page, or by a link that needs no sign-in.</summary>
    protected IEnumerable<Block> Asking(QuarterlyMeeting meeting, Page page) =>
    [
        new Block.Button(Desk.Texts["meeting.button"], page.Address), new Block.Paragraph(Desk.Texts["meeting.answers"]), new Block.Links(links.For(Desk.Reader.Id, meeting)),
    ];

    protected CalendarSheet Calendar(QuarterlyMeeting meeting, string email)
    {
        var entry = events.ToCalendarEvent(meeting, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        // The organizer is who the letter is from, or calendars take it for a forgery.
        var invitation = new CalendarInvitation(mail.Value.Sender.Address, email, Desk.Reader.Member.Name, mail.Value.Incoming.IsOn);
        return meeting.State is MeetingState.Cancelled or MeetingState.Postponed
            ? new CalendarSheet(CalendarText.Cancel(entry, invitation), "CANCEL")
            : new CalendarSheet(CalendarText.Request(entry, invitation), "REQUEST");
    }

    /// <summary>The day of the meeting in a few words, and its page.</summary>
    protected sealed record Page(string Day, Uri Address);
}

/// <summary>What letters say of a meeting beside its time.</summary>
static class MeetingFacts
{
    /// <summary>Where it is, how to get in, and in which languages it is held.</summary>
    public static IEnumerable<(string Name, string Value)> WayIn(QuarterlyMeeting meeting, IStringLocalizer<LettersText> texts)
    {
        if (meeting.Place is { } place)
        {
            yield return (texts["fact.place"], place.InOneLine());
            if (place.Access is { } access) yield return (texts["fact.place.access"], access.ReplaceLineEndings(" "));
        }
        if (meeting.Link is { } link) yield return (texts["fact.where"], link);
        if (meeting.DialIn is { } dialIn) yield return (texts["fact.dialin"], dialIn);
        if (meeting.Languages != MeetingLanguages.English) yield return (texts["fact.languages"], texts["languages." + meeting.Languages]);
    }
}

/// <summary>The next meeting, and the question whether one can come.</summary>
public class MeetingAnnouncedLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links) : MeetingLetter(desk, events, common, mail, links)
{
    protected override Sheet Write(QuarterlyMeeting meeting, Page page)
    {
        List<Block> blocks = [Hello, new Block.Paragraph(Desk.Texts["meeting.announced.body"]), Facts(meeting), .. Asking(meeting, page)];
        if (meeting.BookAccessBy >= Desk.Format.Today) blocks.Add(new Block.Paragraph(Desk.Texts["meeting.announced.until", Desk.Format.Date(meeting.BookAccessBy)]));
        return new Sheet(Desk.Texts["meeting.announced.subject", page.Day]) { Blocks = blocks, Why = Desk.Texts["meeting.why"], Calendar = Calendar(meeting, ReaderEmail) };
    }
}

/// <summary>The same, to those alone who were not invited before: the meeting is for more people now.</summary>
public sealed class MeetingInvitedLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links, MeetingChanges changes)
    : MeetingAnnouncedLetter(desk, events, common, mail, links)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var (invited, id) = (await base.Told(occasion), new Id<QuarterlyMeeting>(occasion.Item));
        if (invited.Count == 0 || await changes.Before(occasion) is not { } before) return [];
        var meeting = await Desk.Db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id);
        return [.. invited.Except(await Desk.Db.Members.InvitedTo(meeting, Desk.Db.Rsvps, before.For).Select(m => m.Id).ToListAsync())];
    }
}

/// <summary>It has another date.</summary>
public sealed class MeetingMovedLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links, MeetingChanges changes)
    : MeetingLetter(desk, events, common, mail, links)
{
    protected override async Task<Instant> KnownBy(Occasion occasion, QuarterlyMeeting meeting) =>
        await changes.Before(occasion) is { } before ? Instant.Min(before.Slot.StartsAt, meeting.Slot.StartsAt) : meeting.Slot.StartsAt;

    protected override Sheet Write(QuarterlyMeeting meeting, Page page) => new(Desk.Texts["meeting.moved.subject", page.Day])
    {
        Blocks = [Hello, new Block.Paragraph(Desk.Texts["meeting.moved.body"]), Facts(meeting), .. Asking(meeting, page)],
        Why = Desk.Texts["meeting.why"],
        Calendar = Calendar(meeting, ReaderEmail),
    };
}

/// <summary>It has another way in, or another place.</summary>
public sealed class MeetingChangedLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links) : MeetingLetter(desk, events, common, mail, links)
{
    protected override Sheet Write(QuarterlyMeeting meeting, Page page) => new(Desk.Texts["meeting.changed.subject", page.Day])
    {
        Blocks = [Hello, new Block.Paragraph(Desk.Texts["meeting.changed.body"]), Facts(meeting), new Block.Button(Desk.Texts["meeting.cancelled.button"], page.Address)],
        Why = Desk.Texts["meeting.why"],
        Calendar = Calendar(meeting, ReaderEmail),
    };
}

/// <summary>It waits for another date.</summary>
public sealed class MeetingPostponedLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links) : MeetingLetter(desk, events, common, mail, links)
{
    protected override VoidReason? WhyVoid(QuarterlyMeeting meeting) => meeting.State != MeetingState.Postponed ? VoidReason.Superseded : null;

    protected override Sheet Write(QuarterlyMeeting meeting, Page page) => new(Desk.Texts["meeting.postponed.subject", page.Day])
    {
        Blocks = [Hello, new Block.Paragraph(Desk.Texts["meeting.postponed.body"]), Facts(meeting), new Block.Button(Desk.Texts["meeting.cancelled.button"], page.Address)],
        Why = Desk.Texts["meeting.why"],
        Calendar = Calendar(meeting, ReaderEmail),
    };
}

/// <summary>It will not be held.</summary>
public sealed class MeetingCancelledLetter(LetterDesk desk, MeetingEvents events, IStringLocalizer<CommonText> common, IOptions<MailSettings> mail, RsvpLinks links) : MeetingLetter(desk, events, common, mail, links)
{
    protected override VoidReason? WhyVoid(QuarterlyMeeting meeting) =>
        meeting.State != MeetingState.Cancelled ? VoidReason.Superseded : Desk.Now >= meeting.Slot.EndsAt ? VoidReason.Started : null;

    protected override Sheet Write(QuarterlyMeeting meeting, Page page) => new(Desk.Texts["meeting.cancelled.subject", page.Day])
    {
        Blocks = [Hello, new Block.Paragraph(Desk.Texts["meeting.cancelled.body"]), Facts(meeting), new Block.Button(Desk.Texts["meeting.cancelled.button"], page.Address)],
        Why = Desk.Texts["meeting.why"],
        Calendar = Calendar(meeting, ReaderEmail),
    };
}
