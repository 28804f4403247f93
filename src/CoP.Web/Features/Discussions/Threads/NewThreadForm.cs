using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>What the form needs to be shown: spaces to choose from, and circles with how many are in each.</summary>
public sealed record ThreadChoices(IReadOnlyList<SpaceChoice> Spaces, IReadOnlyList<CircleChoice> Circles, string? PreviewHtml);

public sealed record SpaceChoice(string Slug, TwoLanguages Name);

public sealed record CircleChoice(Audience Audience, string? Group, int Members);

public sealed class NewThreadForm(CopDb db, CircleSizes sizes, CurrentMember me)
{
    public async Task<ThreadChoices> For(ThreadInput input)
    {
        var spaces = await db.Spaces.AsNoTracking().OrderBy(s => s.Order).Select(s => new SpaceChoice(s.Slug, s.Name)).ToListAsync();
        var circles = new List<CircleChoice>();
        foreach (var circle in Audience.CirclesOf(me.Viewer).Select(kind => new Audience(kind)))
            circles.Add(new CircleChoice(circle, null, await sizes.Of(circle)));
        foreach (var group in await db.Groups.InsideFor(me.Viewer).OrderBy(g => g.Name).Select(g => new { g.Id, g.Name }).ToListAsync())
        {
            var audience = new Audience(AudienceKind.Group, group.Id);
            circles.Add(new CircleChoice(audience, group.Name, await sizes.Of(audience)));
        }
        return new ThreadChoices(spaces, circles, input.Preview is null ? null : Shown(input));
    }

    static string? Shown(ThreadInput input)
    {
        try
        {
            return SafeMarkdown.Render(input.Body, input.Language).Html;
        }
        catch (RuleBrokenException)
        {
            return null;
        }
    }
}
