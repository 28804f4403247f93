using CoP.Domain.Discussions;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Helping;

/// <summary>A word to another's post. Saying it twice is saying it once.</summary>
public sealed class ReactionsController(CopDb db, CurrentMember me, Anonymity anonymity, TimeProvider clock, IStringLocalizer<DiscussionsText> texts) : Controller
{
    [HttpPost("/threads/{id}/replies/{post}/reactions/{kind}")]
    public Task<IActionResult> Say(Id<Thread> id, Id<Post> post, ReactionKind kind) => Set(id, post, kind, true);

    [HttpDelete("/threads/{id}/replies/{post}/reactions/{kind}")]
    public Task<IActionResult> Unsay(Id<Thread> id, Id<Post> post, ReactionKind kind) => Set(id, post, kind, false);

    async Task<IActionResult> Set(Id<Thread> id, Id<Post> post, ReactionKind kind, bool said)
    {
        if (!ModelState.IsValid) return NotFound();
        var done = await db.Write(async () =>
        {
            if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread || await db.Posts.Readable(clock.Now()).SingleOrDefaultAsync(p => p.Id == post && p.ThreadId == id) is not { } found) return null;
            var by = await anonymity.WriterIn(db, id, me.Id);
            var token = db.Seals.VoiceOf(id, me.Id);
            var before = await db.Reactions.SingleOrDefaultAsync(r => r.PostId == post && r.Kind == kind && r.By == token);
            if (said && before is null)
            {
                db.Reactions.Add(thread.React(found, by, token, kind));
                db.Changed(thread);
            }
            else if (!said && before is not null)
            {
                thread.Unreact(found, before);
                db.Reactions.Remove(before);
                db.Changed(thread);
            }
            return new { Words = ReactionWords.Of(texts, kind, found.Reactions), Address = ThreadAddress.Of(id, thread.ShownTitle(clock.Now()), post, found.Sequence) };
        });
        if (done is null) return NotFound();
        return Request.IsFromScript() ? Json(new { said, words = done.Words }) : Redirect(done.Address);
    }
}

static class ReactionWords
{
    /// <summary>The word, and how many said it.</summary>
    public static string Of(IStringLocalizer<DiscussionsText> texts, ReactionKind kind, ReactionCounts counts) =>
        counts.Of(kind) is > 0 and var people ? texts["reaction.count", texts[$"reaction.{kind}"], people] : texts[$"reaction.{kind}"];
}
