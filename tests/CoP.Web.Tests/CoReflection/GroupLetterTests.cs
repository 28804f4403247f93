using CoP.Domain.Common;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Reminders;
using CoP.Web.Features.CoReflection.Finding;
using CoP.Web.Mail;
using CoP.Web.Tests.Infrastructure;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CoP.Web.Tests.CoReflection;

/// <summary>What the door of a group writes, and to whom.</summary>
public abstract class GroupLetterTests(Site site)
{
    [Fact]
    public async Task Who_moves_up_has_a_letter_that_names_no_group_and_who_gave_the_place_up_at_once_has_none()
    {
        var (ana, ben, cleo, dee) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter, m => m with { Language = "es" }), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await Group(ana, Circles.Peers with { Name = "Quiet harbor", Size = 3 }, dee, await site.Add(Kind.Supporter));
        foreach (var one in (Joined[])[ben, cleo]) await At(id, one, (group, viewer, people) => group.Join(viewer, people, site.Now));
        foreach (var gone in (Joined[])[dee, ana]) await At(id, gone, (group, viewer, people) => Leave(group, viewer.Id, people));
        // Cleo has thought better of it before the minute is over.
        await At(id, cleo, (group, viewer, people) => Leave(group, viewer.Id, people));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var letter = Assert.Single(await site.Mail(ben));
        Assert.Equal("Hay un lugar para usted", letter.Subject);
        Assert.DoesNotContain("harbor", letter.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal($"/groups/{id}", letter.Link("/groups/"));
        Assert.Empty(await site.Mail(cleo));
    }

    [Fact]
    public async Task A_question_about_who_is_kept_away_goes_to_one_person_in_the_words_of_any_question()
    {
        var (ana, ben, cleo, dee) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter, m => m with { Name = "Cleo Kept Away" }), await site.Add(Kind.Supporter));
        await site.Write(async db => (await db.ChoicesOf(ana.Id)).Choose(MailTopics.None, ReminderChoices.Default, detailed: true));
        var id = await Group(ana, Circles.Peers with { Entry = GroupEntry.Ask }, ben);
        await site.Write(db => db.Exclusions.Add(new Exclusion(ben.Id, cleo.Id)));
        await At(id, cleo, (group, viewer, people) => group.Join(viewer, people, site.Now));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        var question = Assert.Single(await site.Mail(ben));
        Assert.DoesNotContain("Cleo", question.ToString(), StringComparison.Ordinal);
        Assert.Empty(await site.Mail(ana));
        Assert.Empty(await site.Mail(cleo));
        // Whoever convenes has the same letter about anyone who asks.
        await At(id, dee, (group, viewer, people) => group.Join(viewer, people, site.Now));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(question.Subject, Assert.Single(await site.Mail(ana)).Subject);
        Assert.Single(await site.Mail(ben));
    }

    [Fact]
    public async Task An_invitation_is_written_once_it_is_one_and_not_after_it_was_taken_back()
    {
        var (ana, ben, cleo) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var id = await Group(ana, Circles.Peers with { Entry = GroupEntry.Invitation });
        foreach (var one in (Joined[])[ben, cleo]) await At(id, one, (group, viewer, people) => group.Invite(viewer, ana.Id, people, site.Now));
        await At(id, cleo, (group, _, _) => group.Uninvite(cleo.Id, ana.Id));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("You are invited", Assert.Single(await site.Mail(ben)).Subject);
        Assert.Empty(await site.Mail(cleo));
    }

    [Fact]
    public async Task The_members_of_a_group_that_sleeps_are_asked_until_one_has_answered()
    {
        var (ana, ben) = (await site.Add(Kind.Supporter), await site.Add(Kind.Supporter));
        var (asked, answered) = (await Group(ana, Circles.Peers), await Group(ben, Circles.Peers));
        foreach (var id in (Id<Group>[])[asked, answered]) await At(id, ana, (group, _, _) => group.LookIn(site.Now + CoP.Domain.CoReflection.Group.AsleepAfter));
        await At(answered, ben, (group, viewer, _) => group.Wake(viewer.Id, site.Now));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("Do you still meet?", Assert.Single(await site.Mail(ana)).TextBody, StringComparison.Ordinal);
        Assert.Empty(await site.Mail(ben));
    }

    void Leave(Group group, Id<Member> member, PeopleAround people)
    {
        group.Leave(member, site.Now);
        group.Settle(people, site.Now);
    }

    async Task<Id<Group>> Group(Joined convener, GroupOutline outline, params Joined[] others)
    {
        var id = Id<Group>.New(site.Now);
        var founder = await site.Viewer(convener);
        var viewers = new List<Viewer>();
        foreach (var other in others) viewers.Add(await site.Viewer(other));
        await site.Write(db =>
        {
            var group = new Group(id, outline with { Entry = GroupEntry.Open }, founder, site.Now);
            foreach (var viewer in viewers) group.Join(viewer, site.Now);
            group.Describe(outline, founder);
            db.Groups.Add(group);
        });
        return id;
    }

    async Task At(Id<Group> id, Joined who, Action<Group, Viewer, PeopleAround> change)
    {
        var viewer = await site.Viewer(who);
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GroupEntrance>().Change(id, (group, people, _) => change(group, viewer, people), viewer.Id);
    }
}

public sealed class GroupLetterTestsOnSqlite(SqlitePostSite site) : GroupLetterTests(site), IClassFixture<SqlitePostSite>;

public sealed class GroupLetterTestsOnPostgres(PostgresPostSite site) : GroupLetterTests(site), IClassFixture<PostgresPostSite>;
