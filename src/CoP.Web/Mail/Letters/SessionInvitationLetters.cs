using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Data;
using CoP.Web.Features.Calendars;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.CoReflection.ByMail;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using CalendarInvitation = CoP.Web.Features.Calendars.Invitation;

namespace CoP.Web.Mail.Letters;

/// <summary>What tells one calendar of the sessions of a group. What it has been told is known, and whether there is still something to tell is looked at again.</summary>
public abstract class SessionInvitationLetter(LetterDesk desk, IStringLocalizer<SessionInvitationsText> texts, IOptions<MailSettings> mail) : MemberLetter(desk)
{
    protected override async Task<List<Id<Member>>> Told(Occasion occasion)
    {
        var id = new Id<SessionInvitation>(occasion.Item);
        return await Desk.Db.SessionInvitations.Where(i => i.Id == id).Select(i => i.MemberId).ToListAsync();
    }

    protected override async Task<Draft> Write(Occasion occasion, MailChoices choices)
    {
        var id = new Id<SessionInvitation>(occasion.Item);
        if (await Desk.Db.SessionInvitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id) is not { } invitation) return VoidReason.Superseded;
        var asked = choices.Wants(MailTopics.Sessions) && await Desk.Db.CalendarChoices.AnyAsync(c => c.MemberId == Desk.Reader.Id && c.Invitations);
        var series = await Desk.Db.SessionSeries.AsNoTracking().Include(s => s.Changes).SingleOrDefaultAsync(s => s.Id == invitation.SeriesId);
        var group = await Desk.Db.Groups.InsideFor(Desk.Reader.Viewer).Where(g => g.Id == invitation.GroupId).Select(g => new { g.Name, g.Place }).SingleOrDefaultAsync();
        var mine = series is not null && group is not null ? new MySeries(series.GroupId, group.Name, group.Place, series) : null;
        return Write(invitation, asked, mine, choices.Detailed);
    }

    /// <param name="invitation">What was told before.</param>
    /// <param name="asked">Whether the reader wants invitations.</param>
    /// <param name="mine">The sessions; null where they are no more, or not for the reader.</param>
    /// <param name="detailed">Whether mail may name the group.</param>
    protected abstract Draft Write(SessionInvitation invitation, bool asked, MySeries? mine, bool detailed);

    protected IStringLocalizer<SessionInvitationsText> Texts => texts;

    protected Block Hello => new Block.Paragraph(Desk.Texts["hello", Desk.Reader.Member.Name]);

    // The organizer is who the letter is from, or calendars take it for a forgery.
    protected CalendarInvitation ToReader => new(mail.Value.Sender.Address, ReaderEmail, Desk.Reader.Member.Name, mail.Value.Incoming.IsOn);

    /// <summary>Keeps what this letter tells, once it has gone.</summary>
    protected static Func<CopDb, Task> Keep(SessionInvitation invitation, Action<SessionInvitation> told) => async db =>
    {
        if (await db.SessionInvitations.ForUpdate(invitation.Id) is { } stored) told(stored);
    };
}

/// <summary>The sessions, or what is new about them. What was only cancelled is taken out by itself, which calendars show best.</summary>
public sealed class SessionsInvitedLetter(LetterDesk desk, AbsenceLinks absences, SessionEvents events, GroupWords words, IStringLocalizer<SessionInvitationsText> texts, IOptions<MailSettings> mail)
    : SessionInvitationLetter(desk, texts, mail)
{
    /// <summary>So many changes are named; who wants to know of more looks at the page.</summary>
    const int MostNamed = 8;

    protected override Draft Write(SessionInvitation invitation, bool asked, MySeries? mine, bool detailed)
    {
        if (!asked) return VoidReason.NotWanted;
        if (mine is null) return VoidReason.Left;
        var (series, schedule) = (mine.Series, mine.Series.Schedule);
        var named = SessionInvitations.WordsOf(Desk.Reader.Member.Language, detailed, mine.Group, mine.Place);
        if (!invitation.IsBehind(series.Sequence, named)) return VoidReason.Superseded;
        if (!schedule.HasAnyAfter(Desk.Now) && !invitation.HoldsAnything(Desk.Now)) return VoidReason.Cancelled;

        var sequence = invitation.NextSequence(series.Sequence);
        var item = events.Of(mine, detailed) with { Stamp = series.Stamp with { Sequence = sequence } };
        var changed = invitation.Stands ? series.Changes.Where(c => c.Version > invitation.SeriesSequence).Select(c => schedule.Find(c.Original)).OfType<Occurrence>().OrderBy(o => o.Original).ToList() : [];
        // Each cancellation is one step of the series; where there were more steps than that, something else is new too.
        var isOnlyCancelled = changed.Count > 0 && changed.TrueForAll(o => !o.TakesPlace) && series.Sequence == invitation.SeriesSequence + changed.Count && invitation.Words == named;
        return new Sheet(Subject(invitation, schedule, changed, isOnlyCancelled))
        {
            Blocks = [Hello, new Block.Paragraph(Texts[isOnlyCancelled ? "cancelled.body" : invitation.Stands ? "changed.body" : "invited.body"]), Facts(mine, changed, detailed), new Block.Button(Texts["button"], Desk.Site.To($"/groups/{mine.GroupId}")), .. schedule.Next(Desk.Now) is { } next ? absences.For(Desk.Reader.Id, mine.GroupId, next) : []],
            Why = Texts["invited.why"],
            CannotWait = true,
            Calendar = isOnlyCancelled ? new CalendarSheet(CalendarText.Cancel(item, changed, ToReader), "CANCEL") : new CalendarSheet(CalendarText.Request(item, ToReader), "REQUEST"),
            OnceSent = Keep(invitation, stored => stored.Told(sequence, series, named)),
        };
    }

    string Subject(SessionInvitation invitation, Schedule schedule, List<Occurrence> changed, bool isOnlyCancelled) =>
        isOnlyCancelled ? changed.Count == 1 ? Texts["cancelled.subject", Desk.Format.ShortDay(changed[0].Slot)] : Texts["cancelled.several.subject"]
        : schedule.Next(Desk.Now) is not { } next ? Texts["changed.over.subject"]
        : Texts[invitation.Stands ? "changed.subject" : "invited.subject", Desk.Format.ShortDay(next.Slot)];

    Block.Facts Facts(MySeries mine, List<Occurrence> changed, bool detailed)
    {
        List<(string, string)> facts = [];
        foreach (var one in changed.Take(MostNamed))
            facts.Add((Texts["fact." + one.Kind], one.Kind == OccurrenceKind.Moved
                ? Texts["fact.was", Desk.Format.Slot(mine.Series.Slot with { Start = one.Original }), Desk.Format.Slot(one.Slot)]
                : Desk.Format.Slot(one.Slot)));
        if (mine.Series.Schedule.Next(Desk.Now) is { } next)
        {
            facts.Add((Texts["fact.next"], Desk.Format.Slot(next.Slot)));
            if (Desk.Format.SlotElsewhere(next.Slot) is { } there) facts.Add((Desk.Texts["fact.local"], there));
            facts.Add((Texts["fact.rhythm"], words.Rhythm(new GroupRhythm(mine.Series.Rhythm, mine.Series.Slot, mine.Series.LastDay))));
        }
        if (mine.Series.LastDay is { } last) facts.Add((Texts["fact.last"], Desk.Format.Date(last)));
        if (detailed) facts.Add((Desk.Texts["fact.group"], mine.Group));
        return new Block.Facts(facts);
    }
}

/// <summary>The sessions are no more for the reader: they left, gave up invitations, may not see the group any more, or the sessions were set anew.</summary>
public sealed class SessionsUninvitedLetter(LetterDesk desk, IStringLocalizer<CoReflectionText> words, IStringLocalizer<SessionInvitationsText> texts, IOptions<MailSettings> mail)
    : SessionInvitationLetter(desk, texts, mail)
{
    protected override Draft Write(SessionInvitation invitation, bool asked, MySeries? mine, bool detailed)
    {
        if (asked && mine is not null) return VoidReason.Superseded;
        if (!invitation.HoldsAnything(Desk.Now)) return VoidReason.Started;
        var sequence = invitation.NextSequence();
        // Whatever it was called: what one has left is not named any more.
        var item = new CalendarEvent(invitation.Uid, new Stamp(sequence, invitation.CreatedAt, Desk.Now), Schedule.Once(invitation.First), words["calendar.title"]);
        return new Sheet(Texts["uninvited.subject"])
        {
            Blocks = [Hello, new Block.Paragraph(Texts["uninvited.body"]), new Block.Facts((Texts["fact.first"], Desk.Format.Slot(invitation.First))), new Block.Button(Texts["uninvited.button"], Desk.Site.To("/calendar"))],
            Why = Texts["uninvited.why"],
            CannotWait = true,
            Calendar = new CalendarSheet(CalendarText.Cancel(item, ToReader), "CANCEL"),
            OnceSent = Keep(invitation, stored => stored.Withdrawn(sequence)),
        };
    }
}
