using System.Linq.Expressions;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>Writes a post as a quotation of it, for who may see its thread.</summary>
public sealed class QuotedPost(CopDb db, TimeProvider clock, IStringLocalizer<DiscussionsText> texts)
{
    public async Task<string?> In(Id<Thread> thread, Expression<Func<Post, bool>> which)
    {
        var post = await db.Posts.AsNoTracking().Where(p => p.ThreadId == thread).Readable().Where(which).Select(p => new
        {
            p.Id,
            p.Body.Source,
            p.Language,
            Name = db.Members.Where(a => a.Id == p.AuthorId && a.State != MemberState.Closed).Select(a => a.Name).FirstOrDefault(),
            Alias = db.Aliases.Where(a => a.Id == p.AliasId).Select(a => (int?)a.Number).FirstOrDefault(),
        }).SingleOrDefaultAsync();
        return post is null ? null : Quotes.Write(new Byline(post.Name, post.Alias).In(texts), thread, post.Id, await Quotes.Readable(db, post.Source, post.Language, clock.Now()));
    }
}
