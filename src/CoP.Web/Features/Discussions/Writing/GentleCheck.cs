using CoP.Domain.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>
/// Asks an author once whether a text gives somebody served away. It never says no, and neither the text nor what was
/// found in it is kept or logged: it stands on the page that goes back to the author, and nowhere else.
/// </summary>
public sealed class GentleCheck(IHttpContextAccessor http, CurrentMember me)
{
    static readonly object place = new();

    /// <summary>Whether to ask before these are posted; not when the author has said that they are to be posted as they are.</summary>
    public bool Asks(bool asItIs, params ReadOnlySpan<string?> texts)
    {
        if (asItIs) return false;
        var doubts = Discretion.Look(string.Join("\n\n", texts), me.Member.Name);
        http.HttpContext!.Items[place] = doubts;
        return doubts.Count > 0;
    }

    /// <summary>What to ask about on this page.</summary>
    public static IReadOnlyList<Doubt> Of(HttpContext context) => context.Items[place] as IReadOnlyList<Doubt> ?? [];
}
