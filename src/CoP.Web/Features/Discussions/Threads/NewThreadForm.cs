using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>What the form needs to be shown: spaces to choose from, and circles with how many are in each.</summary>
public sealed record ThreadChoices(IReadOnlyList<SpaceChoice> Spaces, IReadOnlyList<CircleChoice> Circles, string? PreviewHtml);

public sealed record SpaceChoice(string Slug, TwoLanguages Name);

public sealed record CircleChoice(AudienceKind Kind, int Members);

public sealed class NewThreadForm(CopDb db, CurrentMember me)
{
    public async Task<ThreadChoices> For(ThreadInput input)
    {
        var spaces = await db.Spaces.AsNoTracking().OrderBy(s => s.Order).Select(s => new SpaceChoice(s.Slug, s.Name)).ToListAsync();
        var circles = new List<CircleChoice>();
        foreach (var circle in Audience.CirclesOf(me.Viewer))
            circles.Add(new CircleChoice(circle, await db.Members.In(circle).CountAsync()));
        return new ThreadChoices(spaces, circles, input.Preview is null ? null : Shown(input.Body));
    }

    static string? Shown(string? body)
    {
        try
        {
            return SafeMarkdown.Render(body).Html;
        }
        catch (RuleBrokenException)
        {
            return null;
        }
    }
}
