using CoP.Web.Hosting;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>The server's draft in the field that it is for.</summary>
public sealed class ShownDraft(Drafts drafts, CurrentMember me, IStringLocalizer<DiscussionsText> texts)
{
    public async Task<KeptDraft?> Of(string? key) => me.IsSignedIn && DraftKey.Read(key) is { } known ? await drafts.Of(me.Id, known) : null;

    /// <summary>What stands below the field: words for the script, and the other text where there are two.</summary>
    public void AddTo(IHtmlContentBuilder content, string key, KeptDraft? kept)
    {
        if (DraftKey.Read(key) is null) return;
        var choice = new TagBuilder("div")
        {
            Attributes =
            {
                ["class"] = "draft-choice notice notice--info", ["hidden"] = "", ["tabindex"] = "-1", ["data-title"] = texts["draft.two"], ["data-use"] = texts["draft.use"], ["data-mine"] = texts["draft.mine"],
                ["data-saved"] = texts["draft.saved"], ["data-full"] = texts["draft.notSaved"],
            },
        };
        content.AppendHtml(choice);
        if (kept?.Text.Other is { Length: > 0 } other)
            content.AppendHtml("<details class=\"draft-other\"><summary>").Append(texts["drafts.other"]).AppendHtml("</summary><p class=\"source\">").Append(other).AppendHtml("</p></details>");
    }
}
