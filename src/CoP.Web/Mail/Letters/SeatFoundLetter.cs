using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.ByMail;

namespace CoP.Web.Mail.Letters;

/// <summary>To who waited for a seat in the room: they have one, and can give it up without signing in.</summary>
public sealed class SeatFoundLetter(LetterDesk desk, RsvpLinks links) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var (id, me) = (new Id<Rsvp>(occasion.Item), Desk.Reader.Id);
        var rsvp = await Desk.Db.Rsvps.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.MemberId == me);
        if (rsvp is null || await Desk.Db.Meetings.AsNoTracking().VisibleTo(Desk.Reader.Viewer).SingleOrDefaultAsync(m => m.Id == rsvp.MeetingId) is not { } meeting) return VoidReason.Cancelled;
        if (!meeting.TakesAnswers(Desk.Now)) return meeting.IsOver(Desk.Now) ? VoidReason.Started : VoidReason.Cancelled;
        // Given up meanwhile, or asked for anew.
        if (rsvp.SeatNumber != occasion.Version || rsvp.PresenceAt(meeting) != Presence.InPerson) return VoidReason.Declined;
        return new Sheet(Desk.Texts["seat.subject", Desk.Format.ShortDay(meeting.Slot)])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["seat.body"]),
                new Block.Facts([(Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot)), .. MeetingFacts.WayIn(meeting, Desk.Texts)]),
                new Block.Button(Desk.Texts["seat.button"], Desk.Site.To($"/meetings/{meeting.Id}")),
                new Block.Paragraph(Desk.Texts["seat.giveup"]), new Block.Links(links.For(me, meeting)),
            ],
            Why = Desk.Texts["seat.why"],
        };
    }
}
