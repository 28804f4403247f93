using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;

namespace CoP.Web.Mail.Letters;

/// <summary>
/// One session of a group moved or was cancelled. That it is one of a group, and which, is the reader's to have said: a
/// mailbox at work need not know whom one reflects with.
/// </summary>
public abstract class SessionChangeLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<SessionChange>(occasion.Item);
        return (from c in Desk.Db.Set<SessionChange>()
                join s in Desk.Db.SessionSeries on c.SeriesId equals s.Id
                join m in Desk.Db.Set<Membership>() on s.GroupId equals m.GroupId
                join p in Desk.Db.Members.WhoWant(Desk.Db, MailTopics.Sessions) on m.MemberId equals p.Id
                where c.Id == id && m.State == MembershipState.Member
                select m.MemberId).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<SessionChange>(occasion.Item);
        var series = await Desk.Db.SessionSeries.AsNoTracking().Include(s => s.Changes).SingleOrDefaultAsync(s => s.Changes.Any(c => c.Id == id));
        // A change that is gone went with the series: the session is no longer planned at all.
        if (series?.Changes.Single(c => c.Id == id) is not { } change) return VoidReason.Cancelled;
        if (change.Version != occasion.Version) return VoidReason.Superseded;
        var group = await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == series.GroupId).Select(g => new SessionGroup(g.Id, g.Name)).SingleOrDefaultAsync();
        if (group is null) return VoidReason.Left;
        if (series.Schedule.Find(change.Original) is not { } session) return VoidReason.Cancelled;
        var planned = series.Slot with { Start = change.Original };
        return Desk.Now >= Instant.Max(session.Slot.StartsAt, planned.StartsAt) ? VoidReason.Started : Write(session, planned, group, choices.Detailed);
    }

    protected abstract Draft Write(Occurrence session, LocalSlot planned, SessionGroup group, bool detailed);

    protected Block Hello => new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]);
}

/// <summary>The group that a session is of.</summary>
public sealed record SessionGroup(Id<Group> Id, string Name)
{
    public string PathTo(Occurrence session) => $"/groups/{Id}/sessions/{new SessionKey(session.Original)}";
}

static class SessionFacts
{
    public static Block.Facts Of(LetterDesk desk, LocalSlot slot, string? group)
    {
        List<(string, string)> facts = [(desk.Texts["fact.when"], desk.Format.Slot(slot))];
        if (desk.Format.SlotElsewhere(slot) is { } there) facts.Add((desk.Texts["fact.local"], there));
        if (group is not null) facts.Add((desk.Texts["fact.group"], group));
        return new Block.Facts(facts);
    }
}

/// <summary>The session has another time.</summary>
public sealed class SessionMovedLetter(LetterDesk desk) : SessionChangeLetter(desk)
{
    protected override Draft Write(Occurrence session, LocalSlot planned, SessionGroup group, bool detailed) => !session.TakesPlace ? VoidReason.Cancelled : new Sheet(
        Desk.Texts["session.moved.subject", Desk.Format.ShortDay(session.Slot)])
    {
        Blocks =
        [
            Hello, new Block.Paragraph(Desk.Texts["session.moved.body", Desk.Format.Slot(planned)]), SessionFacts.Of(Desk, session.Slot, detailed ? group.Name : null),
            new Block.Button(Desk.Texts["session.reminder.button"], Desk.Site.To(group.PathTo(session))),
        ],
        Why = Desk.Texts["session.why"],
    };
}

/// <summary>The session will not be held.</summary>
public sealed class SessionCancelledLetter(LetterDesk desk) : SessionChangeLetter(desk)
{
    protected override Draft Write(Occurrence session, LocalSlot planned, SessionGroup group, bool detailed) => session.TakesPlace ? VoidReason.Superseded : new Sheet(
        Desk.Texts["session.cancelled.subject", Desk.Format.ShortDay(session.Slot)])
    {
        Blocks =
        [
            Hello, new Block.Paragraph(Desk.Texts["session.cancelled.body"]), SessionFacts.Of(Desk, session.Slot, detailed ? group.Name : null),
            new Block.Button(Desk.Texts["session.cancelled.button"], Desk.Site.To($"/groups/{group.Id}")),
        ],
        Why = Desk.Texts["session.why"],
    };
}

/// <summary>A session is near.</summary>
public sealed class SessionReminderLetter(LetterDesk desk) : ReminderLetter(desk)
{
    SessionSeries? series;
    SessionGroup? group;

    protected override async Task<Event?> Find(Occasion occasion)
    {
        var id = new Id<SessionSeries>(occasion.Item);
        series = await Desk.Db.SessionSeries.AsNoTracking().Include(s => s.Changes).SingleOrDefaultAsync(s => s.Id == id);
        return series is null ? null : new Event(ReminderPlanner.Session, Ahead().Select(session => session.Slot));
    }

    protected override async Task<ReminderFacts> Facts(Occasion occasion, LocalSlot slot)
    {
        group = await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == series!.GroupId).Select(g => new SessionGroup(g.Id, g.Name)).SingleOrDefaultAsync();
        return new ReminderFacts(slot, !At(slot).TakesPlace, group is not null, Declined: false, ReminderTimes.None);
    }

    protected override Task<Sheet> Write(Occasion occasion, LocalSlot slot, bool detailed) => Task.FromResult(new Sheet(Desk.Texts["session.reminder.subject", When(slot)])
    {
        Blocks =
        [
            new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["session.reminder.body"]),
            SessionFacts.Of(Desk, slot, detailed ? group!.Name : null), new Block.Button(Desk.Texts["session.reminder.button"], Desk.Site.To(group!.PathTo(At(slot)))),
        ],
        Why = Desk.Texts["reminder.why"],
    });

    IEnumerable<Occurrence> Ahead() => series!.Schedule.Between(Desk.Now - Duration.FromDays(1), Desk.Now + ReminderPlanner.Horizon);

    // Of two that fall on one time, the one that takes place is meant.
    Occurrence At(LocalSlot slot) => Ahead().Where(session => session.Slot.Start == slot.Start).OrderByDescending(session => session.TakesPlace).First();
}
