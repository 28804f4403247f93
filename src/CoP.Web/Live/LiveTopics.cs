using System.Diagnostics.CodeAnalysis;
using CoP.Domain.CoReflection;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Domain.Polls;
using CoP.Web.Features.CoReflection;

namespace CoP.Web.Live;

/// <summary>The names of what pages can watch, and of what concerns a member's own connections.</summary>
public static class LiveTopics
{
    const string ThreadPrefix = "thread:";
    const string SightPrefix = "sight:";
    const string MemberPrefix = "member:";
    const string SignInPrefix = "signin:";
    const string NoticesPrefix = "notices:";
    const string MeetingPrefix = "meeting:";
    const string BreakoutPrefix = "breakout:";
    const string SessionPrefix = "session:";
    const string PollPrefix = "poll:";

    /// <summary>What a page says to watch its own member's notices.</summary>
    public const string MyNotices = "notices";

    public static string Thread(Id<Thread> id) => ThreadPrefix + id;

    /// <summary>
    /// Others than before may see a thread: the connections that watch it close on every node, and whose pages may still see it come in
    /// anew. The others hear nothing of it any more, not even that something happened.
    /// </summary>
    public static string Sight(Id<Thread> id) => SightPrefix + id;

    /// <summary>
    /// A member's rights changed: their connections close on every node, and their pages ask again for what they may see.
    /// Whoever changes a role, a duty, a membership or a state calls <c>db.Changed(LiveTopics.Member(id), 0)</c> in that change.
    /// </summary>
    public static string Member(Id<Member> id) => MemberPrefix + id;

    /// <summary>A member signed out of one session: the connections that were opened in it close on every node.</summary>
    public static string SignIn(Id<SignInSession> id) => SignInPrefix + id;

    /// <summary>A member's notices: somebody is told of something, or they have seen it on another device.</summary>
    public static string Notices(Id<Member> id) => NoticesPrefix + id;

    /// <summary>What everyone who may see a meeting sees of its agenda and its day.</summary>
    public static string Meeting(Id<QuarterlyMeeting> id) => MeetingPrefix + id;

    /// <summary>The notes of one breakout group, for those who may read them.</summary>
    public static string Breakout(Id<QuarterlyMeeting> id, BreakoutRole role) => $"{BreakoutPrefix}{role}:{id}";

    /// <summary>The notes of one session of a group, for its members.</summary>
    public static string Session(Id<Group> id, SessionKey key) => $"{SessionPrefix}{key}:{id}";

    /// <summary>How a poll stands, for those who are asked.</summary>
    public static string Poll(Id<Poll> id) => PollPrefix + id;

    public static bool IsPoll([NotNullWhen(true)] string? topic, out Id<Poll> id) => Is(topic, PollPrefix, out id);

    public static bool IsSession([NotNullWhen(true)] string? topic, out Id<Group> id, out SessionKey key)
    {
        (id, key) = (default, default);
        return topic?.Split(':') is ["session", var when, var group] && SessionKey.TryParse(when, null, out key) && Id<Group>.TryParse(group, null, out id);
    }

    public static bool IsMeeting([NotNullWhen(true)] string? topic, out Id<QuarterlyMeeting> id) => Is(topic, MeetingPrefix, out id);

    public static bool IsBreakout([NotNullWhen(true)] string? topic, out Id<QuarterlyMeeting> id, out BreakoutRole role)
    {
        foreach (var each in Enum.GetValues<BreakoutRole>())
            if (Is(topic, $"{BreakoutPrefix}{each}:", out id))
            {
                role = each;
                return true;
            }
        (id, role) = (default, default);
        return false;
    }

    public static bool IsNotices([NotNullWhen(true)] string? topic, out Id<Member> id) => Is(topic, NoticesPrefix, out id);

    public static bool IsThread([NotNullWhen(true)] string? topic, out Id<Thread> id) => Is(topic, ThreadPrefix, out id);

    public static bool IsSight([NotNullWhen(true)] string? topic, out Id<Thread> id) => Is(topic, SightPrefix, out id);

    public static bool IsMember([NotNullWhen(true)] string? topic, out Id<Member> id) => Is(topic, MemberPrefix, out id);

    public static bool IsSignIn([NotNullWhen(true)] string? topic, out Id<SignInSession> id) => Is(topic, SignInPrefix, out id);

    static bool Is<T>([NotNullWhen(true)] string? topic, string prefix, out Id<T> id)
    {
        id = default;
        return topic is not null && topic.StartsWith(prefix, StringComparison.Ordinal) && Id<T>.TryParse(topic[prefix.Length..], null, out id);
    }
}
