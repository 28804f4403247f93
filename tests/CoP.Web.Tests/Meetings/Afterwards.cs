using CoP.Domain.Common;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CoP.Web.Tests.Meetings;

/// <summary>A meeting that is over, with two who led it.</summary>
internal sealed record Over(Id<QuarterlyMeeting> Id, Visitor Facilitator, Visitor Member)
{
    public string Address => $"/meetings/{Id}";

    public string MinutesAddress => Address + "/minutes";
}

internal static class Afterwards
{
    /// <summary>Lets a meeting of the next month be announced and pass; all others are gone.</summary>
    public static async Task<Over> PastMeeting(this Site site, bool over = true)
    {
        var id = await site.NewMeeting(10);
        var host = (await site.Meeting(id)).Host;
        var director = await site.Add(Kind.AreaDirector, m => m with { Areas = host.AsSet() });
        await site.Write(async db => (await db.Meetings.SingleAsync(m => m.Id == id)).Seat(FacilitatorSeat.Recovery, await db.Members.SingleAsync(m => m.Id == director.Id)));
        await site.Change(id, (meeting, now) => meeting.Announce(now));
        if (over) site.Clock.Advance(((await site.Meeting(id)).Slot.EndsAt - site.Now + Duration.FromHours(1)).ToTimeSpan());
        return new(id, await site.SignIn(director), await site.SignIn(Kind.Supporter));
    }

    public static async Task<Page> WriteMinutes(this Visitor keeper, Over over, string english, string spanish, bool same = false) =>
        await (await keeper.Get(over.MinutesAddress + "/edit")).Submit("main form.form", [("English", english), ("Spanish", spanish), .. same ? [("Same", (string?)"true")] : Array.Empty<(string, string?)>()]);

    public static async Task<Page> PublishMinutes(this Visitor keeper, Over over) => await (await keeper.Get(over.MinutesAddress)).Submit($"form[action='{over.MinutesAddress}/publication']");
}
