using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Data.Seed;

/// <summary>What the demo community would like to talk about next, and what its breakout groups noted last time.</summary>
static class DemoAgendas
{
    public static void Propose(CopDb db, People people, Instant now)
    {
        var meetings = db.Meetings.Local.Where(m => m.Kind == MeetingKind.Quarterly).OrderBy(m => m.Slot.Start).ToList();
        var next = meetings.FindIndex(m => m.Slot.StartsAt > now);
        foreach (var words in SeedContent.Agendas())
        {
            var meeting = meetings[next + words.Quarter];
            var agenda = new MeetingAgenda(meeting);
            db.Agendas.Add(agenda);
            foreach (var proposal in words.Proposals) Propose(db, people, meeting, agenda, proposal, now);
            if (words.Notes is { } notes) Note(db, meeting, agenda, notes);
        }
    }

    static void Propose(CopDb db, People people, QuarterlyMeeting meeting, MeetingAgenda agenda, ProposalScript words, Instant now)
    {
        var (id, by) = (Id<AgendaItem>.New(now - Duration.FromDays(3)), people[words.By]);
        var space = db.Spaces.Local.FirstOrDefault(s => s.Slug == words.Space);
        var thread = db.Threads.Local.FirstOrDefault(t => t.SpaceId == space?.Id && t.Audience == Audience.Everyone)?.Id;
        var item = agenda.Propose(meeting, Proposal.Of(words.Title, words.Words, words.Language, words.Minutes) with { Thread = thread }, id, db.Seals.ProposerOf(id, by.Id), 0, now);
        foreach (var member in people.All.Where(m => m != by).Take(words.Supports)) db.AgendaSupports.Add(new AgendaSupport(id, db.Seals.SupporterOf(id, member.Id)));
        if (words.Accepted is { } minutes) agenda.Accept(meeting, item, minutes, now);
        if (words.Aside is { } reason) agenda.SetAside(meeting, item, reason, now);
    }

    static void Note(CopDb db, QuarterlyMeeting meeting, MeetingAgenda agenda, NoteScript[] notes)
    {
        var at = meeting.Slot.StartsAt + Duration.FromMinutes(40);
        foreach (var role in Enum.GetValues<BreakoutRole>())
        {
            var breakout = new Breakout(Id<Breakout>.New(at), meeting.Id, role);
            db.Breakouts.Add(breakout);
            foreach (var note in notes.Where(n => n.Role == role)) db.BreakoutNotes.Add(breakout.Add(meeting, note.Question, note.Text, note.Language, isPublished: false, at));
        }
        agenda.PublishReportBack(meeting, meeting.Slot.EndsAt);
    }
}

/// <summary>An agenda; <see cref="Quarter"/> counts from the first meeting to come.</summary>
sealed record AgendaScript(int Quarter, ProposalScript[] Proposals, NoteScript[]? Notes = null);

/// <summary>A proposal; <see cref="Accepted"/> are the minutes that it has on the agenda.</summary>
sealed record ProposalScript(
    string By, string Title, int Supports, string? Words = null, string Language = "en", int? Minutes = null, int? Accepted = null, string? Aside = null, string? Space = null);

sealed record NoteScript(BreakoutRole Role, StandingQuestion Question, string Text, string Language = "en");
