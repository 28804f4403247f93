using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.After.HandOvers;

namespace CoP.Web.Mail.Letters;

/// <summary>To whoever was invited and wants mail about meetings: the minutes are there to read. Not a word of them goes by mail.</summary>
public sealed class MinutesPublishedLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<QuarterlyMeeting>(occasion.Item);
        if (await Desk.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id) is not { } meeting || await Published(occasion) is null) return [];
        return await Desk.Db.Members.InvitedTo(meeting, Desk.Db.Rsvps).WhoWant(Desk, MailTopics.Meetings).Select(m => m.Id).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<QuarterlyMeeting>(occasion.Item);
        var meeting = await Desk.Db.Meetings.AsNoTracking().VisibleTo(Desk.Reader.Viewer).SingleOrDefaultAsync(m => m.Id == id);
        if (meeting is null || await Published(occasion) is not { } minutes) return VoidReason.Cancelled;
        var missing = minutes.In(Desk.Reader.Member.Language) is null;
        return new Sheet(Desk.Texts["minutes.subject", Desk.Format.ShortDay(meeting.Slot)])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts[missing ? "minutes.body.other" : "minutes.body"]),
                new Block.Facts((Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot))), new Block.Button(Desk.Texts["minutes.button"], Desk.Site.To($"/meetings/{id}/minutes")),
            ],
            Why = Desk.Texts["meeting.why"],
        };
    }

    // Taken back in time: nothing to tell of. Published again: another letter tells of that.
    Task<MeetingMinutes?> Published(Occasion occasion)
    {
        var (id, number) = (new Id<QuarterlyMeeting>(occasion.Item), occasion.Version);
        return Desk.Db.Minutes.AsNoTracking().SingleOrDefaultAsync(m => m.MeetingId == id && m.PublishedAt != null && m.Publications == number);
    }
}

/// <summary>To who has something to do by a day. What it is stays on the site unless the reader chose detailed letters.</summary>
public abstract class FollowUpLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected abstract string Key { get; }

    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (id, me) = (new Id<FollowUp>(occasion.Item), Desk.Reader.Id);
        var followUp = await Desk.Db.FollowUps.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.OwnerId == me);
        if (followUp is not { IsOpen: true }) return VoidReason.Cancelled;
        // Put off since: it comes again on its day.
        if (!IsStillSo(followUp)) return VoidReason.Superseded;
        List<(string, string)> facts = [(Desk.Texts["followup.due"], Desk.Format.Date(followUp.DueOn))];
        if (choices.Detailed) facts.Insert(0, (Desk.Texts["followup.what"], followUp.Text));
        return new Sheet(Desk.Texts[Key + ".subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts[Key]), new Block.Facts(facts),
                new Block.Button(Desk.Texts["followup.button"], Desk.Site.To("/meetings")),
            ],
            Why = Desk.Texts["followup.why"],
        };
    }

    protected virtual bool IsStillSo(FollowUp followUp) => true;
}

/// <summary>Something was given to the reader to do.</summary>
public sealed class FollowUpGivenLetter(LetterDesk desk) : FollowUpLetter(desk)
{
    protected override string Key => "followup.given";
}

/// <summary>What the reader has to do is due.</summary>
public sealed class FollowUpDueLetter(LetterDesk desk) : FollowUpLetter(desk)
{
    protected override string Key => "followup.reminder";

    protected override bool IsStillSo(FollowUp followUp) => followUp.RemindedOf == followUp.DueOn;
}

/// <summary>To who takes a hand-over: it is there. Not a word of it goes by mail.</summary>
public sealed class HandOverOfferedLetter(LetterDesk desk, NextArea next) : MemberLetter(desk)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion) => await Offered(occasion) is { } meeting ? [.. (await next.After(meeting)).Receivers] : [];

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Offered(occasion) is not { } meeting || !(await next.After(meeting)).Receivers.Contains(Desk.Reader.Id)) return VoidReason.Cancelled;
        return new Sheet(Desk.Texts["handover.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["handover.body"]),
                new Block.Button(Desk.Texts["handover.button"], Desk.Site.To($"/meetings/{meeting.Id}/hand-over")),
            ],
            Why = Desk.Texts["handover.why"],
        };
    }

    async Task<QuarterlyMeeting?> Offered(Occasion occasion)
    {
        var (id, number) = (new Id<QuarterlyMeeting>(occasion.Item), occasion.Version);
        return await Desk.Db.HandOvers.AnyAsync(h => h.MeetingId == id && h.OfferedAt != null && h.AcknowledgedAt == null && h.Offers == number)
            ? await Desk.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id)
            : null;
    }
}
