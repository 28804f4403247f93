using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.Discussions;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Moderation.Cases;

/// <summary>A case in the queue: what about, and where it stands; no word of the post.</summary>
public sealed record CaseRow(Id<Case> Id, Instant OpenedAt, Instant? WaitsSince, CaseState State, IReadOnlyList<ConcernReason> Reasons, int Concerns, bool NeedsSecond, bool IsAnswered, Instant? HiddenUntil, bool IsTakenBack)
{
    public bool IsHidden(Instant now) => HiddenUntil > now;
}

public sealed record QueuePage(bool Decided, IReadOnlyList<CaseRow> Rows, string? Next, Instant Now, int FirstPosts);

/// <summary>One case as a moderator sees it: the post, what was said against it, what was done.</summary>
public sealed record CasePage(
    Id<Case> Id, CaseState State, Instant OpenedAt, CasePost Post, IReadOnlyList<CaseConcern> Concerns, IReadOnlyList<StepLine> Steps,
    bool WasHidden, bool Waits, bool IsMyProposal, bool NeedsSecond, Instant? PausedUntil, Instant Now)
{
    public bool MayHide => State == CaseState.Open && !WasHidden && !Post.IsTakenBack;

    public bool MayRemove => State == CaseState.Open && !IsMyProposal && !Post.IsTakenBack;

    public bool MayRestore => State == CaseState.Removed && !IsMyProposal && !Post.IsTakenBack;

    /// <summary>What the one who asked first said, for the second to go on from.</summary>
    public StepLine? Proposal => NeedsSecond ? Steps.LastOrDefault(s => s.Kind is CaseStepKind.RemovalAsked or CaseStepKind.RestoringAsked) : null;
}

/// <summary>The post of a case. <see cref="AuthorName"/> is null for who has left and for who is anonymous.</summary>
public sealed record CasePost(
    string Html, string Language, string? Title, string? AuthorName, int? AliasNumber, AudienceKind Audience, Instant WrittenAt, Instant? HiddenUntil, bool IsRemoved, bool IsTakenBack, string? Address);

public sealed record CaseConcern(ConcernReason Reason, string? Words, Instant RaisedAt);

/// <summary>A step in words; <see cref="By"/> is null for the author, and for a moderator who has left.</summary>
public sealed record StepLine(CaseStepKind Kind, string? By, ConcernReason? Reason, string Words, Instant At);

/// <summary>Reads cases for moderators, none that is not theirs to see.</summary>
public sealed class CasePages(CopDb db, CurrentMember me, CaseSight sight, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<QueuePage> Queue(bool decided, string? after, int firstPosts)
    {
        var rows = new List<CaseRow>();
        var key = Key.Read(after);
        // What is not theirs is passed over here: for a case by an anonymous author no query could tell.
        while (rows.Count <= PageSize)
        {
            var batch = await Batch(decided, key).ToListAsync();
            if (batch.Count == 0) break;
            var ids = batch.ConvertAll(c => c.Id);
            var seen = await sight.Of(db.Cases.Where(c => ids.Contains(c.Id)));
            rows.AddRange(batch.Where(c => seen.Contains(c.Id)));
            key = Key.Of(batch[^1], decided);
            if (batch.Count < PageSize) break;
        }
        var next = rows.Count > PageSize ? Key.Of(rows[PageSize - 1], decided).ToString() : null;
        return new QueuePage(decided, rows.Count > PageSize ? rows[..PageSize] : rows, next, clock.Now(), firstPosts);
    }

    public async Task<CasePage?> One(Id<Case> id)
    {
        if (!await sight.May(id)) return null;
        var @case = await db.Cases.AsNoTracking().Whole().SingleAsync(c => c.Id == id);
        var visible = db.Threads.VisibleTo(db, me.Viewer);
        var post = await db.Posts.Where(p => p.Id == @case.PostId).Join(db.Threads, p => p.ThreadId, t => t.Id, (p, t) => new CasePost(
            p.Body.Html, p.Language, p.Sequence == 0 ? t.Title : null,
            db.Members.Where(m => m.Id == p.AuthorId && m.State != MemberState.Closed).Select(m => m.Name).FirstOrDefault(),
            db.Aliases.Where(a => a.Id == p.AliasId).Select(a => (int?)a.Number).FirstOrDefault(), t.Audience.Kind, p.WrittenAt, p.HiddenUntil, p.RemovedAt != null, p.TakenBackAt != null,
            visible.Any(v => v.Id == t.Id) ? $"/threads/{t.Id}/replies/{p.Id}" : null)).AsNoTracking().SingleAsync();
        var names = await db.Members.Where(m => db.CaseSteps.Any(s => s.CaseId == id && s.ById == m.Id) && m.State != MemberState.Closed).ToDictionaryAsync(m => m.Id, m => m.Name);
        var now = clock.Now();
        var author = await db.Posts.Where(p => p.Id == @case.PostId).Select(p => new { p.AuthorId, p.AliasId }).SingleAsync();
        return new CasePage(
            id, @case.State, @case.OpenedAt, post, [.. @case.Concerns.Select(c => new CaseConcern(c.Reason, c.Words, c.RaisedAt))],
            [.. @case.Steps.Select(s => new StepLine(s.Kind, s.ById is { } by ? names.GetValueOrDefault(by) : null, s.Reason, s.Words, s.At))],
            @case.HiddenAt.HasValue, @case.WaitsSince.HasValue, @case.ProposedById == me.Id, @case.ProposedById.HasValue,
            await db.Pauses.Where(p => p.Until > now && ((p.MemberId != null && p.MemberId == author.AuthorId) || (p.AliasId != null && p.AliasId == author.AliasId))).MaxAsync(p => (Instant?)p.Until), now);
    }

    IQueryable<CaseRow> Batch(bool decided, Key? after)
    {
        var cases = db.Cases.Where(c => c.WaitsSince == null == decided);
        // Who waits longest comes first; of what is decided, the newest.
        var ordered = decided
            ? (after is null ? cases : cases.Where(c => c.OpenedAt < after.At || (c.OpenedAt == after.At && c.Id < after.Id))).OrderByDescending(c => c.OpenedAt).ThenByDescending(c => c.Id)
            : (after is null ? cases : cases.Where(c => c.WaitsSince > after.At || (c.WaitsSince == after.At && c.Id > after.Id))).OrderBy(c => c.WaitsSince).ThenBy(c => c.Id);
        return ordered.Take(PageSize).Select(c => new CaseRow(
            c.Id, c.OpenedAt, c.WaitsSince, c.State, c.Concerns.Select(x => x.Reason).ToList(), c.Concerns.Count, c.ProposedById != null,
            c.Steps.OrderByDescending(s => s.Number).Select(s => s.Kind).FirstOrDefault() == CaseStepKind.Answered,
            db.Posts.Where(p => p.Id == c.PostId).Select(p => p.HiddenUntil).FirstOrDefault(),
            db.Posts.Any(p => p.Id == c.PostId && p.TakenBackAt != null))).AsNoTracking().AsSplitQuery();
    }

    sealed record Key(Instant At, Id<Case> Id)
    {
        public static Key Of(CaseRow row, bool decided) => new(decided ? row.OpenedAt : row.WaitsSince!.Value, row.Id);

        public static Key? Read(string? text) =>
            text?.Split('.') is [var ticks, var id] && long.TryParse(ticks, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at)
            && at < Instant.MaxValue.ToUnixTimeTicks() && Id<Case>.TryParse(id, null, out var found)
                ? new Key(Instant.FromUnixTimeTicks(at), found)
                : null;

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}.{Id}");
    }
}

/// <summary>One of the forms with which a moderator decides.</summary>
public sealed record DecisionForm(DecisionInput Input, string Name, bool AsksReason, bool AsksDays);
