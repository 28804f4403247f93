using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Moderation.Concerns;

public sealed class ConcernInput
{
    [Required]
    public ConcernReason? Reason { get; set; }

    [StringLength(Concern.WordsLimit)]
    public string? Words { get; set; }

    /// <summary>The moderator whom it is about.</summary>
    public string? About { get; set; }

    [BindNever, ValidateNever]
    public ConcernedPost Post { get; set; } = null!;

    [BindNever, ValidateNever]
    public IReadOnlyList<Choice> Moderators { get; set; } = [];
}

/// <summary>The post that someone is concerned about, as they read it.</summary>
public sealed record ConcernedPost(Id<Thread> Thread, Id<Post> Id, Byline By, string Html, string Language, bool IsMine);

/// <summary>Telling the moderators about a post: whoever can read it may, once. The author is never told who did.</summary>
public sealed class ConcernsController(
    CopDb db, CurrentMember me, Anonymity anonymity, WritingPace pace, TimeProvider clock, Rules rules, IStringLocalizer<ModerationText> texts) : Controller
{
    [HttpGet("/threads/{id}/replies/{post}/concern")]
    public async Task<IActionResult> New(Id<Thread> id, Id<Post> post) => await Form(new ConcernInput(), id, post);

    [HttpPost("/threads/{id}/replies/{post}/concern")]
    public async Task<IActionResult> Create(Id<Thread> id, Id<Post> post, ConcernInput input)
    {
        if (input.Reason is { } named && !Enum.IsDefined(named)) ModelState.AddModelError(nameof(input.Reason), texts["concern.reason.missing"]);
        if (ModelState.IsValid)
        {
            try
            {
                if (!await Raise(id, post, input)) return NotFound();
                this.Say(texts["concern.said"]);
                return Redirect($"/threads/{id}/replies/{post}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(broken.Key == "concern.words" ? nameof(input.Words) : "", rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Form(input, id, post);
    }

    Task<bool> Raise(Id<Thread> id, Id<Post> postId, ConcernInput input) => db.Write(async () =>
    {
        var now = clock.Now();
        // Under the thread's lock, so that two who are the first at once make one case.
        if (await db.Threads.ForUpdate(id, threads => threads.VisibleTo(db, me.Viewer)) is not { } thread
            || await db.Posts.Readable(now).SingleOrDefaultAsync(p => p.Id == postId && p.ThreadId == id) is not { } post) return false;
        if ((await anonymity.WriterIn(db, id, me.Id)).Wrote(post)) throw new RuleBrokenException("concern.own");
        var @case = await db.Cases.Whole().SingleOrDefaultAsync(c => c.PostId == postId);
        if (@case is null) db.Cases.Add(@case = new Case(post, now));
        var waited = db.Entry(@case).State != EntityState.Added && @case.WaitsSince is not null;
        @case.Raise(me.Id, input.Reason!.Value, input.Words, await Named(input.About), now);
        pace.Concern(me.Id);
        // What waits already, they know of.
        if (!waited) db.TellModerators(@case.Id, 0, now);
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.ConcernRaised, null, after: @case.Id.ToString()));
        return true;
    });

    async Task<Id<Member>?> Named(string? about) =>
        Id<Member>.TryParse(about, null, out var id) && await Moderators().AnyAsync(m => m.Id == id) ? id : null;

    IQueryable<Member> Moderators() => db.Members.Where(m => m.State == MemberState.Active && (m.Duties & Duties.Moderator) == Duties.Moderator);

    async Task<IActionResult> Form(ConcernInput input, Id<Thread> id, Id<Post> post)
    {
        var now = clock.Now();
        if (!await db.Threads.VisibleTo(db, me.Viewer).AnyAsync(t => t.Id == id)) return NotFound();
        var writer = await anonymity.WriterIn(db, id, me.Id);
        var (self, alias) = (me.Id, writer.Alias);
        if (await db.Posts.Readable(now).Where(p => p.Id == post && p.ThreadId == id).Select(p => new ConcernedPost(
            id, p.Id,
            new Byline(
                db.Members.Where(a => a.Id == p.AuthorId && a.State != MemberState.Closed).Select(a => a.Name).FirstOrDefault(),
                db.Aliases.Where(a => a.Id == p.AliasId).Select(a => (int?)a.Number).FirstOrDefault()),
            p.Body.Html, p.Language, p.AuthorId == self || (p.AliasId != null && p.AliasId == alias))).AsNoTracking().SingleOrDefaultAsync() is not { } shown) return NotFound();
        input.Post = shown;
        var moderators = await Moderators().OrderBy(m => m.Name).Select(m => new { m.Id, m.Name }).ToListAsync();
        input.Moderators = [.. moderators.Select(m => new Choice(m.Id.ToString(), m.Name))];
        return View("New", input);
    }
}
