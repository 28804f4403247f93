using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Common;
using CoP.Web.Features.Meetings;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>What letters about facilitators' seats share. What somebody said with their answer stays on the site.</summary>
public abstract class SeatLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Committee();

    protected Task<List<Id<Member>>> Committee() =>
        Desk.Db.Members.Where(m => m.State == MemberState.Active && (m.Duties & Duties.Committee) != Duties.None).Select(m => m.Id).ToListAsync();

    protected Task<SeatRequest?> Request(Occasion occasion)
    {
        var id = new Id<SeatRequest>(occasion.Item);
        return Desk.Db.Set<SeatRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
    }

    /// <summary>A meeting that is to take place; null where there is nothing to write about any more.</summary>
    protected async Task<QuarterlyMeeting?> Ahead(Id<QuarterlyMeeting> id) =>
        await Desk.Db.Meetings.AsNoTracking().VisibleTo(Desk.Reader.Viewer).Include(m => m.SeatRequests).SingleOrDefaultAsync(m => m.Id == id) is { } meeting
        && meeting.StageAt(Desk.Now) is MeetingStage.Scheduled or MeetingStage.Announced or MeetingStage.Open or MeetingStage.Postponed ? meeting : null;

    protected Sheet Sheet(QuarterlyMeeting meeting, string key, string path, string body, params IEnumerable<(string, string)> more) => new(Desk.Texts[key + ".subject", Desk.Format.ShortDay(meeting.Slot)])
    {
        Blocks =
        [
            new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(body),
            new Block.Facts([(Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot)), (Desk.Texts["fact.host"], common.Of(meeting.Host)), .. more]),
            new Block.Button(Desk.Texts[key + ".button"], Desk.Site.To(path)),
        ],
        Why = Desk.Texts[key + ".why"],
        KnownBy = meeting.Slot.StartsAt,
    };

    protected string NameOf(FacilitatorSeat seat) => meetings["seat." + seat];

    protected Task<string> NameOf(Id<Member> member) => Desk.Db.Members.Where(m => m.Id == member).Select(m => m.Name).SingleAsync();
}

/// <summary>Would you facilitate?</summary>
public sealed class SeatAskedLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common) : SeatLetter(desk, meetings, common)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Request(occasion) is not { State: SeatRequestState.Asked } request || request.MemberId != Desk.Reader.Id || await Ahead(request.MeetingId) is not { } meeting) return VoidReason.Cancelled;
        return Sheet(meeting, "seat.asked", $"/meetings/{meeting.Id}/seats", Desk.Texts["seat.asked.body", await NameOf(request.AskedById)]);
    }
}

/// <summary>To the committee, and to whoever asked: they said yes, or no, or cannot after all.</summary>
public sealed class SeatAnsweredLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common) : SeatLetter(desk, meetings, common)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        if (await Request(occasion) is not { } request) return [];
        return [.. (await Committee()).Append(request.AskedById).Distinct().Where(m => m != request.MemberId)];
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Request(occasion) is not { } request || await Ahead(request.MeetingId) is not { } meeting) return VoidReason.Cancelled;
        if ((int)request.State != occasion.Version) return VoidReason.Superseded;
        var path = Desk.Reader.Viewer.IsCommittee ? $"/steering/meetings/{meeting.Id}/seats" : $"/meetings/{meeting.Id}";
        return Sheet(meeting, "seat.answered", path, Desk.Texts["seat.answered." + request.State, await NameOf(request.MemberId)], (Desk.Texts["seat.fact"], NameOf(request.Seat)));
    }
}

/// <summary>To who was asked, or had the seat: someone else facilitates.</summary>
public sealed class SeatEndedLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common) : SeatLetter(desk, meetings, common)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Request(occasion) is not { } request || request.MemberId != Desk.Reader.Id) return VoidReason.Cancelled;
        // Whoever was asked anew since then reads that instead.
        if (await Desk.Db.Meetings.AsNoTracking().Include(m => m.SeatRequests).SingleOrDefaultAsync(m => m.Id == request.MeetingId) is not { } meeting || meeting.Slot.StartsAt <= Desk.Now) return VoidReason.Started;
        if (meeting.HasSeat(Desk.Reader.Id) || meeting.SeatRequests.Any(r => r.MemberId == Desk.Reader.Id && r.State == SeatRequestState.Asked)) return VoidReason.Superseded;
        return Sheet(meeting, "seat.ended", "/meetings", Desk.Texts["seat.ended." + (request.State == SeatRequestState.Withdrawn ? "Withdrawn" : "Replaced")]);
    }
}

/// <summary>To the committee: the meeting nears, and a seat is empty.</summary>
public sealed class SeatEmptyLetter(LetterDesk desk, IStringLocalizer<MeetingsText> meetings, IStringLocalizer<CommonText> common) : SeatLetter(desk, meetings, common)
{
    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        if (await Ahead(new Id<QuarterlyMeeting>(occasion.Item)) is not { State: not MeetingState.Postponed } meeting || !meeting.EmptySeats.Any()) return VoidReason.Cancelled;
        // Of a date that it has no more.
        if (!SeatReminder.Times.Any(days => new SeatReminder(meeting.Id.Value, meeting.Slot.Start.Date, days).Key == occasion.Id.Value)) return VoidReason.Moved;
        return About(meeting);
    }

    /// <summary>The letter about a meeting, as it is.</summary>
    internal Sheet About(QuarterlyMeeting meeting) => Sheet(meeting, "seat.empty", $"/steering/meetings/{meeting.Id}/seats", Desk.Texts["seat.empty.body"],
        meeting.EmptySeats.Select(seat => (NameOf(seat), Desk.Texts[meeting.OpenRequest(seat) is null ? "seat.empty.nobody" : "seat.empty.asked"].Value)));
}
