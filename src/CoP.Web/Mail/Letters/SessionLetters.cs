using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;

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
                join p in Desk.Db.Members.WhoWant(Desk, MailTopics.Sessions).WithoutInvitations(Desk) on m.MemberId equals p.Id
                where c.Id == id && m.State == MembershipState.Member
                select m.MemberId).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        // Their calendar is told, by a letter that says the same.
        if (await Desk.Db.CalendarChoices.AnyAsync(c => c.MemberId == Desk.Reader.Id && c.Invitations)) return VoidReason.Superseded;
        var id = new Id<SessionChange>(occasion.Item);
        var series = await Desk.Db.SessionSeries.AsNoTracking().Include(s => s.Changes).SingleOrDefaultAsync(s => s.Changes.Any(c => c.Id == id));
        // A change that is gone went with the series: the session is no longer planned at all.
        if (series?.Changes.Single(c => c.Id == id) is not { } change) return VoidReason.Cancelled;
        if (change.Version != occasion.Version) return VoidReason.Superseded;
        var group = await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == series.GroupId).Select(g => new SessionGroup(g.Id, g.Name)).SingleOrDefaultAsync();
        if (group is null) return VoidReason.Left;
        if (series.Schedule.Find(change.Original) is not { } session) return VoidReason.Cancelled;
        var planned = series.Slot with { Start = change.Original };
        if (Desk.Now >= Instant.Max(session.Slot.StartsAt, planned.StartsAt)) return VoidReason.Started;
        var draft = Write(session, planned, group, choices.Detailed);
        return draft.Sheet is { } sheet ? sheet with { KnownBy = Instant.Min(session.Slot.StartsAt, planned.StartsAt) } : draft;
    }

    protected abstract Draft Write(Occurrence session, LocalSlot planned, SessionGroup group, bool detailed);

    /// <summary>The letter about a session, as it is.</summary>
    internal Sheet? About(Occurrence session, LocalSlot planned, SessionGroup group, bool detailed) => Write(session, planned, group, detailed).Sheet;

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

/// <summary>The session is at another time, longer, shorter or elsewhere; or as planned after all.</summary>
public sealed class SessionMovedLetter(LetterDesk desk, AbsenceLinks absences) : SessionChangeLetter(desk)
{
    protected override Draft Write(Occurrence session, LocalSlot planned, SessionGroup group, bool detailed)
    {
        if (!session.TakesPlace) return VoidReason.Cancelled;
        var what = session.Kind switch
        {
            OccurrenceKind.Moved => "moved",
            OccurrenceKind.Changed => "changed",
            _ => "restored",
        };
        return new Sheet(Desk.Texts[$"session.{what}.subject", Desk.Format.ShortDay(session.Slot)])
        {
            Blocks =
            [
                Hello, new Block.Paragraph(Desk.Texts[$"session.{what}.body", Desk.Format.Slot(planned)]), SessionFacts.Of(Desk, session.Slot, detailed ? group.Name : null),
                new Block.Button(Desk.Texts["session.reminder.button"], Desk.Site.To(group.PathTo(session))), .. absences.For(Desk.Reader.Id, group.Id, session),
            ],
            Why = Desk.Texts["session.why"],
        };
    }
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

/// <summary>All sessions from one on: set, or at an end.</summary>
public abstract class SeriesLetter(LetterDesk desk) : MemberLetter(desk)
{
    protected override Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<SessionSeries>(occasion.Item);
        return (from s in Desk.Db.SessionSeries
                join m in Desk.Db.Set<Membership>() on s.GroupId equals m.GroupId
                join p in Desk.Db.Members.WhoWant(Desk, MailTopics.Sessions).WithoutInvitations(Desk) on m.MemberId equals p.Id
                where s.Id == id && m.State == MembershipState.Member
                select m.MemberId).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        // As above.
        if (await Desk.Db.CalendarChoices.AnyAsync(c => c.MemberId == Desk.Reader.Id && c.Invitations)) return VoidReason.Superseded;
        var id = new Id<SessionSeries>(occasion.Item);
        if (await Desk.Db.SessionSeries.AsNoTracking().Include(s => s.Changes).SingleOrDefaultAsync(s => s.Id == id) is not { } series) return VoidReason.Superseded;
        var group = await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == series.GroupId).Select(g => new SessionGroup(g.Id, g.Name)).SingleOrDefaultAsync();
        return group is null ? VoidReason.Left : Write(series, group, choices.Detailed);
    }

    protected abstract Draft Write(SessionSeries series, SessionGroup group, bool detailed);

    protected Sheet Sheet(string kind, SessionGroup group, string subject, Block told) => new(Desk.Texts[$"sessions.{kind}.subject", subject])
    {
        Blocks = [new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), told, new Block.Button(Desk.Texts["session.cancelled.button"], Desk.Site.To($"/groups/{group.Id}"))],
        Why = Desk.Texts["session.why"],
    };
}

/// <summary>The sessions are set, or have another time from one on; the next of them is named.</summary>
public sealed class SessionsPlannedLetter(LetterDesk desk, AbsenceLinks absences) : SeriesLetter(desk)
{
    protected override Draft Write(SessionSeries series, SessionGroup group, bool detailed)
    {
        if (series.Schedule.Next(Desk.Now) is not { } next) return VoidReason.Cancelled;
        var sheet = Sheet("planned", group, Desk.Format.ShortDay(next.Slot), new Block.Paragraph(Desk.Texts["sessions.planned.body"]));
        return sheet with { KnownBy = next.Slot.StartsAt, Blocks = [.. sheet.Blocks.Take(2), SessionFacts.Of(Desk, next.Slot, detailed ? group.Name : null), .. sheet.Blocks.Skip(2), .. absences.For(Desk.Reader.Id, group.Id, next)] };
    }
}

/// <summary>There will be no more sessions after a day.</summary>
public sealed class SessionsEndedLetter(LetterDesk desk) : SeriesLetter(desk)
{
    protected override Draft Write(SessionSeries series, SessionGroup group, bool detailed) => series.LastDay is not { } last ? VoidReason.Superseded
        : Sheet("ended", group, Desk.Format.Date(last), new Block.Paragraph(Desk.Texts["sessions.ended.body", Desk.Format.Date(last)]));
}

/// <summary>A session is near.</summary>
public sealed class SessionReminderLetter(LetterDesk desk, AbsenceLinks absences) : ReminderLetter(desk)
{
    SessionSeries? series;
    SessionGroup? group;
    List<SessionDutyKind> duties = [];

    protected override async Task<Event?> Find(Occasion occasion)
    {
        var id = new Id<SessionSeries>(occasion.Item);
        series = await Desk.Db.SessionSeries.AsNoTracking().Include(s => s.Changes).SingleOrDefaultAsync(s => s.Id == id);
        return series is null ? null : new Event(ReminderPlanner.Session, Ahead().Select(session => session.Slot));
    }

    protected override async Task<ReminderFacts> Facts(Occasion occasion, LocalSlot slot)
    {
        group = await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == series!.GroupId).Select(g => new SessionGroup(g.Id, g.Name)).SingleOrDefaultAsync();
        var (session, starts, me) = (At(slot), slot.StartsAt, Desk.Reader.Id);
        var away = await Desk.Db.SessionAbsences.AnyAsync(a => a.GroupId == series!.GroupId && a.MemberId == me && a.Original == session.Original && a.StartsAt == starts);
        duties = await Desk.Db.Set<SessionDuty>().Where(d => d.GroupId == series!.GroupId && d.Original == session.Original && d.MemberId == me).OrderBy(d => d.Kind).Select(d => d.Kind).ToListAsync();
        return new ReminderFacts(slot, !session.TakesPlace, group is not null, away, ReminderTimes.None);
    }

    protected override Task<Sheet> Write(Occasion occasion, LocalSlot slot, bool detailed) => Task.FromResult(About(slot, group!, At(slot), duties, detailed));

    /// <summary>The letter about a session, as it is.</summary>
    /// <param name="slot">When it is.</param>
    /// <param name="group">Whose it is.</param>
    /// <param name="session">Which it is.</param>
    /// <param name="duties">What the reader does there.</param>
    /// <param name="detailed">Whether mail may name the group.</param>
    internal Sheet About(LocalSlot slot, SessionGroup group, Occurrence session, IEnumerable<SessionDutyKind> duties, bool detailed) => new(Desk.Texts["session.reminder.subject", When(slot)])
    {
        Blocks =
        [
            new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]), new Block.Paragraph(Desk.Texts["session.reminder.body"]),
            .. duties.Select(duty => new Block.Paragraph(Desk.Texts["session.duty." + duty])),
            SessionFacts.Of(Desk, slot, detailed ? group.Name : null), new Block.Button(Desk.Texts["session.reminder.button"], Desk.Site.To(group.PathTo(session))),
            .. absences.For(Desk.Reader.Id, group.Id, session),
        ],
        Why = Desk.Texts["reminder.why"],
    };

    IEnumerable<Occurrence> Ahead() => series!.Schedule.Between(Desk.Now - Duration.FromDays(1), Desk.Now + ReminderPlanner.Horizon);

    // Of two that fall on one time, the one that takes place is meant.
    Occurrence At(LocalSlot slot) => Ahead().Where(session => session.Slot.Start == slot.Start).OrderByDescending(session => session.TakesPlace).First();
}
