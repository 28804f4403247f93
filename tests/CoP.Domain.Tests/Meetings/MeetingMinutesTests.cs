using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace CoP.Domain.Tests.Meetings;

public sealed class MeetingMinutesTests
{
    static readonly Instant now = Instant.FromUtc(2027, 1, 4, 15, 0);
    static readonly Id<Member> writer = Id<Member>.New(now);
    readonly QuarterlyMeeting meeting = Announced();
    Instant After => meeting.Slot.EndsAt + Duration.FromHours(1);

    [Fact]
    public void Minutes_begin_with_the_meeting_and_are_published_after_it()
    {
        Assert.Equal("minutes.early", Broken(() => new MeetingMinutes(meeting, meeting.Slot.StartsAt - Duration.FromSeconds(1))));
        var minutes = new MeetingMinutes(meeting, meeting.Slot.StartsAt);
        Assert.Equal("minutes.empty", Broken(() => minutes.Publish(meeting, After)));
        minutes.Write(Text("Said"), null, false, writer, meeting.Slot.StartsAt);
        Assert.Equal("minutes.early", Broken(() => minutes.Publish(meeting, meeting.Slot.StartsAt)));
        minutes.Publish(meeting, After);
        Assert.Equal("minutes.published", Broken(() => minutes.Publish(meeting, After)));
    }

    [Fact]
    public void There_are_none_of_a_meeting_that_was_called_off_or_never_announced()
    {
        meeting.Cancel("Snow.", now);
        Assert.Equal("minutes.early", Broken(() => new MeetingMinutes(meeting, After)));
        Assert.Equal("minutes.early", Broken(() => new MeetingMinutes(Scheduled(), After)));
    }

    [Fact]
    public void A_change_in_one_language_leaves_the_other_behind_until_it_catches_up()
    {
        var minutes = Written("One", "Uno");
        minutes.Write(Text("Two"), Text("Uno"), false, writer, After);
        Assert.Equal((null, After), (minutes.In("en")!.BehindSince, minutes.In("es")!.BehindSince));
        minutes.Write(Text("Three"), Text("Uno"), false, writer, After + Duration.FromHours(1));
        Assert.Equal(After, minutes.In("es")!.BehindSince);
        minutes.Write(Text("Three"), Text("Tres"), false, writer, After + Duration.FromHours(2));
        Assert.All(minutes.Texts, t => Assert.Null(t.BehindSince));
        minutes.Write(Text("Three"), Text("Cuatro"), false, writer, After);
        Assert.Equal((After, null), (minutes.In("en")!.BehindSince, minutes.In("es")!.BehindSince));
    }

    [Fact]
    public void A_small_correction_leaves_nothing_behind_and_who_looked_can_say_so_without_one()
    {
        var minutes = Written("One", "Uno");
        minutes.Write(Text("One."), Text("Uno"), true, writer, After);
        Assert.All(minutes.Texts, t => Assert.Null(t.BehindSince));
        minutes.Write(Text("Two"), Text("Uno"), false, writer, After);
        var version = minutes.Version;
        Assert.Empty(minutes.Write(Text("Two"), Text("Uno"), true, writer, After));
        Assert.Null(minutes.In("es")!.BehindSince);
        Assert.Equal(version + 1, minutes.Version);
    }

    [Fact]
    public void What_was_said_is_kept_with_whether_all_could_read_it()
    {
        var minutes = Written("One", null);
        Assert.False(Assert.Single(minutes.Write(Text("Two"), null, false, writer, After)).WasPublic);
        minutes.Publish(meeting, After);
        var kept = Assert.Single(minutes.Write(Text("Three"), Text("Tres"), false, writer, After));
        Assert.Equal(("en", "Two", true), (kept.Language, kept.Body.Source, kept.WasPublic));
        Assert.Equal("Tres", Assert.Single(minutes.Write(Text("Three"), null, false, writer, After)).Body.Source);
        Assert.Equal("minutes.empty", Broken(() => minutes.Write(null, null, false, writer, After)));
    }

    [Fact]
    public void A_publication_can_be_taken_back_for_ten_minutes()
    {
        var minutes = Written("One", null);
        Assert.Equal("minutes.told", Broken(() => minutes.TakeBack(meeting, After)));
        minutes.Publish(meeting, After);
        Assert.Equal("minutes.told", Broken(() => minutes.TakeBack(meeting, After + MeetingMinutes.TakeBackWithin)));
        minutes.TakeBack(meeting, After + MeetingMinutes.TakeBackWithin - Duration.FromSeconds(1));
        Assert.Null(minutes.PublishedAt);
        Assert.Equal(MeetingState.Held, meeting.State);
        minutes.Publish(meeting, After + Duration.FromHours(1));
        Assert.Equal((2, MeetingState.MinutesPublished), (minutes.Publications, meeting.State));
    }

    [Fact]
    public void Whoever_edits_what_has_changed_since_is_told()
    {
        var minutes = Written("One", null);
        minutes.Expect(1);
        minutes.Write(Text("Two"), null, false, writer, After);
        Assert.Equal("minutes.changed", Broken(() => minutes.Expect(1)));
    }

    [Fact]
    public void Never_are_both_languages_behind_and_every_word_that_went_is_kept() => Prop.ForAll(
        Gen.Elements("", "a", "b", "c").Two().Zip(Gen.Elements(true, false)).Select(x => (English: x.Item1.Item1, Spanish: x.Item1.Item2, Same: x.Item2)).ListOf().ToArbitrary(),
        writes =>
        {
            var minutes = new MeetingMinutes(meeting, After);
            var (said, kept) = (new List<string>(), new List<string>());
            foreach (var (english, spanish, same) in writes.Where(w => w.English + w.Spanish != ""))
            {
                foreach (var (language, words) in new[] { ("en", english), ("es", spanish) })
                    if (words != "" && minutes.In(language)?.Body.Source != words) said.Add(language + words);
                var version = minutes.Version;
                var before = kept.Count;
                kept.AddRange(minutes.Write(Text(english), Text(spanish), same, writer, After).Select(r => r.Language + r.Body.Source));
                if (minutes.Texts.Count(t => t.BehindSince is not null) > 1 || (same && minutes.Texts.Any(t => t.BehindSince is not null))) return false;
                if (minutes.Version == version && kept.Count != before) return false;
            }
            return said.Order().SequenceEqual(kept.Concat(minutes.Texts.Select(t => t.Language + t.Body.Source)).Order());
        }).QuickCheckThrowOnFailure();

    MeetingMinutes Written(string english, string? spanish)
    {
        var minutes = new MeetingMinutes(meeting, After);
        minutes.Write(Text(english), Text(spanish), false, writer, After);
        return minutes;
    }

    static RenderedText? Text(string? words) => string.IsNullOrEmpty(words) ? null : new RenderedText(words, $"<p>{words}</p>");

    static QuarterlyMeeting Announced()
    {
        var told = Scheduled();
        told.Meet("https://meet.example/room", "617-555-0100", now);
        told.Announce(now);
        return told;
    }

    static QuarterlyMeeting Scheduled() => new(
        Id<QuarterlyMeeting>.New(now), Rotation.Founding.TurnOf(new Quarter(2027, 1)), QuarterlyMeeting.SlotFor(new LocalDateTime(2027, 2, 10, 13, 0), 90),
        new Member(writer, "Contact", new WorkPlace(WorkRole.AreaDirectorOfRecovery, null, false, null, Areas.Central), "en", "America/New_York", now), now);

    static string Broken(Action act) => Assert.Throws<RuleBrokenException>(act).Key;
}
