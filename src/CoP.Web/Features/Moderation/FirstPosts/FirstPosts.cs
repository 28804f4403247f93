using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Domain.Moderation;
using CoP.Web.Data;
using CoP.Web.Features.CoReflection;
using CoP.Web.Features.Discussions;
using CoP.Web.Features.Discussions.Posts;
using CoP.Web.Features.Discussions.Threads;
using CoP.Web.Features.Discussions.Writing;
using CoP.Web.Hosting;
using CoP.Web.Mail;

namespace CoP.Web.Features.Moderation.FirstPosts;

/// <summary>Something that waits, as its author and the moderators see it.</summary>
public sealed record SubmissionView(
    Id<Submission> Id, Id<Member> AuthorId, string AuthorName, Id<Thread>? ThreadId, string? ThreadTitle, string? SpaceSlug, TwoLanguages? Space, ThreadKind? Kind, AudienceKind? AudienceKind, Id<CoP.Domain.CoReflection.Group>? GroupId, string? Group,
    string? Title, string Body, string Language, Instant WrittenAt, string? ReturnedWords)
{
    /// <summary>As it will look.</summary>
    public string Html => SafeMarkdown.Render(Body).Html;

    /// <summary>Of an opening; a reply is for whom its thread is for.</summary>
    public Audience? Audience => AudienceKind is { } kind ? new Audience(kind, GroupId) : null;
}

/// <summary>
/// Where the community has decided so, what new members write first waits here until a moderator who may see the place lets
/// it in; from then on they write as everyone does.
/// </summary>
public sealed class FirstPosts(CopDb db, CurrentMember me, CaseSight sight, Drafts drafts, Pauses pauses, WritingPace pace, PostReply postReply, OpenThread openThread, HouseRules house, TimeProvider clock)
{
    /// <summary>Whether what this member writes now waits: they are new, nothing of theirs was let in, and the community wants it so.</summary>
    public Task<bool> Wait(Id<Member> member)
    {
        var since = clock.Now() - House.Newness;
        return db.Members.AnyAsync(m => m.Id == member && m.JoinedAt > since && db.Houses.Any(h => h.FirstPostsWait) && !db.Posts.Any(p => p.AuthorId == member));
    }

    /// <summary>Whether a form offers them to write anonymously; while what they write waits, it does not.</summary>
    public async Task<bool> MayBeAnonymous(Id<Member> member) => !await house.FirstPostsWait() || !await Wait(member);

    /// <summary>Keeps a reply; null where its author may not see the thread.</summary>
    /// <exception cref="RuleBrokenException">As the thread would; <c>submission.most</c>; <c>submission.anonymous</c>.</exception>
    public async Task<Submission?> Keep(Id<Thread> id, ReplyInput input)
    {
        SafeMarkdown.Render(input.Body);
        return await db.Write(async () =>
        {
            // What the thread would say to it is heard now, on a copy that nothing is saved of.
            if (await db.Threads.VisibleTo(db, me.Viewer).AsNoTracking().SingleOrDefaultAsync(t => t.Id == id) is not { } thread) return null;
            var language = input.Language ?? Languages.Current;
            thread.Reply(me.Id, language, SafeMarkdown.Render(input.Body), clock.Now(), input.InReplyTo);
            var kept = await Keep(SubmissionPlace.In(id, input.InReplyTo), new SubmissionText(null, input.Body, language), input.Key, input.Anonymous, id);
            await drafts.Drop(me.Id, DraftKey.Reply(id));
            return kept;
        });
    }

    /// <summary>Keeps what is to begin a discussion.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="OpenThread.By"/>; <c>submission.most</c>; <c>submission.anonymous</c>.</exception>
    public Task<Submission?> Keep(ThreadInput input) => db.Write(async () =>
    {
        var audience = await Check(input, me.Viewer);
        var place = SubmissionPlace.Under(input.Space, input.Kind!.Value, audience.Kind, audience.GroupId);
        var kept = await Keep(place, new SubmissionText(input.Title.Trim(), input.Body, input.Language), Guid.TryParse(input.FormKey, out var key) ? key : null, input.Anonymous, null);
        await drafts.Drop(me.Id, DraftKey.Opening(input.GrewFrom));
        return (Submission?)kept;
    });

    async Task<Audience> Check(ThreadInput input, Viewer author)
    {
        var space = await db.Spaces.Where(s => s.Slug == input.Space).Select(s => (Id<Space>?)s.Id).SingleOrDefaultAsync() ?? throw new RuleBrokenException("space.unknown");
        var audience = ThreadInput.AudienceOf(input.Audience) ?? throw new RuleBrokenException("audience.outside");
        audience.Require(author, await db.Groups.InsideFor(author).Select(g => g.Id).ToListAsync());
        _ = new Thread(space, author.Id, input.Kind!.Value, audience, input.Language, input.Title, SafeMarkdown.Render(input.Body), clock.Now());
        return audience;
    }

    async Task<Submission> Keep(SubmissionPlace place, SubmissionText text, Guid? formKey, bool anonymous, Id<Thread>? thread)
    {
        if (anonymous) throw new RuleBrokenException("submission.anonymous");
        await pauses.RequireNone(me.Id, thread, anonymous: false);
        await db.Lock("Members", me.Id.Value);
        if (formKey is { } key && await db.Submissions.SingleOrDefaultAsync(s => s.FormKey == key && s.AuthorId == me.Id) is { } before) return before;
        if (await db.Submissions.CountAsync(s => s.AuthorId == me.Id) >= Submission.Limit) throw new RuleBrokenException("submission.most", Submission.Limit);
        pace.Post(me.Id);
        var submission = new Submission(me.Id, place, text, formKey, clock.Now());
        db.Submissions.Add(submission);
        return submission;
    }

    /// <summary>What its author has waiting or has had returned.</summary>
    public Task<List<SubmissionView>> Mine() => Views(db.Submissions.Where(s => s.AuthorId == me.Id)).ToListAsync();

    public Task<SubmissionView?> Mine(Id<Submission> id) => Views(db.Submissions.Where(s => s.AuthorId == me.Id && s.Id == id)).SingleOrDefaultAsync();

    /// <summary>The author sends it again; false where it is no longer there.</summary>
    /// <exception cref="RuleBrokenException">As the text or title would.</exception>
    public Task<bool> Change(Id<Submission> id, string? title, string body, string language) => db.Write(async () =>
    {
        if (await db.Submissions.ForUpdate(id, all => all.Where(s => s.AuthorId == me.Id)) is not { } submission) return false;
        var text = SafeMarkdown.Render(body);
        // A copy that nothing is saved of says what is wrong with title or language.
        _ = new Thread(default, me.Id, ThreadKind.Question, Audience.Everyone, language, submission.IsOpening ? title ?? "" : "-", text, clock.Now());
        submission.Change(new SubmissionText(submission.IsOpening ? title!.Trim() : null, body, language), clock.Now());
        return true;
    });

    /// <summary>The author takes it away, and nothing of it is left.</summary>
    public Task<bool> Withdraw(Id<Submission> id) => db.Write(async () =>
    {
        if (await db.Submissions.ForUpdate(id, all => all.Where(s => s.AuthorId == me.Id)) is not { } submission) return false;
        db.Submissions.Remove(submission);
        return true;
    });

    /// <summary>What this moderator may look at: where they may see the place, of nobody who keeps them out, and nothing of their own.</summary>
    public async Task<IReadOnlyList<SubmissionView>> ToLookAt()
    {
        var seen = new List<SubmissionView>();
        foreach (var one in await Views(db.Submissions.Where(s => s.AuthorId != me.Id && s.ReturnedWords == null)).Take(100).ToListAsync())
            if (await MaySee(one)) seen.Add(one);
        return seen;
    }

    async Task<bool> MaySee(SubmissionView one)
    {
        if (!me.Is(Duties.Moderator) || await sight.IsKeptOutBy(one.AuthorId)) return false;
        return one.ThreadId is { } thread
            ? await db.Threads.VisibleTo(db, me.Viewer).AnyAsync(t => t.Id == thread)
            : one.Audience!.Admits(me.Viewer, await db.Groups.InsideFor(me.Viewer).Select(g => g.Id).ToListAsync());
    }

    /// <summary>A moderator lets it in, where it was meant to go; null where there is nothing for them to let in.</summary>
    /// <exception cref="RuleBrokenException"><c>submission.decided</c>; <c>submission.own</c>; <c>submission.gone</c>; as the thread.</exception>
    public Task<Posted?> LetIn(Id<Submission> id) => db.Write(async () =>
    {
        if (await Held(id) is not { } submission) return null;
        submission.RequireWaiting(me.Id);
        var author = (await CurrentMember.Find(db, submission.AuthorId))?.Viewer ?? throw new RuleBrokenException("submission.gone");
        db.Submissions.Remove(submission);
        var posted = submission.ThreadId is { } thread
            ? await postReply.To(thread, author, submission.Body, submission.Language, submission.InReplyTo, submission.FormKey) ?? throw new RuleBrokenException("submission.gone")
            : await openThread.By(author, new ThreadInput
            {
                Space = submission.SpaceSlug!,
                Kind = submission.Kind,
                Audience = ThreadInput.NameOf(new Audience(submission.Audience!.Value, submission.GroupId)),
                Language = submission.Language,
                Title = submission.Title!,
                Body = submission.Body,
                FormKey = submission.FormKey?.ToString(),
            });
        Record(AuditKind.FirstPostShown, submission);
        db.Tell(Occasion.Of(LetterKind.FirstPostShown, posted.Id.Value, 0, clock.Now(), submission.AuthorId));
        return posted;
    });

    /// <summary>A moderator gives it back with words; false where there is nothing for them to give back.</summary>
    /// <exception cref="RuleBrokenException"><c>submission.decided</c>; <c>submission.own</c>; <c>case.words</c>.</exception>
    public Task<bool> Return(Id<Submission> id, string words) => db.Write(async () =>
    {
        if (await Held(id) is not { } submission) return false;
        submission.Return(me.Id, words);
        Record(AuditKind.FirstPostReturned, submission);
        db.Tell(Occasion.Of(LetterKind.FirstPostReturned, submission.Id.Value, submission.Version, clock.Now(), submission.AuthorId));
        return true;
    });

    async Task<Submission?> Held(Id<Submission> id)
    {
        if (await db.Submissions.ForUpdate(id) is not { } submission) return null;
        return submission.AuthorId != me.Id && await MaySee(await Views(db.Submissions.Where(s => s.Id == id)).SingleAsync()) ? submission : null;
    }

    void Record(AuditKind what, Submission submission) =>
        db.AuditTrail.Add(new AuditEntry(Id<AuditEntry>.New(clock.Now()), clock.Now(), what, me.Id, submission.AuthorId));

    IQueryable<SubmissionView> Views(IQueryable<Submission> submissions) => submissions.OrderBy(s => s.WrittenAt).ThenBy(s => s.Id).Select(s => new SubmissionView(
        s.Id, s.AuthorId, db.Members.Where(m => m.Id == s.AuthorId).Select(m => m.Name).First(), s.ThreadId,
        db.Threads.Where(t => t.Id == s.ThreadId && t.RemovedAt == null && t.HiddenUntil == null).Select(t => t.Title).FirstOrDefault(),
        s.SpaceSlug, db.Spaces.Where(x => x.Slug == s.SpaceSlug).Select(x => x.Name).FirstOrDefault(), s.Kind,
        s.Audience, s.GroupId, db.Groups.Where(g => g.Id == s.GroupId).Select(g => g.Name).FirstOrDefault(),
        s.Title, s.Body, s.Language, s.WrittenAt, s.ReturnedWords)).AsNoTracking();
}
