using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.CoReflection.Finding;

/// <summary>
/// The one way in which who belongs to a group changes, or who is on the way: the group's row is held, what the people around it want is looked up, and whom it
/// concerns is told.
/// </summary>
public sealed class GroupEntrance(CopDb db, TimeProvider clock)
{
    // Who gives a place up at once, or asked by mistake, need not be written to.
    static readonly Duration letterWaits = Duration.FromMinutes(1);

    /// <param name="id">The group; there has to be one.</param>
    /// <param name="change">The verb.</param>
    /// <param name="newcomer">Who may come in by it and is not on the way yet.</param>
    public Task<T> Change<T>(Id<Group> id, Func<Group, PeopleAround, Instant, T> change, Id<Member>? newcomer = null) => db.Write(async () =>
    {
        var group = (await db.Groups.ForUpdate(id, g => g.Whole()))!;
        var now = clock.Now();
        var result = change(group, await db.PeopleAround(group, newcomer), now);
        foreach (var news in group.News) db.Tell(Letter(id, news, now));
        return result;
    });

    /// <inheritdoc cref="Change{T}"/>
    public Task Change(Id<Group> id, Action<Group, PeopleAround, Instant> change, Id<Member>? newcomer = null) => Change(id, (group, people, now) =>
    {
        change(group, people, now);
        return true;
    }, newcomer);

    static Occasion Letter(Id<Group> id, GroupNews news, Instant now) => Occasion.Of(news.Kind switch
    {
        GroupNewsKind.Place => LetterKind.GroupPlace,
        GroupNewsKind.Invited => LetterKind.GroupInvited,
        GroupNewsKind.AskedAbout => LetterKind.GroupQuestion,
        GroupNewsKind.Request => LetterKind.GroupRequest,
        _ => LetterKind.GroupAsleep,
    }, id.Value, 0, now + letterWaits, news.About);
}
