using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Domain.Reminders;
using CoP.Web.Features.Meetings;
using CoP.Web.Features.Meetings.Polls;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Mail.Letters;

/// <summary>To those who are asked which days suit: there is a poll. Not to who asked, and to nobody once the deadline has passed.</summary>
public class PollOpenedLetter(LetterDesk desk, PollSight sight, IStringLocalizer<MeetingsText> meetings) : MemberLetter(desk)
{
    protected virtual string Key => "poll.opened";

    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        if (await Asked(occasion) is not { } asked) return [];
        var answered = asked.Poll.Voters.Where(asked.Poll.HasAnswered).Select(v => new Id<Member>(v.Value)).Append(asked.Poll.ById).Distinct().ToArray();
        return await sight.Asked(asked).Where(m => !answered.Contains(m.Id)).WhoWant(Desk, MailTopics.Meetings).Select(m => m.Id).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<Poll>(occasion.Item);
        if (await sight.Find(id, Desk.Reader.Id) is not { } asked || !asked.Poll.TakesVotes(Desk.Now)) return VoidReason.Cancelled;
        if (asked.Poll.HasAnswered(Desk.Reader.Id.AsVoter())) return VoidReason.Superseded;
        var deadline = Desk.Format.DateTime(asked.Poll.ClosesAt);
        return new Sheet(Desk.Texts[Key + ".subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts[Key]),
                new Block.Facts((Desk.Texts["poll.meeting"], meetings.Title(asked.Kind, asked.About.Quarter)), (Desk.Texts["poll.until"], deadline)),
                new Block.Button(Desk.Texts["poll.button"], Desk.Site.To($"/meetings/polls/{id}")),
            ],
            Why = Desk.Texts["poll.why"],
            KnownBy = asked.Poll.ClosesAt,
        };
    }

    async Task<AskedPoll?> Asked(Occasion occasion)
    {
        var id = new Id<Poll>(occasion.Item);
        if (await Desk.Db.Polls.AsNoTracking().AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id) is not { } poll || !poll.TakesVotes(Desk.Now)) return null;
        return await sight.About(poll, await Desk.Db.MeetingPolls.AsNoTracking().SingleAsync(p => p.PollId == id));
    }
}

/// <summary>To those who were asked: the time that was chosen. Where members know of the meeting they all have a letter of its own.</summary>
public sealed class PollChosenLetter(LetterDesk desk, PollSight sight, IStringLocalizer<MeetingsText> meetings) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion) => Task.FromResult<List<Id<Member>>>([]);

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<Poll>(occasion.Item);
        if (await sight.Find(id, Desk.Reader.Id) is not { Poll.ChosenId: { } chosen } asked) return VoidReason.Cancelled;
        if (asked.Meeting is not { State: MeetingState.Scheduled } meeting || asked.Poll.Slots.Single(s => s.Id == chosen).Slot != meeting.Slot) return VoidReason.Superseded;
        return new Sheet(Desk.Texts["poll.chosen.subject"])
        {
            Blocks =
            [
                new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["poll.chosen"]),
                new Block.Facts((Desk.Texts["poll.meeting"], meetings.Title(asked.Kind, asked.About.Quarter)), (Desk.Texts["fact.when"], Desk.Format.Slot(meeting.Slot))),
                new Block.Button(Desk.Texts["poll.chosen.button"], Desk.Site.To($"/meetings/polls/{id}")),
            ],
            Why = Desk.Texts["poll.why"],
        };
    }
}

/// <summary>To those of them who have not answered a day before the deadline.</summary>
public sealed class PollReminderLetter(LetterDesk desk, PollSight sight, IStringLocalizer<MeetingsText> meetings) : PollOpenedLetter(desk, sight, meetings)
{
    protected override string Key => "poll.reminder";
}
