using CoP.Domain.Discussions;
using CoP.Domain.Meetings;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.Meetings.After.Minutes;

/// <summary>The minutes as the reader sees them.</summary>
/// <param name="CanPublish">Whether the reader can publish them now.</param>
/// <param name="CanTakeBack">Whether the reader can make a draft of them again.</param>
/// <param name="Told">How many get a letter, for who can publish.</param>
public sealed record MinutesPage(MeetingHead Meeting, Instant? PublishedAt, IReadOnlyList<MinutesSide> Sides, bool CanPublish, bool CanTakeBack, int Told);

/// <summary>One language of the minutes.</summary>
/// <param name="Html">Null where nothing is written in it.</param>
/// <param name="BehindSince">Since when the other language says something else.</param>
/// <param name="Earlier">How many earlier versions the reader can look at.</param>
public sealed record MinutesSide(string Language, string? Html, Instant? Since, string? By, Instant? BehindSince, int Earlier);

/// <summary>The form, and what is there now where somebody else was faster.</summary>
public sealed record MinutesForm(MeetingHead Meeting, MinutesInput Input, bool IsNew, bool IsPublished, string? Behind, IReadOnlyList<(string Language, string Now, string Typed)> Changed)
{
    /// <summary>What was typed as it will look, for who has no script.</summary>
    public IReadOnlyList<(string Language, string Html)> Shown { get; init; } = [];
}

public sealed class MinutesInput
{
    /// <summary>The version that was seen; 0 for none yet.</summary>
    public int Version { get; set; }

    // No lengths here: browsers send a line break as two characters, and it counts as one.
    public string? English { get; set; }
    public string? Spanish { get; set; }

    /// <summary>Both languages say the same now.</summary>
    public bool Same { get; set; }

    /// <summary>Asks to be shown the text.</summary>
    public string? Preview { get; set; }
}

/// <summary>What minutes said before, the newest first.</summary>
public sealed record MinutesHistory(MeetingHead Meeting, string Language, IReadOnlyList<MinutesVersion> Versions);

public sealed record MinutesVersion(RenderedText Body, Instant Since, string? By, bool WasPublic);

public sealed class MinutesPages(CopDb db, CurrentMember me, TimeProvider clock, MinutesStart start)
{
    static readonly string[] languages = ["en", "es"];

    public async Task<MinutesPage?> Find(Id<QuarterlyMeeting> id)
    {
        if (await Read(id) is not var (meeting, head, minutes) || minutes is null) return null;
        var now = clock.Now();
        var earlier = await db.Set<MinutesRevision>().Where(r => r.MeetingId == id && (r.WasPublic || head.IsKeeper)).GroupBy(r => r.Language).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var names = head.IsKeeper ? await Names(minutes.Texts.Select(t => t.ById)) : [];
        var canPublish = head.IsKeeper && minutes.PublishedAt is null && meeting.IsOver(now);
        return new(
            head, minutes.PublishedAt,
            // The reader's own language first.
            [
                .. languages.OrderByDescending(l => l == Languages.Current).Select(l => minutes.In(l) is { } t
                    ? new MinutesSide(l, t.Body.Html, t.Since, names.GetValueOrDefault(t.ById), t.BehindSince, earlier.GetValueOrDefault(l))
                    : new MinutesSide(l, null, null, null, null, earlier.GetValueOrDefault(l))),
            ],
            canPublish, head.IsKeeper && minutes.CanBeTakenBack(now), canPublish ? await db.Members.InvitedTo(meeting, db.Rsvps).CountAsync() : 0);
    }

    /// <summary>The form as it is opened.</summary>
    public async Task<MinutesForm?> Form(Id<QuarterlyMeeting> id)
    {
        if (await Read(id) is not var (meeting, head, minutes) || !head.IsKeeper || !MeetingMinutes.CanBegin(meeting, clock.Now())) return null;
        var input = minutes is null
            ? new MinutesInput { English = await start.Of(meeting, "en"), Spanish = await start.Of(meeting, "es") }
            : new MinutesInput { Version = minutes.Version, English = minutes.In("en")?.Body.Source, Spanish = minutes.In("es")?.Body.Source };
        return Of(head, minutes, input, []);
    }

    /// <summary>The form as it comes back.</summary>
    /// <param name="changed">Whether somebody else was faster: then what is there now stands beside what was typed, and who saves again has seen it.</param>
    public async Task<MinutesForm?> Again(Id<QuarterlyMeeting> id, MinutesInput input, bool changed)
    {
        if (await Read(id) is not var (meeting, head, minutes) || !head.IsKeeper || !MeetingMinutes.CanBegin(meeting, clock.Now())) return null;
        if (!changed || minutes is null) return Of(head, minutes, input, []);
        input.Version = minutes.Version;
        return Of(head, minutes, input, [.. languages.Select(l => (l, Now: minutes.In(l)?.Body.Source ?? "", Typed: Typed(input, l))).Where(s => s.Now != s.Typed)]);
    }

    public async Task<MinutesHistory?> History(Id<QuarterlyMeeting> id, string language)
    {
        if (await Read(id) is not var (_, head, minutes) || minutes is null) return null;
        var before = await db.Set<MinutesRevision>().AsNoTracking().Where(r => r.MeetingId == id && r.Language == language && (r.WasPublic || head.IsKeeper))
            .OrderByDescending(r => EF.Property<long>(r, "Number")).ToListAsync();
        var text = minutes.In(language);
        if (text is null && before.Count == 0) return null;
        var names = head.IsKeeper ? await Names(before.Select(r => r.ById).Concat(text is null ? [] : [text.ById])) : [];
        var versions = before.ConvertAll(r => new MinutesVersion(r.Body, r.Since, names.GetValueOrDefault(r.ById), r.WasPublic));
        if (text is not null) versions.Insert(0, new(text.Body, text.Since, names.GetValueOrDefault(text.ById), minutes.PublishedAt is not null));
        return new(head, language, versions);
    }

    static MinutesForm Of(MeetingHead head, MeetingMinutes? minutes, MinutesInput input, IReadOnlyList<(string, string, string)> changed) =>
        new(head, input, minutes is null, minutes?.PublishedAt is not null, minutes?.Texts.FirstOrDefault(t => t.BehindSince is not null)?.Language, changed);

    static string Typed(MinutesInput input, string language) => ((language == "en" ? input.English : input.Spanish) ?? "").ReplaceLineEndings("\n").Trim();

    // A draft is there for who writes it, and for nobody else.
    async Task<(QuarterlyMeeting Meeting, MeetingHead Head, MeetingMinutes? Minutes)?> Read(Id<QuarterlyMeeting> id)
    {
        if (await db.Meetings.AsNoTracking().VisibleTo(me.Viewer).SingleOrDefaultAsync(m => m.Id == id) is not { } meeting) return null;
        var head = MeetingHead.Of(meeting, me.Viewer);
        var minutes = await db.Minutes.AsNoTracking().SingleOrDefaultAsync(m => m.MeetingId == id);
        return (meeting, head, minutes is { PublishedAt: null } && !head.IsKeeper ? null : minutes);
    }

    async Task<Dictionary<Id<Member>, string>> Names(IEnumerable<Id<Member>> ids)
    {
        var all = ids.Distinct().ToArray();
        return await db.Members.Where(m => all.Contains(m.Id) && m.State != MemberState.Closed).ToDictionaryAsync(m => m.Id, m => m.Name);
    }
}
