using CoP.Domain.Calendars;
using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.CoReflection;

public sealed class SessionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 1, 12, 0);
    private static readonly LocalSlot Tuesday = LocalSlot.At(new LocalDateTime(2026, 9, 8, 12, 0), 60, "America/New_York");
    private static readonly Occurrence Session = new(Tuesday.Start, Tuesday, OccurrenceKind.AsPlanned);

    [Fact]
    public void An_hour_is_shared_out_as_people_do_it() => Assert.Equal(
        [(SessionPart.Connect, 10), (SessionPart.Principles, 5), (SessionPart.CarryOver, 10), (SessionPart.Focus, 25), (SessionPart.NextSteps, 10)],
        SessionFlow.Of(Tuesday).Select(part => (part.Part, part.Minutes)));

    [Fact]
    public void The_parts_of_any_session_fill_it_in_their_order() => Prop.ForAll(Gen.Choose(15, 480).ToArbitrary(), minutes =>
    {
        var slot = Tuesday with { Minutes = minutes };
        var parts = SessionFlow.Of(slot);
        var ends = parts.Select(part => (int)(part.EndsAt - slot.StartsAt).TotalMinutes).ToList();
        return parts.Select(part => part.Part).SequenceEqual(Enum.GetValues<SessionPart>()) && parts.All(part => part.Minutes > 0) && parts.Sum(part => part.Minutes) == minutes
            && parts[^1].EndsAt == slot.EndsAt && parts.MaxBy(part => part.Minutes)!.Part == SessionPart.Focus && (minutes < 30 || minutes % 5 != 0 || ends.TrueForAll(end => end % 5 == 0));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void A_notebook_counts_its_notes_and_every_change()
    {
        var notebook = Notebook();
        var first = notebook.Add(Session, SessionNoteKind.Note, " We began late. ", "en", Now);
        notebook.Add(Session, SessionNoteKind.CarryOver, "Ask about on-call.", "es", Now);
        notebook.Reword(first, 1, "We began late,\r\nand well.", "en");
        Assert.Equal(("We began late,\nand well.", 2), (first.Text, first.Version));
        notebook.Remove();
        Assert.Equal((1, 2, 4L), (notebook.Count, notebook.LastSequence, notebook.Version));
        notebook.Clear();
        Assert.Equal((0, 2, 5L), (notebook.Count, notebook.LastSequence, notebook.Version));
    }

    [Fact]
    public void Who_was_slower_sees_what_a_note_says_now()
    {
        var notebook = Notebook();
        var note = notebook.Add(Session, SessionNoteKind.Note, "One", "en", Now);
        notebook.Reword(note, 1, "Two", "en");
        Refused("note.changed", () => notebook.Reword(note, 1, "Three", "en"));
        Assert.Equal(("Two", 2L), (note.Text, notebook.Version));
    }

    [Theory]
    [InlineData(null, "en", "note.text")]
    [InlineData("  ", "en", "note.text")]
    [InlineData("bell \a", "en", "note.text")]
    [InlineData("words", "fr", "text.language")]
    public void What_cannot_be_a_note_is_refused(string? text, string language, string rule) => Refused(rule, () => Notebook().Add(Session, SessionNoteKind.Note, text, language, Now));

    [Fact]
    public void A_note_has_at_most_500_characters_a_session_at_most_300_notes_and_a_cancelled_one_none()
    {
        var notebook = Notebook();
        Refused("note.text", () => notebook.Add(Session, SessionNoteKind.Note, new string('x', 501), "en", Now));
        Refused("note.nosession", () => notebook.Add(Session with { Kind = OccurrenceKind.Cancelled }, SessionNoteKind.Note, "x", "en", Now));
        for (var i = 0; i < SessionNotebook.NoteLimit; i++) notebook.Add(Session, SessionNoteKind.Note, "x", "en", Now);
        Refused("note.full", () => notebook.Add(Session, SessionNoteKind.Note, "x", "en", Now));
    }

    [Fact]
    public void Only_members_say_that_they_cannot_make_a_session_that_is_to_come()
    {
        var (ana, ben) = (Someone(), Someone());
        var group = new Group(Id<Group>.New(Now), new("Circle", "To reflect", "", "", MemberRoles.PeerSupporters, Areas.None, "en", MeetingMode.Video, "", 4, GroupEntry.Ask), ana, Now);
        group.Plan(new SeriesPlan(Tuesday, Rhythm.Weekly), ana.Id, Now);
        var absence = group.CannotMake(Tuesday.Start, ana.Id, Now);
        Assert.Equal((group.Id, ana.Id, Tuesday.Start, Tuesday.StartsAt), (absence.GroupId, absence.MemberId, absence.Original, absence.StartsAt));
        Refused("group.member", () => group.CannotMake(Tuesday.Start, ben.Id, Now));
        group.Join(ben, Now);
        Refused("group.member", () => group.CannotMake(Tuesday.Start, ben.Id, Now));
        Refused("session.unknown", () => group.CannotMake(Tuesday.Start.PlusDays(1), ana.Id, Now));
        Refused("session.past", () => group.CannotMake(Tuesday.Start, ana.Id, Tuesday.StartsAt));
        group.Cancel(Tuesday.Start, ana.Id, Now);
        Refused("session.cancelled", () => group.CannotMake(Tuesday.Start, ana.Id, Now));
    }

    private static SessionNotebook Notebook() => new(Id<SessionNotebook>.New(Now), Id<Group>.New(Now), Tuesday.Start);

    private static void Refused(string rule, Action act) => Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);

    private static Viewer Someone() => new(Id<Member>.New(Now), WorkRole.PeerSupporter, false, null, Duties.None);
}
