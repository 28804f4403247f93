using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Access;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// What the letters about access needs share. A mailbox may be an employer's: what somebody needs, and why it is not to be had, stays on the
/// site unless the reader chose detailed letters, and nobody else's name is in them. No letter leaves a row behind that says who has needs.
/// </summary>
public abstract class AccessLetter(LetterDesk desk) : MemberLetter(desk)
{
    public override bool IsOnRecord => false;

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    /// <summary>A meeting that is still ahead, as the reader sees it; null where there is nothing to write about any more.</summary>
    protected async Task<QuarterlyMeeting?> Ahead(Id<QuarterlyMeeting> id) =>
        await Desk.Db.Meetings.AsNoTracking().VisibleTo(Desk.Reader.Viewer).SingleOrDefaultAsync(m => m.Id == id) is { } meeting && meeting.TakesAnswers(Desk.Now) ? meeting : null;

    protected Sheet Sheet(QuarterlyMeeting meeting, string key, string path, params IEnumerable<Block> more) => new(Desk.Texts["access.subject", Desk.Format.ShortDay(meeting.Slot)])
    {
        Blocks =
        [
            new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts[key]), new Block.Facts((Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot))),
            .. more, new Block.Button(Desk.Texts[key + ".button"], Desk.Site.To($"/meetings/{meeting.Id}{path}")),
        ],
        Why = Desk.Texts[key + ".why"],
    };
}

/// <summary>To who asked: it is booked, it could not be, or what was said of it does not hold any more.</summary>
public sealed class AccessAnsweredLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings) : AccessLetter(desk)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (id, me) = (new Id<AccessRequest>(occasion.Item), Desk.Reader.Id);
        var request = await Desk.Db.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
        var rsvp = request is null ? null : await Desk.Db.Rsvps.AsNoTracking().SingleOrDefaultAsync(r => r.Id == request.RsvpId && r.MemberId == me);
        if (request is null || rsvp is null || await Ahead(rsvp.MeetingId) is not { } meeting) return VoidReason.Cancelled;
        var state = request.StateFor(meeting);
        // Of a day that the meeting has no more, another letter speaks.
        if (request.Version != occasion.Version || (state == BookingState.Open && request.DecidedFor is not null)) return VoidReason.Superseded;
        // Booked by a slip and taken back in time: there was nothing to tell.
        var saidAt = occasion.DueAt - BookAccess.Wait;
        if (state == BookingState.Open && !await Desk.Db.Occasions.AnyAsync(o => o.Item == occasion.Item && o.Kind == LetterKind.AccessAnswered && o.Version < occasion.Version && o.DueAt <= saidAt)) return VoidReason.Superseded;
        List<(string, string)> facts = [];
        if (choices.Detailed)
        {
            facts.Add((Desk.Texts["access.what"], request.Kind == NeedKind.Other ? rsvp.OtherNeed! : meetings["need." + request.Kind]));
            if (state == BookingState.NotPossible) facts.Add((Desk.Texts["fact.reason"], request.Words!));
        }
        return Sheet(meeting, "access." + state, "", facts.Count == 0 ? [] : [new Block.Facts(facts)]);
    }
}

/// <summary>To who asked for something: the meeting has another day, and all is booked anew.</summary>
public sealed class AccessAskedAgainLetter(LetterDesk desk) : AccessLetter(desk)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (id, me) = (new Id<Rsvp>(occasion.Item), Desk.Reader.Id);
        var rsvp = await Desk.Db.Rsvps.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.MemberId == me);
        if (rsvp is not { HasNeeds: true } || await Ahead(rsvp.MeetingId) is not { } meeting) return VoidReason.Cancelled;
        if (rsvp.Requests.Any(r => r.AskedFor != meeting.Slot.Start.Date)) return VoidReason.Moved;
        return Sheet(meeting, "access.again", "");
    }
}

/// <summary>To who books: something is to be booked. Nothing of what, nor for whom.</summary>
public class AccessToBookLetter(LetterDesk desk) : AccessLetter(desk)
{
    protected virtual string Key => "access.tobook";

    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var (id, now) = (new Id<QuarterlyMeeting>(occasion.Item), Desk.Now);
        if (await Desk.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } meeting || !meeting.TakesAnswers(now)) return [];
        var open = (await Requests(meeting).ToListAsync()).Where(r => r.StateFor(meeting) == BookingState.Open).ToList();
        return open.Count == 0 ? [] : [.. open.Select(r => r.BookerId).OfType<Id<Member>>().Append(meeting.AccessContactId)];
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Ahead(new Id<QuarterlyMeeting>(occasion.Item)) is not { } meeting) return VoidReason.Cancelled;
        // For the access contact all, for anyone else what they were asked to book.
        var open = (await Requests(meeting).SeenBy(Desk.Db.Rsvps, Desk.Reader.Viewer, meeting, Desk.Now).ToListAsync()).Count(r => r.StateFor(meeting) == BookingState.Open);
        if (open == 0) return VoidReason.Superseded;
        return Sheet(meeting, Key, "/access", new Block.Facts(
            (Desk.Texts["access.count"], open.ToString(System.Globalization.CultureInfo.CurrentCulture)), (Desk.Texts["access.by"], Desk.Format.Date(meeting.BookAccessBy))));
    }

    IQueryable<AccessRequest> Requests(QuarterlyMeeting meeting) =>
        Desk.Db.AccessRequests.AsNoTracking().Where(q => Desk.Db.Rsvps.Any(r => r.Id == q.RsvpId && r.MeetingId == meeting.Id));
}

/// <summary>To who books: the meeting has another day, and all is to be booked anew.</summary>
public sealed class AccessToBookAnewLetter(LetterDesk desk) : AccessToBookLetter(desk)
{
    protected override string Key => "access.anew";
}

/// <summary>To who booked something: one of those who asked does not need it any more. Which kind of thing, so that it can be called off, and never whose.</summary>
public sealed class AccessWithdrawnLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings) : AccessLetter(desk)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Ahead(new Id<QuarterlyMeeting>(occasion.Item)) is not { } meeting) return VoidReason.Cancelled;
        // Whoever booked one thing for the contact sees no list once that is gone.
        var path = meeting.AccessContactId == Desk.Reader.Id ? "/access" : "";
        return Sheet(meeting, "access.withdrawn", path, new Block.Facts((Desk.Texts["access.what"], meetings["need." + (NeedKind)occasion.Version])));
    }
}

/// <summary>To who was asked to book something.</summary>
public sealed class AccessHandedLetter(LetterDesk desk) : AccessLetter(desk)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (id, me) = (new Id<AccessRequest>(occasion.Item), Desk.Reader.Id);
        var request = await Desk.Db.AccessRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.BookerId == me);
        if (request is null) return VoidReason.Cancelled;
        var at = await Desk.Db.Rsvps.Where(r => r.Id == request.RsvpId).Select(r => r.MeetingId).SingleAsync();
        return await Ahead(at) is { } meeting ? Sheet(meeting, "access.handed", $"/access/{id}") : VoidReason.Cancelled;
    }
}
