using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoP.Domain.Calendars;
using CoP.Domain.CoReflection;
using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;

namespace CoP.Web.Data.Seed;

/// <summary>The words of the first spaces and of the demo community, as the files under <c>Content</c> have them.</summary>
static class SeedContent
{
    static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public static IReadOnlyList<SpaceScript> Spaces() => Read<SpaceScript>("spaces");
    public static IReadOnlyList<AgencyScript> Agencies() => Read<AgencyScript>("agencies");
    public static IReadOnlyList<MemberScript> Members() => Read<MemberScript>("members");
    public static IReadOnlyList<ThreadScript> Threads(string space) => Read<ThreadScript>("Threads." + space);
    public static IReadOnlyList<GroupScript> Groups() => Read<GroupScript>("groups");
    public static IReadOnlyList<LookingScript> Looking() => Read<LookingScript>("looking");
    public static IReadOnlyList<AgreementScript> Agreements() => Read<AgreementScript>("agreements");
    public static IReadOnlyList<MeetingScript> Meetings() => Read<MeetingScript>("meetings");

    public static IReadOnlyList<AgendaScript> Agendas() => Read<AgendaScript>("agendas");

    static List<T> Read<T>(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"CoP.Web.Data.Seed.Content.{name}.json")
            ?? throw new InvalidOperationException($"No content '{name}' in this build.");
        return JsonSerializer.Deserialize<List<T>>(file, options)!;
    }

    public static Areas Together(this IEnumerable<Area>? areas) => (areas ?? []).Aggregate(Areas.None, (all, area) => all | area.AsSet());
}

sealed record SpaceScript(string Key, SpaceText En, SpaceText Es);

sealed record SpaceText(string Name, string Purpose);

sealed record AgencyScript(string Key, string Name, Area[] Areas);

sealed record MemberScript(
    string Key, string Name, WorkRole Role, Area[] Areas, Discipline? Discipline = null, bool Supervises = false, string? Agency = null,
    string Language = "en", string Zone = "America/New_York", Duties[]? Duties = null);

/// <summary>A thread; <see cref="DaysAgo"/> counts back from the day of the seed, in the wall time of Massachusetts.</summary>
sealed record ThreadScript(
    ThreadKind Kind, string Author, int DaysAgo, string Title, string Body, ReplyScript[] Replies, AudienceKind Audience = AudienceKind.AllMembers, string Language = "en", bool Anonymous = false);

/// <summary>A reply; <see cref="After"/> is the hours since the post before it.</summary>
sealed record ReplyScript(string By, int After, string Body, bool Helped = false, string? Language = null);

/// <summary>A group; its first member founded it. One without a series fell asleep.</summary>
sealed record GroupScript(
    string Key, string Name, string Language, string Purpose, string Description, MemberRoles[] Roles, Area[] Areas, MeetingMode Mode, string Place,
    int Size, GroupEntry Entry, string[] Members, SeriesScript? Series = null, string[]? Asking = null,
    string[]? Waiting = null, string[]? Invited = null);

/// <summary>Somebody who looks for a group: <c>Tuesday.Afternoon</c>.</summary>
sealed record LookingScript(string Who, string[] Times, MeetingMode[] Modes, string? Language = null);

/// <summary>A series; <see cref="Moved"/> and <see cref="Cancelled"/> say which of the coming sessions, the first being 1.</summary>
sealed record SeriesScript(Rhythm Rhythm, IsoDayOfWeek Day, string Time, int Minutes, int? Moved = null, int? Cancelled = null);

/// <summary>What was put to a group, the first first.</summary>
sealed record AgreementScript(string Group, WordingScript[] Proposals);

/// <summary>A wording of a working agreement, and what members said to it.</summary>
sealed record WordingScript(
    string By, int DaysAgo, string Why, string Language, Dictionary<AgreementHeading, string> Sections, AgreementHeading[] Shown, string[] Agreed, TroubleScript? Troubled = null);

sealed record TroubleScript(string Who, string Words);

/// <summary>A meeting; <see cref="Quarter"/> counts from the first one to come.</summary>
sealed record MeetingScript(int Quarter, MeetingState State, string Time, int Minutes, AnswerCounts? Answers = null, int[]? Came = null, FacilitatorSeat? EmptySeat = null);

sealed record AnswerCounts(int Yes, int Maybe, int No);
