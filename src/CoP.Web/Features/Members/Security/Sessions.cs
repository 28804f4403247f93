using System.Buffers.Text;
using System.Security.Cryptography;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;
using CoP.Web.Live;
using Microsoft.AspNetCore.Authentication;

namespace CoP.Web.Features.Members.Security;

/// <summary>Who is signed in with what: begins, ends and tidies sessions. Inside <see cref="CopDb.Write{T}"/> it joins that change.</summary>
public sealed class Sessions(CopDb db, IHttpContextAccessor http, TimeProvider clock)
{
    const string Token = "session";

    /// <summary>Begins a session of the member in the browser that asks. Its cookie names it by what is put into the properties.</summary>
    /// <param name="opensOwnAt">From when on it opens what is the member's alone.</param>
    public Task Begin(Id<Member> member, AuthenticationProperties properties, Instant opensOwnAt)
    {
        var token = RandomNumberGenerator.GetBytes(32);
        properties.Items[Token] = Base64Url.EncodeToString(token);
        var now = clock.Now();
        return db.Write(() =>
        {
            db.SignInSessions.Add(new SignInSession(Id<SignInSession>.New(now), member, SHA256.HashData(token), Devices.Of(http.HttpContext!.Request), opensOwnAt, now));
            return Task.CompletedTask;
        });
    }

    /// <summary>Under which hash the session of a cookie is kept; null for a cookie that names none.</summary>
    public static byte[]? HashOf(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(Token, out var text) == true && text is { Length: < 100 } && Base64Url.IsValid(text) ? SHA256.HashData(Base64Url.DecodeFromChars(text)) : null;

    /// <summary>Ends one session of the member: refused from its next request on, and its open pages are cut off. False where they have none such.</summary>
    public Task<bool> End(Id<Member> member, Id<SignInSession> id) => db.Write(async () =>
    {
        if (await db.SignInSessions.Where(s => s.Id == id && s.MemberId == member).ExecuteDeleteAsync() == 0) return false;
        db.Changed(LiveTopics.SignIn(id), 0);
        return true;
    });

    /// <summary>Ends all sessions of the member, but for one that stays.</summary>
    public Task EndAll(Id<Member> member, Id<SignInSession>? but = null) => db.Write(async () =>
    {
        await db.SignInSessions.Where(s => s.MemberId == member && s.Id != but).ExecuteDeleteAsync();
        db.Changed(LiveTopics.Member(member), 0);
    });

    /// <summary>A cookie was refused: the session that it names is over.</summary>
    public Task Drop(AuthenticationProperties? properties)
    {
        var hash = HashOf(properties);
        return hash is null ? Task.CompletedTask : db.Write(() => db.SignInSessions.Where(s => s.TokenHash == hash).ExecuteDeleteAsync());
    }

    /// <summary>Notes that a session is in use, now and then.</summary>
    public async Task See(SessionStanding session)
    {
        var now = clock.Now();
        if (now - session.LastSeenAt < SignInSession.SeenEvery) return;
        await db.Write(() => db.SignInSessions.Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now)));
    }

    /// <summary>Forgets sessions that have lasted their time, and those whose browser cannot come back.</summary>
    public async Task Tidy()
    {
        var (begun, seen) = (clock.Now() - SignInSession.Longest, clock.Now() - SignInSession.LongestUnused);
        await db.Write(() => db.SignInSessions.Where(s => s.StartedAt < begun || s.LastSeenAt < seen).ExecuteDeleteAsync());
    }
}

/// <summary>The session in which a request comes.</summary>
public sealed record SessionStanding(Id<SignInSession> Id, Instant LastSeenAt, Instant OpensOwnAt);
