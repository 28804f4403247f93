using CoP.Domain.Common;
using CoP.Domain.Members;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>
/// What a group has agreed on about how it works. Nobody sets it: any member puts a wording forward, and it holds once the group has agreed to it.
/// One wording is open at a time; whoever rewords it puts a new one in its place, and everyone is asked anew. Nothing that was put forward is lost.
/// </summary>
public sealed class WorkingAgreement
{
    /// <summary>After so long a wording that troubles nobody holds with the consent of more than half; two sessions of a group that meets every week or two.</summary>
    public static readonly Duration Patience = Duration.FromDays(14);

    /// <summary>Most wordings that a group keeps; beyond it the oldest that never held go.</summary>
    public const int KeptLimit = 100;

    private readonly List<AgreementVersion> _versions = [];

    private WorkingAgreement()
    {
    }

    /// <summary>Nothing agreed on yet.</summary>
    public WorkingAgreement(Id<Group> groupId) => GroupId = groupId;

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>How often what is open or holds has changed: whoever puts a wording forward names the edition that they saw.</summary>
    public int Edition { get; private set; }

    /// <summary>All wordings, those that hold or held and those that never did.</summary>
    public IReadOnlyList<AgreementVersion> Versions => _versions;

    /// <summary>The one that holds; null while none does.</summary>
    public AgreementVersion? Current => _versions.Where(v => v.Number is not null).MaxBy(v => v.Number);

    /// <summary>The one that waits for the group's word; null while none does.</summary>
    public AgreementVersion? Open => _versions.Find(v => v.State == AgreementState.Open);

    /// <summary>Whether members of the group can answer it: it holds, or it is open.</summary>
    public bool IsAsked(AgreementVersion version) => version.State == AgreementState.Open || version == Current;

    /// <summary>Puts a wording forward, in place of one that is open. Whoever does agrees to it.</summary>
    /// <param name="wording">What it says.</param>
    /// <param name="seen">The edition that it was made on.</param>
    /// <param name="by">Who puts it forward.</param>
    /// <param name="present">Who belongs to the group today.</param>
    /// <param name="today">The day, for the fresh look.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="RuleBrokenException">
    /// As <see cref="AgreementWording.Checked"/>; <c>group.member</c>: not one of them. <c>agreement.changed</c>: something else was put forward or agreed on since.
    /// <c>agreement.same</c>: it says what the open or the current one says.
    /// </exception>
    public AgreementVersion Propose(AgreementWording wording, int seen, Id<Member> by, IReadOnlyCollection<Id<Member>> present, LocalDate today, Instant now)
    {
        wording = wording.Checked(today);
        if (!present.Contains(by)) throw new RuleBrokenException("group.member");
        if (seen != Edition) throw new RuleBrokenException("agreement.changed");
        if ((Open ?? Current)?.Says(wording) == true) throw new RuleBrokenException("agreement.same");
        Open?.Become(AgreementState.Replaced, now);
        var version = new AgreementVersion(Id<AgreementVersion>.New(now), GroupId, wording, by, now);
        _versions.Add(version);
        version.Take(by, null, null, now);
        Edition++;
        if (_versions.Count > KeptLimit && _versions.Where(v => v.State is AgreementState.Replaced or AgreementState.Withdrawn).MinBy(v => v.ProposedAt) is { } oldest) _versions.Remove(oldest);
        Settle(present, now);
        return version;
    }

    /// <summary>A member agrees.</summary>
    /// <param name="id">To which wording.</param>
    /// <param name="member">Who.</param>
    /// <param name="present">Who belongs to the group today.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="RuleBrokenException"><c>group.member</c>; <c>agreement.gone</c>: it neither holds nor is open any more.</exception>
    public void Agree(Id<AgreementVersion> id, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        Asked(id, member, present).Take(member, null, null, now);
        Settle(present, now);
    }

    /// <summary>A member says what troubles them. While they do, an open wording does not come to hold.</summary>
    /// <exception cref="RuleBrokenException"><c>agreement.trouble</c>, <c>text.language</c>; as <see cref="Agree"/>.</exception>
    public void Trouble(Id<AgreementVersion> id, string? words, string? language, Id<Member> member, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        var said = PlainText.NeededLines(words, AgreementAnswer.TroubleLimit, "agreement.trouble");
        Asked(id, member, present).Take(member, said, PlainText.Language(language), now);
    }

    /// <summary>A member takes back what they said, and has said nothing.</summary>
    /// <exception cref="RuleBrokenException"><c>agreement.gone</c>, <c>group.member</c>.</exception>
    public void TakeBack(Id<AgreementVersion> id, Id<Member> member, IReadOnlyCollection<Id<Member>> present) => Asked(id, member, present).Drop(member);

    /// <summary>Whoever put an open wording forward takes it back; where they belong to the group no more, anyone may.</summary>
    /// <exception cref="RuleBrokenException"><c>group.member</c>; <c>agreement.gone</c>: it is not open. <c>agreement.others</c>: someone else's.</exception>
    public void Withdraw(Id<AgreementVersion> id, Id<Member> by, IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        if (!present.Contains(by)) throw new RuleBrokenException("group.member");
        if (Open is not { } open || open.Id != id) throw new RuleBrokenException("agreement.gone");
        if (open.ById != by && present.Contains(open.ById)) throw new RuleBrokenException("agreement.others");
        open.Become(AgreementState.Withdrawn, now);
        Edition++;
    }

    /// <summary>
    /// Lets the open wording hold where the group has agreed to it: everyone present has, or <see cref="Patience"/> is over, more than half have and it
    /// troubles nobody. Who left does not count, and who came since does.
    /// </summary>
    /// <returns>Whether it holds now and did not before.</returns>
    public bool Settle(IReadOnlyCollection<Id<Member>> present, Instant now)
    {
        if (Open is not { } open || present.Count == 0) return false;
        var agreed = present.Count(member => open.AnswerOf(member) is { Agrees: true });
        var troubled = present.Any(member => open.AnswerOf(member) is { Agrees: false });
        if (agreed < present.Count && (troubled || agreed * 2 <= present.Count || now < open.ProposedAt + Patience)) return false;
        open.Hold((Current?.Number ?? 0) + 1, now);
        Edition++;
        return true;
    }

    private AgreementVersion Asked(Id<AgreementVersion> id, Id<Member> member, IReadOnlyCollection<Id<Member>> present)
    {
        if (!present.Contains(member)) throw new RuleBrokenException("group.member");
        return _versions.Find(v => v.Id == id) is { } version && IsAsked(version) ? version : throw new RuleBrokenException("agreement.gone");
    }
}

/// <summary>One wording of a working agreement. Its words never change.</summary>
public sealed class AgreementVersion
{
    private readonly List<AgreementSection> _sections = [];
    private readonly List<AgreementAnswer> _answers = [];

    private AgreementVersion()
    {
    }

    internal AgreementVersion(Id<AgreementVersion> id, Id<Group> groupId, AgreementWording wording, Id<Member> by, Instant now)
    {
        (Id, GroupId, ById, ProposedAt) = (id, groupId, by, now);
        (Language, FreshLookOn, Why) = (wording.Language, wording.FreshLookOn, wording.Why);
        _sections.AddRange(wording.Texts.Select(text => new AgreementSection(id, text)));
    }

    /// <summary>Which wording.</summary>
    public Id<AgreementVersion> Id { get; private set; }

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>What became of it.</summary>
    public AgreementState State { get; private set; }

    /// <summary>Which of those that held, from 1 without gaps; null where it never did.</summary>
    public int? Number { get; private set; }

    /// <summary>Who put it forward; the group is told while they belong to it.</summary>
    public Id<Member> ById { get; private set; }

    /// <summary>When it was put forward.</summary>
    public Instant ProposedAt { get; private set; }

    /// <summary>Since when it is no longer open; null while it is.</summary>
    public Instant? SettledAt { get; private set; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>The day on which the group wants to look at it afresh.</summary>
    public LocalDate FreshLookOn { get; private set; }

    /// <summary>What it changes and why, in a sentence; may be empty.</summary>
    public string Why { get; private set; } = "";

    /// <summary>What it says, by heading; a heading without words is not there.</summary>
    public IReadOnlyList<AgreementSection> Sections => _sections;

    /// <summary>What members of the group said to it.</summary>
    public IReadOnlyList<AgreementAnswer> Answers => _answers;

    /// <summary>What it says under a heading; null for nothing.</summary>
    public AgreementSection? Under(AgreementHeading heading) => _sections.Find(s => s.Heading == heading);

    /// <summary>What a member said to it; null for nothing.</summary>
    public AgreementAnswer? AnswerOf(Id<Member> member) => _answers.Find(a => a.MemberId == member);

    internal bool Says(AgreementWording wording) =>
        (Language, FreshLookOn) == (wording.Language, wording.FreshLookOn)
        && _sections.Select(s => s.AsText).OrderBy(t => t.Heading).SequenceEqual(wording.Texts.OrderBy(t => t.Heading));

    internal void Take(Id<Member> member, string? trouble, string? language, Instant now)
    {
        if (AnswerOf(member) is { } before) before.Become(trouble, language, now);
        else _answers.Add(new AgreementAnswer(this, member, trouble, language, now));
    }

    internal void Drop(Id<Member> member) => _answers.RemoveAll(a => a.MemberId == member);

    internal void Hold(int number, Instant now)
    {
        Number = number;
        Become(AgreementState.Agreed, now);
    }

    internal void Become(AgreementState state, Instant now) => (State, SettledAt) = (state, now);
}

/// <summary>What a wording says under one heading.</summary>
public sealed class AgreementSection
{
    private AgreementSection()
    {
    }

    internal AgreementSection(Id<AgreementVersion> versionId, HeadingText text) => (VersionId, Heading, Body, IsShown) = (versionId, text.Heading, text.Body, text.IsShown);

    /// <summary>Of which wording.</summary>
    public Id<AgreementVersion> VersionId { get; private set; }

    /// <summary>Under which heading.</summary>
    public AgreementHeading Heading { get; private set; }

    /// <summary>What it says.</summary>
    public Discussions.RenderedText Body { get; private set; } = Discussions.RenderedText.Nothing;

    /// <summary>Whether whoever could join reads it too, once it holds.</summary>
    public bool IsShown { get; private set; }

    internal HeadingText AsText => new(Heading, Body, IsShown);
}

/// <summary>One member's word to one wording; it goes with them when they leave.</summary>
public sealed class AgreementAnswer
{
    /// <summary>Longest trouble, in UTF-16 characters.</summary>
    public const int TroubleLimit = 500;

    private AgreementAnswer()
    {
    }

    internal AgreementAnswer(AgreementVersion version, Id<Member> member, string? trouble, string? language, Instant now) =>
        (VersionId, GroupId, MemberId, Trouble, Language, Since) = (version.Id, version.GroupId, member, trouble, language, now);

    /// <summary>To which wording.</summary>
    public Id<AgreementVersion> VersionId { get; private set; }

    /// <summary>Of which group.</summary>
    public Id<Group> GroupId { get; private set; }

    /// <summary>Whose.</summary>
    public Id<Member> MemberId { get; private set; }

    /// <summary>What troubles them; null where they agree.</summary>
    public string? Trouble { get; private set; }

    /// <summary>In which language that is said: <c>en</c> or <c>es</c>; null where they agree.</summary>
    public string? Language { get; private set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; private set; }

    /// <summary>Whether they agree.</summary>
    public bool Agrees => Trouble is null;

    internal void Become(string? trouble, string? language, Instant now) => (Trouble, Language, Since) = (trouble, language, now);
}

/// <summary>What became of a wording.</summary>
public enum AgreementState
{
    /// <summary>It waits for the group's word.</summary>
    Open,

    /// <summary>It holds, or held until the next one did.</summary>
    Agreed,

    /// <summary>Another wording was put forward in its place.</summary>
    Replaced,

    /// <summary>Whoever put it forward took it back.</summary>
    Withdrawn,
}
