using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Data.Mappings;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions.Uploads;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Features.Moderation;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Threads;

/// <summary>Begins a discussion.</summary>
public sealed class OpenThread(CopDb db, PostUploads uploads, Anonymity anonymity, CircleSizes circles, Pauses pauses, WritingPace pace, Written written, TimeProvider clock)
{
    /// <summary>Where it is. One form key makes one thread, however often it is sent.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Thread"/> and <see cref="SafeMarkdown.Render"/>; <c>space.unknown</c>, <c>audience.outside</c>: nobody opens a discussion that they could not read; <c>anonymous.few</c>.</exception>
    public async Task<Posted> By(Viewer author, ThreadInput input)
    {
        var text = SafeMarkdown.Render(input.Body, input.Language);
        var formKey = Guid.TryParse(input.FormKey, out var key) ? key : (Guid?)null;
        if (await Before(formKey) is { } before) return before;
        try
        {
            return await db.Write(async () =>
            {
                var space = await db.Spaces.Where(s => s.Slug == input.Space).Select(s => (Id<Space>?)s.Id).SingleOrDefaultAsync() ?? throw new RuleBrokenException("space.unknown");
                var now = clock.Now();
                var audience = ThreadInput.AudienceOf(input.Audience) ?? throw new RuleBrokenException("audience.outside");
                audience.Require(author, await db.Groups.InsideFor(author).Select(g => g.Id).ToListAsync());
                await pauses.RequireNone(author.Id, null, input.Anonymous);
                pace.Thread(author.Id);
                if (input.Anonymous) await circles.RequireCrowd(audience);
                var id = Id<Thread>.New(input.Anonymous ? Anonymous.DayOf(now) : now);
                var by = input.Anonymous ? Author.Behind((await anonymity.AliasIn(db, id, author.Id, now)).Id) : Author.Of(author.Id);
                var thread = new Thread(space, by, input.Kind!.Value, audience, input.Language, input.Title, text, now, id);
                if (input.GrewFrom is { } reply) await GrowOutOf(reply, thread, author);
                db.Threads.Add(thread);
                db.Entry(thread.Posts[0]).Property(PostMapping.FormKey).CurrentValue = formKey;
                await uploads.Follow(thread.Posts[0], author.Id);
                if (input.Anonymous)
                {
                    await anonymity.Veil(db, id, author.Id);
                }
                else
                {
                    await db.FollowByWriting(thread, author.Id, now);
                    db.ReadMarks.Add(new ReadMark(author.Id, thread.Id, 0));
                }
                db.TellOf(thread.Posts[0], now);
                await written.Began(thread, author.Id);
                return new Posted(thread.Posts[0].Id, thread.Id, 0);
            });
        }
        catch (DbUpdateException) when (formKey is not null)
        {
            // The same form a second time, at the same moment: the database let one in.
            if (await Before(formKey) is { } first) return first;
            throw;
        }
    }

    async Task GrowOutOf(Id<Post> id, Thread thread, Viewer author)
    {
        var visible = db.Threads.VisibleTo(db, author);
        var reply = await db.Posts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AuthorId == author.Id && visible.Any(t => t.Id == p.ThreadId));
        thread.GrowOutOf(reply ?? throw new RuleBrokenException("post.notYours"), author.Id);
    }

    Task<Posted?> Before(Guid? formKey) =>
        formKey is null
            ? Task.FromResult<Posted?>(null)
            : db.Posts.Where(p => EF.Property<Guid?>(p, PostMapping.FormKey) == formKey).Select(p => new Posted(p.Id, p.ThreadId, p.Sequence)).SingleOrDefaultAsync();
}
