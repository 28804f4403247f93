using CoP.Domain.CoReflection;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Polls.Ask;

/// <summary>The form in which a group, or the committee, is asked "when?".</summary>
public sealed class AskPages(CopDb db, CurrentMember me, TimeProvider clock, AvailabilitySight sight)
{
    public async Task<AskPage> OfCommittee(AskInput? input) => await Page("/steering/polls", null, null, input, me.CommunityZone.Id);

    /// <returns>Null where the reader is not in the group.</returns>
    public async Task<AskPage?> Of(Id<Group> id, AskInput? input)
    {
        if (await db.Groups.InsideFor(me.Viewer).Where(g => g.Id == id).Select(g => g.Name).SingleOrDefaultAsync() is not { } name) return null;
        var rhythm = input is null ? (await db.Rhythms([id], clock.Now())).GetValueOrDefault(id) : null;
        return await Page($"/groups/{id}/polls", id, name, input, rhythm?.First.ZoneId ?? me.Member.ZoneId, rhythm?.First.Minutes);
    }

    async Task<AskPage> Page(string at, Id<Group>? group, string? name, AskInput? input, string zone, int? minutes = null) =>
        new(at, group, name, (await sight.Asked(group)).Count(m => m.Id != me.Id), input ?? Fresh(zone, minutes ?? 60), [], []);

    // A week to answer, and times from the Monday after.
    AskInput Fresh(string zone, int minutes)
    {
        var today = clock.NowIn(DateTimeZoneProviders.Tzdb[zone]).Date;
        return new() { Zone = zone, Minutes = minutes, From = new(9, 0), To = new(12, 0), FirstDay = today.PlusDays(7).Next(IsoDayOfWeek.Monday), Weeks = 3, Until = today.PlusDays(7) };
    }
}
