using System.Collections.Concurrent;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions;

/// <summary>
/// Knows, in the running site only, who stands behind which alias. Nothing that it finds out is ever written down: what
/// is meant for an anonymous author is addressed to the alias.
/// </summary>
public sealed class Anonymity(Seals seals, IHttpContextAccessor http, TimeProvider clock)
{
    /// <summary>Aliases of other nodes are looked for again at most this often.</summary>
    static readonly TimeSpan freshness = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<Id<Alias>, Id<Member>> owners = new();
    readonly ConcurrentDictionary<Id<Member>, ConcurrentDictionary<Id<Alias>, bool>> aliases = new();
    readonly SemaphoreSlim looking = new(1, 1);
    long lookedAt;
    bool looked;

    /// <summary>The member as this discussion knows them; without their alias where they must not be told of it now.</summary>
    public async Task<Writer> WriterIn(CopDb db, Id<Thread> thread, Id<Member> member)
    {
        if (IsKeptFrom(member)) return member;
        var token = seals.TokenOf(thread, member);
        return new Writer(member, await db.Aliases.Where(a => a.ThreadId == thread && a.Token == token).Select(a => (Id<Alias>?)a.Id).FirstOrDefaultAsync());
    }

    /// <summary>The member's alias in a discussion, made if they have none. Only inside a write that holds the thread, or makes it.</summary>
    public async Task<Alias> AliasIn(CopDb db, Id<Thread> thread, Id<Member> member, Instant now)
    {
        var token = seals.TokenOf(thread, member);
        if (await db.Aliases.SingleOrDefaultAsync(a => a.ThreadId == thread && a.Token == token) is { } before) return before;
        var id = Id<Alias>.New(Anonymous.DayOf(now));
        var alias = new Alias(id, thread, await db.Aliases.CountAsync(a => a.ThreadId == thread), token, seals.Seal(id, member));
        db.Aliases.Add(alias);
        Note(id, alias.Sealed);
        return alias;
    }

    /// <summary>Who stands behind the alias.</summary>
    public Id<Member> Owner(Alias alias) => Note(alias.Id, alias.Sealed);

    /// <summary>Who stands behind the alias; null when there is none such.</summary>
    public async Task<Id<Member>?> Owner(CopDb db, Id<Alias> alias) =>
        owners.TryGetValue(alias, out var known) ? known
        : await db.Aliases.Where(a => a.Id == alias).Select(a => a.Sealed).SingleOrDefaultAsync() is { } box ? Note(alias, box) : null;

    /// <summary>Who began the discussion or wrote the post, under whichever name.</summary>
    public async Task<Id<Member>> Owner(CopDb db, Id<Member>? author, Id<Alias>? alias) =>
        author ?? await Owner(db, alias!.Value) ?? throw new InvalidOperationException("An alias that is gone.");

    /// <summary>All aliases that a member has, in whichever discussion.</summary>
    public async Task<IReadOnlyCollection<Id<Alias>>> AliasesOf(CopDb db, Id<Member> member)
    {
        await Look(db);
        return aliases.TryGetValue(member, out var theirs) ? [.. theirs.Keys] : [];
    }

    /// <summary>The member with all of their aliases, for lists over many discussions; without any where they must not be told of them now.</summary>
    public async Task<Reader> ReaderOf(CopDb db, Id<Member> member) => new(member, IsKeptFrom(member) ? [] : await AliasesOf(db, member), clock.Now());

    /// <summary>
    /// Puts the veils of the discussion anew, after the list of its anonymous author as it is now. Always a power of two
    /// of tokens and never fewer than eight, so that their number says little.
    /// </summary>
    public async Task Veil(CopDb db, Id<Thread> thread, Id<Member> author)
    {
        var kept = await db.Members.Where(m => !db.Members.NotKeptOutBy(db, author).Any(free => free.Id == m.Id)).Select(m => m.Id).ToListAsync();
        var tokens = kept.ConvertAll(seals.VeilOf);
        while (tokens.Count < 8 || !int.IsPow2(tokens.Count)) tokens.Add(Guid.NewGuid());
        db.Veils.RemoveRange(await db.Veils.Where(v => v.ThreadId == thread).ToListAsync());
        // In an order that tells nothing: those that mean somebody must not come first.
        db.Veils.AddRange(tokens.Order().Select(token => new Veil(thread, token)));
    }

    /// <summary>The same for all that the member began anonymously: their list, or who has a say at their agency, has changed.</summary>
    public async Task VeilAgain(CopDb db, Id<Member> author)
    {
        var theirs = await AliasesOf(db, author);
        foreach (var thread in await db.Threads.Where(t => t.AliasId != null && theirs.Contains(t.AliasId.Value)).Select(t => t.Id).ToListAsync()) await Veil(db, thread, author);
    }

    /// <summary>Somebody came to an agency, left it, or has another say there.</summary>
    public async Task AgencyChanged(CopDb db, params IEnumerable<Id<Agency>?> agencies)
    {
        foreach (var agency in agencies.Distinct().OfType<Id<Agency>>())
            foreach (var author in await db.Members.Where(m => m.AgencyId == agency && m.HidesFromAgency).Select(m => m.Id).ToListAsync()) await VeilAgain(db, author);
    }

    // Somebody asks as this member who has shown nothing but a mailbox, which others may read.
    bool IsKeptFrom(Id<Member> member) =>
        http.HttpContext?.RequestServices.GetService<CurrentMember>() is { IsSignedIn: true, OpensOwn: false } me && me.Id == member;

    // All aliases once, and then those that are new: their ids begin with the day, so two days back holds them all.
    async Task Look(CopDb db)
    {
        if (looked && db.Database.CurrentTransaction is null && clock.GetElapsedTime(lookedAt) < freshness) return;
        await looking.WaitAsync();
        try
        {
            var since = looked ? clock.Now() - Duration.FromDays(2) : Instant.MinValue;
            var from = looked ? Id<Alias>.New(since).Value : Guid.Empty;
            var first = new Id<Alias>(from);
            foreach (var found in await db.Aliases.Where(a => a.Id > first).Select(a => new { a.Id, a.Sealed }).ToListAsync())
                if (!owners.ContainsKey(found.Id)) Note(found.Id, found.Sealed);
            (looked, lookedAt) = (true, clock.GetTimestamp());
        }
        finally
        {
            looking.Release();
        }
    }

    Id<Member> Note(Id<Alias> alias, byte[] box)
    {
        var owner = owners.GetOrAdd(alias, _ => seals.Open(alias, box));
        aliases.GetOrAdd(owner, _ => new()).TryAdd(alias, true);
        return owner;
    }
}
