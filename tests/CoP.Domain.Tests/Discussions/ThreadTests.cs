using CoP.Domain.Common;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Thread = CoP.Domain.Discussions.Thread;

namespace CoP.Domain.Tests.Discussions;

public sealed class ThreadTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 15, 0);
    private static readonly Viewer Asker = Someone(WorkRole.PeerSupporter);
    private static readonly Viewer Other = Someone(WorkRole.Supervisor);

    [Fact]
    public void A_thread_opens_with_its_first_post()
    {
        var thread = Ask();
        var opening = Assert.Single(thread.Posts);
        Assert.True(opening.IsOpening);
        Assert.Equal((1L, 1L, 1L), (thread.Version, thread.HeadVersion, opening.Version));
        Assert.Equal((0, 0), (thread.LastSequence, thread.ReplyCount));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("a bell \a")]
    [InlineData("reads \u202Ebackwards")]
    public void A_title_that_cannot_be_shown_is_refused(string title) =>
        Assert.Throws<RuleBrokenException>(() => Ask(title: title));

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused() => Refused(true, "thread.characters", () => Ask(title: "half \uD83D of a pair"));

    [Theory]
    [InlineData(140, true)]
    [InlineData(141, false)]
    public void A_title_has_at_most_140_characters(int length, bool fits) => Refused(!fits, "thread.title", () => Ask(title: new string('a', length)));

    [Theory]
    [InlineData(20_000, null)]
    [InlineData(20_001, "post.long")]
    [InlineData(0, "post.empty")]
    public void A_text_has_between_one_and_20_000_characters(int length, string? rule) =>
        Refused(rule is not null, rule!, () => RenderedText.Check(new string('a', length)));

    [Fact]
    public void A_line_break_counts_as_one_character_whoever_sent_it() =>
        Assert.Equal("a\nb", RenderedText.Check("  a\r\nb\r\n"));

    [Fact]
    public void Emoji_and_tabs_are_text() => Assert.Equal("👩🏽‍🦽\tsí", RenderedText.Check("👩🏽‍🦽\tsí"));

    [Fact]
    public void A_control_character_is_not() => Refused(true, "post.characters", () => RenderedText.Check("a\0b"));

    [Fact]
    public void Nobody_opens_a_thread_that_they_could_not_read() =>
        Refused(true, "audience.outside", () => new Audience(AudienceKind.Supervisors).Require(Asker));

    [Fact]
    public void A_group_admits_who_is_in_it_whatever_their_role()
    {
        var group = Id<CoP.Domain.CoReflection.Group>.New(Now);
        var audience = new Audience(AudienceKind.Group, group);
        audience.Require(Asker, [group]);
        Refused(true, "audience.outside", () => audience.Require(Asker, [Id<CoP.Domain.CoReflection.Group>.New(Now)]));
    }

    [Fact]
    public void An_alias_is_its_authors_and_nobody_elses()
    {
        var alias = Id<Alias>.New(Now);
        var thread = new Thread(Id<Space>.New(Now), Author.Behind(alias), ThreadKind.Question, Audience.Everyone, "en", "How?", Text("Tell me."), Now);
        var reply = thread.Reply(Other.Id, "en", Text("So."), Now);

        Assert.Null(thread.AuthorId);
        Assert.Null(thread.Posts[0].AuthorId);
        Refused(true, "thread.notYours", () => thread.Helped(reply, Asker.Id, Now));
        Refused(true, "post.notYours", () => thread.Edit(thread.Posts[0], new Writer(Other.Id, Id<Alias>.New(Now)), "en", Text("x"), Now));
        thread.Helped(reply, new Writer(Asker.Id, alias), Now);
        thread.TakeBack(thread.Posts[0], new Writer(Asker.Id, alias), Now);
        Assert.NotNull(thread.TakenBackAt);
    }

    [Fact]
    public void The_ids_of_what_is_anonymous_tell_only_the_day()
    {
        var thread = new Thread(Id<Space>.New(Now), Author.Behind(Id<Alias>.New(Now)), ThreadKind.Question, Audience.Everyone, "en", "How?", Text("Tell me."), Now);

        foreach (var id in new[] { thread.Id.Value, thread.Posts[0].Id.Value })
        {
            var milliseconds = Convert.ToInt64(id.ToString("N")[..12], 16);
            Assert.Equal(0, milliseconds % (24 * 60 * 60 * 1000));
        }
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(27, "AB")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Aliases_are_lettered(int number, string letters) => Assert.Equal(letters, Alias.Letters(number));

    [Fact]
    public void Whoever_supervises_is_outside_peer_supporters_only()
    {
        var both = Asker with { Supervises = true };
        Assert.True(new Audience(AudienceKind.PeerSupporters).Admits(Asker));
        Assert.False(new Audience(AudienceKind.PeerSupporters).Admits(both));
        Assert.True(new Audience(AudienceKind.Supervisors).Admits(both));
    }

    [Fact]
    public void A_role_never_opens_the_door_of_a_group() =>
        Assert.DoesNotContain(AudienceKind.Group, Audience.CirclesOf(Other with { Duties = (Duties)15 }));

    [Fact]
    public void The_circles_of_a_viewer_are_those_that_admit_them()
    {
        foreach (var role in Enum.GetValues<WorkRole>())
            foreach (var supervises in new[] { false, true })
                foreach (var duties in new[] { Duties.None, Duties.Committee, Duties.SiteAdministrator | Duties.Moderator })
                {
                    var viewer = new Viewer(default, role, supervises, null, duties);
                    Assert.Equal(Enum.GetValues<AudienceKind>().Where(k => new Audience(k).Admits(viewer)), Audience.CirclesOf(viewer));
                }
    }

    [Fact]
    public void Replies_are_numbered_and_stamped_in_order()
    {
        var thread = Ask();
        var first = Reply(thread);
        var second = Reply(thread, inReplyTo: 1);
        Assert.Equal((1, 2L, 2, 3L), (first.Sequence, first.Version, second.Sequence, second.Version));
        Assert.Equal((3L, 2, 2, 3L), (thread.Version, thread.LastSequence, thread.ReplyCount, thread.HeadVersion));
    }

    [Fact]
    public void A_reply_answers_only_what_is_in_its_thread() => Refused(true, "post.parent", () => Reply(Ask(), inReplyTo: 1));

    [Fact]
    public void A_closed_thread_refuses_replies_until_it_is_reopened()
    {
        var thread = Ask();
        thread.Close(Asker.Id, Now);
        Refused(true, "thread.closed", () => Reply(thread));
        thread.Reopen(Asker.Id);
        Assert.Equal(1, Reply(thread).Sequence);
    }

    [Fact]
    public void Only_its_author_closes_a_thread() => Refused(true, "thread.notYours", () => Ask().Close(Other.Id, Now));

    [Fact]
    public void An_edit_takes_a_version_and_says_when()
    {
        var thread = Ask();
        var reply = Reply(thread);
        Reply(thread);
        thread.Edit(reply, Other.Id, "es", Text("mejor"), Now + Duration.FromMinutes(1));
        Assert.Equal((4L, "mejor", "es"), (reply.Version, reply.Body.Source, reply.Language));
        Assert.Equal(Now + Duration.FromMinutes(1), reply.EditedAt);
    }

    [Fact]
    public void Saving_the_same_words_is_no_change()
    {
        var thread = Ask();
        var reply = Reply(thread);
        thread.Edit(reply, Other.Id, reply.Language, Text(reply.Body.Source), Now);
        Assert.Equal(2L, thread.Version);
        Assert.Null(reply.EditedAt);
    }

    [Fact]
    public void Nobody_edits_or_takes_back_anothers_words()
    {
        var thread = Ask();
        var reply = Reply(thread);
        Refused(true, "post.notYours", () => thread.Edit(reply, Asker.Id, "en", Text("x"), Now));
        Refused(true, "post.notYours", () => thread.TakeBack(reply, Asker.Id, Now));
    }

    [Fact]
    public void A_post_of_another_thread_is_nobodys_here()
    {
        var (mine, foreign) = (Ask(), Reply(Ask()));
        Refused(true, "post.notYours", () => mine.TakeBack(foreign, Other.Id, Now));
        Refused(true, "post.parent", () => mine.Helped(foreign, Asker.Id, Now));
    }

    [Fact]
    public void Taking_back_leaves_no_word()
    {
        var thread = Ask();
        var reply = Reply(thread);
        thread.Helped(reply, Asker.Id, Now);
        thread.TakeBack(reply, Other.Id, Now);
        Assert.Equal(RenderedText.Nothing, reply.Body);
        Assert.Null(reply.HelpedAt);
        Assert.Equal((0, 1, 4L), (thread.ReplyCount, thread.LastSequence, reply.Version));
        thread.TakeBack(reply, Other.Id, Now);
        Assert.Equal(4L, thread.Version);
        Refused(true, "post.takenBack", () => thread.Edit(reply, Other.Id, "en", Text("back again"), Now));
    }

    [Fact]
    public void Taking_back_the_opening_takes_the_title_and_ends_the_thread()
    {
        var thread = Ask();
        var reply = Reply(thread);
        thread.TakeBack(thread.Posts[0], Asker.Id, Now);
        Assert.Equal("", thread.Title);
        Assert.NotEqual(RenderedText.Nothing, reply.Body);
        Assert.Equal(thread.Version, thread.HeadVersion);
        Refused(true, "thread.takenBack", () => Reply(thread));
        Refused(true, "thread.takenBack", () => thread.Retitle(Asker.Id, "again"));
    }

    [Fact]
    public void Several_replies_can_have_helped_and_only_the_asker_says_so()
    {
        var thread = Ask();
        var (first, second) = (Reply(thread), Reply(thread));
        thread.Helped(first, Asker.Id, Now);
        thread.Helped(second, Asker.Id, Now);
        Assert.NotNull(first.HelpedAt);
        Assert.NotNull(second.HelpedAt);
        thread.Unmark(first, Asker.Id);
        Assert.Null(first.HelpedAt);
        Refused(true, "thread.notYours", () => thread.Helped(first, Other.Id, Now));
    }

    [Fact]
    public void A_success_story_asks_nothing()
    {
        var thread = Ask(kind: ThreadKind.Success);
        Refused(true, "thread.asksNothing", () => thread.Helped(Reply(thread), Asker.Id, Now));
    }

    [Fact]
    public void Who_stopped_following_stays_stopped_until_they_resume()
    {
        var follow = new Follow(Asker.Id, Ask().Id, Now);
        follow.Stop();
        Assert.True(follow.IsStopped);
        follow.Resume(Now + Duration.FromHours(1));
        Assert.False(follow.IsStopped);
        Assert.Equal(Now + Duration.FromHours(1), follow.Since);
    }

    [Fact]
    public void A_read_mark_never_moves_back()
    {
        var mark = new ReadMark(Asker.Id, Ask().Id, 5);
        mark.Reach(3);
        Assert.Equal(5, mark.Sequence);
    }

    /// <summary>Whatever happens in whatever order: a reader who knows any earlier version finds every change after it by the stamps alone.</summary>
    [Fact]
    public void Stamps_find_every_change_since_any_version() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        steps =>
        {
            var thread = Ask();
            var seen = new List<Dictionary<int, string>>();
            Snapshot();
            foreach (var step in steps)
            {
                var post = thread.Posts[step / 8 % thread.Posts.Count];
                try
                {
                    switch (step % 8)
                    {
                        case 0 or 1 or 2: Reply(thread); break;
                        case 3: thread.Edit(post, post.AuthorId!.Value, "en", Text($"edit {step} {thread.Version}"), Now); break;
                        case 4: thread.TakeBack(post, post.AuthorId!.Value, Now); break;
                        case 5: thread.Helped(post, Asker.Id, Now); break;
                        case 6: thread.Unmark(post, Asker.Id); break;
                        default: thread.Close(Asker.Id, Now); thread.Reopen(Asker.Id); break;
                    }
                }
                catch (RuleBrokenException)
                {
                    // Refusals are part of life; what matters is that they changed nothing.
                }
                Snapshot();
            }
            Assert.Equal(thread.Posts.Count(p => !p.IsOpening && p.TakenBackAt is null), thread.ReplyCount);

            void Snapshot()
            {
                while (seen.Count <= thread.Version) seen.Add([]);
                seen[(int)thread.Version] = thread.Posts.ToDictionary(p => p.Sequence, p => $"{p.Body.Source}|{p.HelpedAt}|{p.TakenBackAt}");
                foreach (var old in seen.Where(s => s.Count > 0))
                {
                    var version = seen.IndexOf(old);
                    foreach (var p in thread.Posts.Where(p => p.Version <= version))
                        Assert.Equal(old[p.Sequence], seen[(int)thread.Version][p.Sequence]);
                }
            }
        }).QuickCheckThrowOnFailure();

    private static Thread Ask(Audience? audience = null, string title = "How do others do it?", ThreadKind kind = ThreadKind.Question) =>
        new(Id<Space>.New(Now), Asker.Id, kind, audience ?? Audience.Everyone, "en", title, Text("Tell me."), Now);

    private static Post Reply(Thread thread, int? inReplyTo = null) => thread.Reply(Other.Id, "en", Text("Like this."), Now, inReplyTo);

    private static RenderedText Text(string source) => new(source, $"<p>{source}</p>");

    private static Viewer Someone(WorkRole role) => new(Id<Member>.New(Now), role, role == WorkRole.Supervisor, null, Duties.None);

    private static void Refused(bool refused, string rule, Action act)
    {
        if (refused) Assert.Equal(rule, Assert.Throws<RuleBrokenException>(act).Key);
        else act();
    }
}
