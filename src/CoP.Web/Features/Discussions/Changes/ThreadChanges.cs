using System.Text.Json;
using CoP.Domain.Discussions;
using CoP.Domain.Members;
using CoP.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Caching.Memory;

namespace CoP.Web.Features.Discussions.Changes;

/// <summary>
/// What a page has to put in or put right since the version it shows. When one reply is met by all its readers at once,
/// those who see it alike get the very same bytes.
/// </summary>
public sealed class ThreadChanges(ThreadReading reading, PostFragments fragments, ThreadChangesCache cache, MyMutes mutes, CurrentMember me)
{
    /// <summary>Beyond so many a page is better opened anew.</summary>
    const int Most = 60;

    public async Task<byte[]> Since(long version, ThreadHead thread, ActionContext action)
    {
        var reader = await reading.Writer(thread);
        var key = (thread.Id, version, thread.Version, Languages.Current, me.Zone.Id);
        var shared = await cache.Once(key, async () =>
        {
            var posts = await reading.Since(thread.Id, version, Most + 1);
            return new Shared([.. posts.Select(p => (p.AuthorId, p.AliasId)).Distinct()], SeesMore(thread, reader) || posts.Any(p => reader.Is(p.AuthorId, p.AliasId)) || await mutes.HasAny(posts.Select(p => p.AuthorId)) ? null : await Write(version, thread, reader, posts, action));
        });
        if (shared.Json is { } json && !SeesMore(thread, reader) && !shared.Authors.Any(a => reader.Is(a.Member, a.Alias)) && !await mutes.HasAny(shared.Authors.Select(a => a.Member))) return json;
        return await Write(version, thread, reader, await reading.Since(thread.Id, version, Most + 1), action);
    }

    /// <summary>Whether the reader has buttons that most have not.</summary>
    bool SeesMore(ThreadHead thread, Writer reader) => thread.MayMark(reader) || me.Is(Duties.Opener);

    async Task<byte[]> Write(long since, ThreadHead thread, Writer reader, List<PostView> posts, ActionContext action)
    {
        using var bytes = new MemoryStream();
        await using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("version", thread.Version);
            json.WriteNumber("last", thread.LastSequence);
            json.WriteBoolean("closed", thread.IsClosed);
            if (posts.Count > Most || since > thread.Version)
            {
                json.WriteBoolean("reload", true);
            }
            else
            {
                if (thread.HeadVersion > since) json.WriteString("head", await fragments.Head(action, thread));
                // Each reads them as they may, so they are asked for apart.
                if (thread.SidesVersion > since) json.WriteBoolean("sides", true);
                json.WriteStartArray("replies");
                foreach (var post in posts)
                {
                    json.WriteStartObject();
                    json.WriteString("id", post.Id.ToString());
                    json.WriteNumber("seq", post.Sequence);
                    json.WriteNumber("version", post.Version);
                    json.WriteBoolean("mine", reader.Is(post.AuthorId, post.AliasId));
                    json.WriteString("html", await fragments.Html(action, thread, reader, post));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartArray("gone");
                foreach (var post in posts.Where(p => p.IsTakenBack)) json.WriteStringValue(post.Id.ToString());
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}

/// <param name="Authors">Who wrote what changed: they see their own buttons.</param>
/// <param name="Json">The answer for everybody else; null when the first to ask was not one of them.</param>
public sealed record Shared((Id<Member>? Member, Id<Alias>? Alias)[] Authors, byte[]? Json);

/// <summary>Answers that many readers share, for as long as they are likely to ask.</summary>
public sealed class ThreadChangesCache : IDisposable
{
    // Names of members are in the answers, and may change without a version of the thread.
    static readonly TimeSpan life = TimeSpan.FromSeconds(30);

    readonly MemoryCache entries = new(new MemoryCacheOptions());

    /// <summary>The answer for the key, made once however many ask at the same time.</summary>
    public async Task<Shared> Once(object key, Func<Task<Shared>> make)
    {
        var entry = entries.GetOrCreate(key, e =>
        {
            e.AbsoluteExpirationRelativeToNow = life;
            return new Lazy<Task<Shared>>(make);
        })!;
        try
        {
            return await entry.Value;
        }
        catch
        {
            entries.Remove(key);
            throw;
        }
    }

    public void Dispose() => entries.Dispose();
}
