using CoP.Domain.CoReflection;
using CoP.Domain.Members;
using CoP.Web.Data;
using CoP.Web.Hosting;

namespace CoP.Web.Features.CoReflection.Agreement;

/// <summary>The group that an agreement is of.</summary>
public sealed record AgreementHead(Id<Group> GroupId, string Group)
{
    public string Path => $"/groups/{GroupId}/agreement";
}

/// <param name="Current">What holds.</param>
/// <param name="Open">What waits for the group's word.</param>
/// <param name="IsLookDue">The day for a fresh look has come.</param>
/// <param name="Earlier">How many other wordings there are to look at.</param>
public sealed record AgreementPage(AgreementHead Head, string Language, AgreementShown? Current, AgreementShown? Open, bool IsLookDue, int Earlier)
{
    /// <summary>What was typed and could not be taken, with why.</summary>
    public (Id<AgreementVersion> Version, TroubleInput Input, string Wrong)? Typed { get; init; }
}

/// <summary>A wording, and what the group says to it.</summary>
/// <param name="By">Who put it forward, while they belong to the group.</param>
/// <param name="IsMine">The reader put it forward.</param>
/// <param name="CanWithdraw">The reader can take it back.</param>
/// <param name="Changes">What it changes of what holds.</param>
/// <param name="Silent">Who has not said anything.</param>
/// <param name="HoldsAfter">When it comes to hold where it troubles nobody and more than half agree.</param>
public sealed record AgreementShown(
    AgreementHead Head, Id<AgreementVersion> Id, int? Number, string Language, LocalDate FreshLookOn, string Why, string? By, bool IsMine, bool CanWithdraw, Instant Since, IReadOnlyList<SectionShown> Sections, IReadOnlyList<Difference> Changes,
    IReadOnlyList<string> Agreed, IReadOnlyList<TroubleShown> Troubled, IReadOnlyList<string> Silent, AgreementAnswer? Mine, Instant HoldsAfter)
{
    public bool IsOpen => Number is null;
}

public sealed record SectionShown(AgreementHeading Heading, string Html, bool IsShown);

public sealed record TroubleShown(string Name, string Words, string Language, bool IsMine);

/// <summary>What changed under one heading.</summary>
public sealed record Difference(AgreementHeading Heading, string Before, string After, string Language);

/// <summary>The form, and what is there now where somebody else was faster.</summary>
/// <param name="IsFirst">The group has no words yet.</param>
/// <param name="IsReword">Other words are open, and these would take their place.</param>
/// <param name="Changed">How what was typed differs from what is there now.</param>
/// <param name="By">Who put forward what is there now.</param>
public sealed record AgreementForm(AgreementHead Head, AgreementInput Input, bool IsFirst, bool IsReword, IReadOnlyList<Difference>? Changed, string? By);

/// <summary>All wordings, the newest first.</summary>
public sealed record AgreementHistory(AgreementHead Head, IReadOnlyList<WordingShown> Held, IReadOnlyList<WordingShown> Others);

/// <param name="Changes">What it changed of the one before; null for the first.</param>
public sealed record WordingShown(int? Number, AgreementState State, string Language, string Why, Instant Since, IReadOnlyList<SectionShown> Sections, IReadOnlyList<Difference>? Changes);

/// <summary>The line on the page of the group.</summary>
/// <param name="OpenNeedsMe">Something waits for the reader's word.</param>
/// <param name="CurrentNeedsMe">The reader has not said anything to what holds.</param>
public sealed record AgreementCard(int? Number, bool IsOpen, bool OpenNeedsMe, bool CurrentNeedsMe, LocalDate? LookDueSince);

/// <summary>Reads working agreements, for members of the group; and for who could join, what the group shows.</summary>
public sealed class AgreementPages(CopDb db, CurrentMember me, AgreementStart start, TimeProvider clock)
{
    LocalDate Today => clock.NowIn(me.CommunityZone).Date;

    public async Task<AgreementPage?> Find(Id<Group> id)
    {
        if (await Read(id) is not var (head, language, agreement)) return null;
        var people = await db.PresentIn(id);
        var current = agreement.Current is { } holds ? Shown(head, holds, null, people) : null;
        return new(
            head, language, current, agreement.Open is { } open ? Shown(head, open, agreement.Current, people) : null,
            agreement is { Open: null, Current.FreshLookOn: var look } && look <= Today, agreement.Versions.Count(v => !agreement.IsAsked(v)));
    }

    /// <summary>The form as it is opened: with what is open, else with what holds, else with words to begin with.</summary>
    public async Task<AgreementForm?> Form(Id<Group> id, string? language)
    {
        if (await Read(id) is not var (head, spoken, agreement)) return null;
        var usual = AgreementWording.UsualFreshLook(Today);
        if ((agreement.Open ?? agreement.Current) is { } version)
            return Of(head, agreement, AgreementInput.Of(version, agreement.Edition, version.FreshLookOn > Today ? version.FreshLookOn : usual), null);
        var input = new AgreementInput { Edition = agreement.Edition, Language = language is "en" or "es" ? language : spoken, FreshLookOn = usual };
        foreach (var (heading, words) in start.In(input.Language, (await db.Rhythms([id], clock.Now())).GetValueOrDefault(id))) input[heading] = words;
        return Of(head, agreement, input, null);
    }

    /// <summary>The form as it comes back.</summary>
    /// <param name="changed">Whether somebody else was faster: then what is there now stands beside what was typed, and who sends it again has seen it.</param>
    public async Task<AgreementForm?> Again(Id<Group> id, AgreementInput input, bool changed)
    {
        if (await Read(id) is not var (head, _, agreement)) return null;
        if (!changed || (agreement.Open ?? agreement.Current) is not { } now) return Of(head, agreement, input, null);
        input.Edition = agreement.Edition;
        var typed = Enum.GetValues<AgreementHeading>().ToDictionary(h => h, input.Source);
        return Of(head, agreement, input, [.. typed.Select(t => new Difference(t.Key, now.Under(t.Key)?.Body.Source ?? "", t.Value, input.Language ?? now.Language)).Where(d => d.Before != d.After)]) with
        {
            By = (await db.PresentIn(id)).FirstOrDefault(p => p.Id == now.ById)?.Name,
        };
    }

    public async Task<AgreementHistory?> History(Id<Group> id)
    {
        if (await Read(id) is not var (head, _, agreement)) return null;
        var held = agreement.Versions.Where(v => v.Number is not null).OrderByDescending(v => v.Number).ToList();
        return new(
            head, [.. held.Select((v, i) => Wording(v, i + 1 < held.Count ? held[i + 1] : null))],
            [.. agreement.Versions.Where(v => v.State is AgreementState.Replaced or AgreementState.Withdrawn).OrderByDescending(v => v.ProposedAt).Select(v => Wording(v, null))]);
    }

    public async Task<AgreementCard?> Card(Id<Group> id)
    {
        var mine = me.Id;
        var asked = await db.AgreementVersions.Where(v => v.GroupId == id && (v.State == AgreementState.Open || v.Number != null)).OrderByDescending(v => v.Number)
            .Select(v => new { v.Number, v.FreshLookOn, IsAnswered = v.Answers.Any(a => a.MemberId == mine) }).ToListAsync();
        var (open, current) = (asked.Find(v => v.Number is null), asked.Find(v => v.Number is not null));
        return new(current?.Number, open is not null, open is { IsAnswered: false }, current is { IsAnswered: false }, open is null && current?.FreshLookOn <= Today ? current?.FreshLookOn : null);
    }

    /// <summary>What the group shows to who could join it.</summary>
    public async Task<(string Language, IReadOnlyList<SectionShown> Sections)?> ForOutsiders(Id<Group> id)
    {
        var version = await db.AgreementVersions.AsNoTracking().Where(v => v.Number != null && db.Groups.VisibleTo(me.Viewer).Any(g => g.Id == id && g.Id == v.GroupId)).OrderByDescending(v => v.Number).Include(v => v.Sections.Where(s => s.IsShown)).FirstOrDefaultAsync();
        return version is { Sections.Count: > 0 } ? (version.Language, Sections(version)) : null;
    }

    async Task<(AgreementHead Head, string Language, WorkingAgreement Agreement)?> Read(Id<Group> id)
    {
        if (await db.Groups.InsideFor(me.Viewer).Where(g => g.Id == id).Select(g => new { g.Name, g.Language }).SingleOrDefaultAsync() is not { } group) return null;
        return (new(id, group.Name), group.Language, await db.WorkingAgreements.AsNoTracking().Whole().SingleOrDefaultAsync(a => a.GroupId == id) ?? new WorkingAgreement(id));
    }

    static AgreementForm Of(AgreementHead head, WorkingAgreement agreement, AgreementInput input, IReadOnlyList<Difference>? changed) =>
        new(head, input, agreement.Versions.Count == 0, agreement.Open is not null, changed, null);

    AgreementShown Shown(AgreementHead head, AgreementVersion version, AgreementVersion? before, IReadOnlyList<GroupPerson> people)
    {
        var answers = people.Select(p => (Person: p, Answer: version.AnswerOf(p.Id))).ToList();
        var by = people.FirstOrDefault(p => p.Id == version.ById);
        return new(
            head, version.Id, version.Number, version.Language, version.FreshLookOn, version.Why, by?.Name, version.ById == me.Id, by is null || by.Id == me.Id, version.SettledAt ?? version.ProposedAt, Sections(version),
            before is null ? [] : Differences(before, version),
            [.. answers.Where(a => a.Answer is { Agrees: true }).Select(a => a.Person.Name)],
            [.. answers.Where(a => a.Answer is { Agrees: false }).Select(a => new TroubleShown(a.Person.Name, a.Answer!.Trouble!, a.Answer.Language!, a.Person.Id == me.Id))],
            [.. answers.Where(a => a.Answer is null).Select(a => a.Person.Name)], version.AnswerOf(me.Id), version.ProposedAt + WorkingAgreement.Patience);
    }

    static WordingShown Wording(AgreementVersion version, AgreementVersion? before) =>
        new(version.Number, version.State, version.Language, version.Why, version.SettledAt ?? version.ProposedAt, Sections(version), before is null ? null : Differences(before, version));

    static IReadOnlyList<SectionShown> Sections(AgreementVersion version) => [.. version.Sections.OrderBy(s => s.Heading).Select(s => new SectionShown(s.Heading, s.Body.Html, s.IsShown))];

    static IReadOnlyList<Difference> Differences(AgreementVersion before, AgreementVersion after) =>
    [
        .. Enum.GetValues<AgreementHeading>().Select(h => new Difference(h, before.Under(h)?.Body.Source ?? "", after.Under(h)?.Body.Source ?? "", after.Language)).Where(d => d.Before != d.After),
    ];
}
