using System.ComponentModel.DataAnnotations;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Features.Common;
using CoP.Web.Features.Notices;
using CoP.Web.Hosting;
using CoP.Web.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CoP.Web.Features.Discussions.Openings;

public sealed class OpeningInput
{
    [Required, StringLength(Opening.ReasonLimit)] public string Reason { get; set; } = "";
    [Required, StringLength(1000), DataType(DataType.Password)] public string Password { get; set; } = "";
}

public sealed record OpeningRow(Id<Opening> Id, Instant AskedAt, bool IsOpened);

public sealed record OpeningWord(string Opener, string Reason, Instant At);

/// <param name="Id">Null before anybody has asked.</param>
public sealed record OpeningPage(Id<Opening>? Id, Id<Post> PostId, string Language, string Html, IReadOnlyList<OpeningWord> Words, bool MayConfirm, string? Author);

/// <summary>Two people together learn who wrote an anonymous post, when someone is in danger.</summary>
[Authorize(Policies.Opener)]
public sealed class OpeningsController(CopDb db, CurrentMember me, Anonymity anonymity, UserManager<Account> accounts, TimeProvider clock, Rules rules, IStringLocalizer<DiscussionsText> texts) : Controller
{
    const int Most = 100;

    [HttpGet("/openings")]
    public async Task<IActionResult> Index()
    {
        var since = clock.Now() - Opening.Lasts;
        return View(await db.Openings.AsNoTracking().Where(o => o.AskedAt > since || o.OpenedAt > since).Where(o => db.Threads.VisibleTo(db, me.Viewer).Any(t => t.Id == o.ThreadId))
            .OrderByDescending(o => o.AskedAt).Take(Most).Select(o => new OpeningRow(o.Id, o.AskedAt, o.OpenedAt != null)).ToListAsync());
    }

    [HttpGet("/openings/new")]
    public async Task<IActionResult> New(Id<Post> post) => await Page(post, null) is { } page ? Form(page, new OpeningInput()) : NotFound();

    [HttpPost("/openings"), EnableRateLimiting(RateLimits.Door)]
    public Task<IActionResult> Create(Id<Post> post, OpeningInput input) => Confirm(post, null, input);

    [HttpGet("/openings/{id}")]
    public async Task<IActionResult> Show(Id<Opening> id, [FromServices] MyNotices notices)
    {
        if (await PostOf(id) is not { } post || await Page(post, id) is not { } page) return NotFound();
        await notices.Seen(NoticeKind.OpeningWaiting, post);
        return Form(page, new OpeningInput());
    }

    [HttpPost("/openings/{id}/confirmations"), EnableRateLimiting(RateLimits.Door)]
    public async Task<IActionResult> Add(Id<Opening> id, OpeningInput input) => await PostOf(id) is { } post ? await Confirm(post, id, input) : NotFound();

    async Task<IActionResult> Confirm(Id<Post> post, Id<Opening>? id, OpeningInput input)
    {
        if (await Page(post, id) is not { } page) return NotFound();
        if (ModelState.IsValid && !await accounts.CheckPasswordAsync((await accounts.FindByIdAsync(me.Id.Value.ToString()))!, input.Password))
            ModelState.AddModelError(nameof(input.Password), texts["opening.password.wrong"]);
        if (ModelState.IsValid)
        {
            try
            {
                var (saved, opened) = await db.Write(() => Record(post, id, input.Reason));
                this.Say(texts[opened ? "opening.opened" : "opening.asked"]);
                return Redirect($"/openings/{saved}");
            }
            catch (RuleBrokenException broken)
            {
                ModelState.AddModelError(nameof(input.Reason), rules.Explain(broken));
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Form(page, input);
    }

    async Task<(Id<Opening> Id, bool Opened)> Record(Id<Post> post, Id<Opening>? id, string reason)
    {
        var now = clock.Now();
        Opening opening;
        if (id is { } known) opening = (await db.Openings.ForUpdate(known))!;
        else db.Openings.Add(opening = new Opening(await db.Posts.SingleAsync(p => p.Id == post), now));
        var free = await Free(opening.AliasId);
        var opened = opening.Confirm(me.Id, free.Contains, reason, now);
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.OpeningConfirmed, me.Id, after: reason.Trim()));
        if (opened)
        {
            db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(now), now, AuditKind.OpeningOpened, me.Id));
            db.Tell(Occasion.Of(LetterKind.AuthorOpened, opening.Id.Value, 0, now));
            await db.NoticesSettled(Duties.Opener, NoticeKind.OpeningWaiting, post, now);
        }
        else if (id is null)
        {
            // Someone may be in danger: they are not to find it by chance.
            db.Tell(Occasion.Of(LetterKind.NoticeOfOpening, opening.Id.Value, 0, now));
            db.Tell(Occasion.Of(LetterKind.OpeningWaiting, opening.Id.Value, 0, now));
        }
        return (opening.Id, opened);
    }

    /// <summary>The openers whom neither the author's list nor the author's agency rules out.</summary>
    async Task<HashSet<Id<Member>>> Free(Id<Alias> alias)
    {
        var author = (await anonymity.Owner(db, alias))!.Value;
        return await db.Members.Where(m => m.State == MemberState.Active && (m.Duties & Duties.Opener) == Duties.Opener && m.Id != author).NotKeptOutBy(db, author)
            .Where(m => m.AgencyId == null || !db.Members.Any(a => a.Id == author && a.AgencyId == m.AgencyId)).Select(m => m.Id).ToHashSetAsync();
    }

    async Task<Id<Post>?> PostOf(Id<Opening> id) => await db.Openings.Where(o => o.Id == id).Select(o => (Id<Post>?)o.PostId).SingleOrDefaultAsync();

    /// <summary>Null where there is no such anonymous post, or request, for this opener.</summary>
    async Task<OpeningPage?> Page(Id<Post> id, Id<Opening>? request)
    {
        var post = await db.Posts.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AliasId != null && db.Threads.VisibleTo(db, me.Viewer).Any(t => t.Id == p.ThreadId));
        if (post is null) return null;
        if (request is null) return new OpeningPage(null, id, post.Language, post.Body.Html, [], true, null);
        var opening = await db.Openings.AsNoTracking().SingleAsync(o => o.Id == request);
        var openers = opening.Confirmations.Select(c => c.OpenerId).ToList();
        var names = await db.Members.Where(m => openers.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name);
        var now = clock.Now();
        var isOpen = opening.IsOpenTo(me.Id, (await Free(opening.AliasId)).Contains, now);
        var author = isOpen ? (await anonymity.Owner(db, opening.AliasId))!.Value : default;
        return new OpeningPage(
            request, id, post.Language, post.Body.Html, [.. opening.Confirmations.OrderBy(c => c.At).Select(c => new OpeningWord(names[c.OpenerId], c.Reason, c.At))],
            opening.OpenedAt is null && opening.IsCurrent(now) && !openers.Contains(me.Id),
            isOpen ? await db.Members.Where(m => m.Id == author).Select(m => m.Name).SingleAsync() : null);
    }

    ViewResult Form(OpeningPage page, OpeningInput input)
    {
        ViewData["Page"] = page;
        return View("Show", input);
    }
}
