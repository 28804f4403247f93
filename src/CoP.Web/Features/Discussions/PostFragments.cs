using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Caching.Memory;

namespace CoP.Web.Features.Discussions;

/// <summary>A post with what its reader may do with it; what <c>_Post.cshtml</c> shows.</summary>
public sealed record PostFragment(PostView Post, bool IsMine, bool MayMark, bool MayReply, bool MayOpen, bool IsMuted)
{
    /// <summary>What the reader said to it; nothing where the page knows that by itself.</summary>
    public IReadOnlyList<ReactionKind> Said { get; init; } = [];

    /// <summary>Whether it can become a discussion of its own: a reply under its author's own name.</summary>
    public bool MayGrow => IsMine && !Post.IsOpening && !Post.IsAnonymous;
}

/// <summary>
/// Renders posts, each once for all who see it alike. Fragments carry no token of anybody's: their buttons belong to a
/// form of the page around them.
/// </summary>
public sealed class PostFragments(IRazorViewEngine views, ITempDataDictionaryFactory tempData, PostFragmentCache cache, MyMutes mutes, CurrentMember me)
{
    public async Task<IHtmlContent> Show(ActionContext action, ThreadHead thread, Writer reader, PostView post, IEnumerable<ReactionKind> said) => new HtmlString(await Html(action, thread, reader, post, said));

    public async Task<string> Html(ActionContext action, ThreadHead thread, Writer reader, PostView post, IEnumerable<ReactionKind>? said = null)
    {
        var fragment = new PostFragment(post, reader.Is(post.AuthorId, post.AliasId), thread.MayMark(reader) && !post.IsOpening, !thread.IsClosed, post.IsAnonymous && me.Is(Duties.Opener), await mutes.Has(post.AuthorId)) { Said = [.. (said ?? []).Order()] };
        // All that the look of it depends on; the version stands for the text.
        var key = (post.Id, post.Version, post.By, post.AuthorRole, post.ParentBy, post.ParentVersion, post.Withheld, string.Join(',', fragment.Said), (fragment.IsMine, fragment.MayMark, fragment.MayReply, fragment.MayOpen, fragment.IsMuted), Languages.Current, me.Zone.Id);
        return await cache.Entries.GetOrCreateAsync(key, async entry =>
        {
            var html = await Render(action, "_Post", fragment);
            entry.Size = html.Length;
            entry.SlidingExpiration = TimeSpan.FromMinutes(10);
            return html;
        }) ?? "";
    }

    /// <summary>Title and standing of the thread; the same for everybody, and cheap.</summary>
    public Task<string> Head(ActionContext action, ThreadHead thread) => Render(action, "_Head", thread);

    /// <summary>The question that an author is asked before posting, for a page that puts it in by script.</summary>
    public Task<string> Question(ActionContext action) => Render<object?>(action, "_GentleCheck", null);

    async Task<string> Render<T>(ActionContext action, string name, T model)
    {
        var view = views.GetView(null, $"/Features/Discussions/{name}.cshtml", isMainPage: false).EnsureSuccessful(null).View!;
        await using var writer = new StringWriter();
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await view.RenderAsync(new ViewContext(action, view, data, tempData.GetTempData(action.HttpContext), writer, new HtmlHelperOptions()));
        return writer.ToString();
    }
}

/// <summary>The rendered posts of this node, as many as fit.</summary>
public sealed class PostFragmentCache : IDisposable
{
    /// <summary>In characters, so about twice that in bytes.</summary>
    const long Room = 16_000_000;

    public MemoryCache Entries { get; } = new(new MemoryCacheOptions { SizeLimit = Room });

    public void Dispose() => Entries.Dispose();
}
