using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Discussions.Writing;

/// <summary>
/// What members have begun to write, the same on all their devices. Sealed with a key that is not in the database, and filed
/// under a keyed hash: a copy of the database shows neither a text nor who writes where, which would tell who an anonymous author is.
/// </summary>
public sealed class Drafts(CopDb db, KeyEncryptionKey secret, TimeProvider clock)
{
    readonly byte[] sealing = secret.Derive("drafts"), filing = secret.Derive("drafts: slots");

    public async Task<KeptDraft?> Of(Id<Member> member, DraftKey key)
    {
        var slot = Slot(member, key);
        return await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.MemberId == member && d.Slot == slot) is { } found ? Open(found) : null;
    }

    /// <summary>All of a member's, the last one changed first.</summary>
    public async Task<List<KeptDraft>> All(Id<Member> member) =>
        [.. (await db.Set<Draft>().AsNoTracking().Where(d => d.MemberId == member).OrderByDescending(d => d.ChangedAt).Take(Draft.Most).ToListAsync()).Select(Open).OfType<KeptDraft>()];

    /// <summary>
    /// Keeps a text that was written on top of <paramref name="version"/> (0: of nothing). Null when another one lies there by now, or
    /// none any more because it was posted or thrown away: then nothing is changed.
    /// </summary>
    /// <exception cref="RuleBrokenException"><c>draft.many</c>, <c>draft.long</c>.</exception>
    public async Task<long?> Keep(Id<Member> member, DraftKey key, DraftText text, long version)
    {
        try
        {
            return await db.Write(async () =>
            {
                var draft = await Find(member, key);
                if ((draft?.Version ?? 0) != version) return draft is not null && Open(draft) is { } there && Same(there.Text, text) ? draft.Version : (long?)null;
                return (await Put(draft, member, key, text)).Version;
            });
        }
        catch (DbUpdateException)
        {
            // Another tab was there in the same moment.
            return null;
        }
    }

    /// <summary>Keeps a text whatever lies there, and what lay there beside it: neither is lost.</summary>
    /// <exception cref="RuleBrokenException">As <see cref="Keep"/>.</exception>
    public Task KeepBoth(Id<Member> member, DraftKey key, DraftText text) => db.Write(async () =>
    {
        var draft = await Find(member, key);
        var before = draft is null ? null : Open(draft)?.Text;
        await Put(draft, member, key, before is null || before.Body == text.Body ? text : text with { Other = before.Body });
    });

    /// <summary>It was posted, or is not wanted any more. Inside a transaction it goes with that one.</summary>
    public Task Drop(Id<Member> member, DraftKey key)
    {
        var slot = Slot(member, key);
        return db.Set<Draft>().Where(d => d.MemberId == member && d.Slot == slot).ExecuteDeleteAsync();
    }

    /// <summary>Forgets what nobody has gone on with.</summary>
    public Task Tidy()
    {
        var before = clock.Now() - Draft.Lasts;
        return db.Write(() => db.Set<Draft>().Where(d => d.ChangedAt < before).ExecuteDeleteAsync());
    }

    static bool Same(DraftText one, DraftText other) => one.Body == other.Body && one.Title == other.Title;

    Task<Draft?> Find(Id<Member> member, DraftKey key)
    {
        var slot = Slot(member, key);
        return db.Set<Draft>().SingleOrDefaultAsync(d => d.MemberId == member && d.Slot == slot);
    }

    async Task<Draft> Put(Draft? draft, Id<Member> member, DraftKey key, DraftText text)
    {
        var content = Seal(Slot(member, key), text);
        if (content.Length > Draft.SealedLimit) throw new RuleBrokenException("draft.long", DraftText.Limit);
        if (draft is not null)
        {
            draft.Change(content, clock.Now());
            return draft;
        }
        if (await db.Set<Draft>().CountAsync(d => d.MemberId == member) >= Draft.Most) throw new RuleBrokenException("draft.many", Draft.Most);
        draft = new Draft(member, Slot(member, key), content, clock.Now());
        db.Add(draft);
        return draft;
    }

    byte[] Slot(Id<Member> member, DraftKey key) => HMACSHA256.HashData(filing, (byte[])[.. member.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(key.Text)]);

    byte[] Seal(byte[] slot, DraftText text) => SealedBox.Seal(sealing, JsonSerializer.SerializeToUtf8Bytes(text), slot);

    // Null for what was locked with another key: nobody can read it any more, and a page must not fail for it.
    KeptDraft? Open(Draft draft)
    {
        try
        {
            var text = JsonSerializer.Deserialize<DraftText>(SealedBox.Open(sealing, draft.Sealed, draft.Slot))!;
            return new KeptDraft(text with { Fields = new Dictionary<string, string>(text.Fields, StringComparer.OrdinalIgnoreCase) }, draft.Version, draft.ChangedAt);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
