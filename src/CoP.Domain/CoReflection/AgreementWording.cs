using CoP.Domain.Common;
using CoP.Domain.Discussions;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>What a working agreement speaks of, in the order in which one reads it.</summary>
public enum AgreementHeading
{
    /// <summary>Where the group meets and how often; weekly or every two weeks works best.</summary>
    WhereAndHowOften,

    /// <summary>How long a session lasts: 45 to 90 minutes.</summary>
    HowLong,

    /// <summary>How the time is used.</summary>
    UseOfTime,

    /// <summary>What is talked about, and what is not.</summary>
    Topics,

    /// <summary>What everyone can rely on.</summary>
    GroundRules,

    /// <summary>What each one brings.</summary>
    WhatEachBrings,
}

/// <summary>What is said under one heading.</summary>
/// <param name="Heading">Which.</param>
/// <param name="Body">In Markdown, and as a page shows it.</param>
/// <param name="IsShown">Whether whoever could join the group reads it too.</param>
public sealed record HeadingText(AgreementHeading Heading, RenderedText Body, bool IsShown);

/// <summary>A wording of a working agreement, before it is put forward.</summary>
/// <param name="Texts">What it says; headings without words are left out.</param>
/// <param name="Language"><c>en</c> or <c>es</c>.</param>
/// <param name="FreshLookOn">The day on which the group wants to look at it afresh.</param>
/// <param name="Why">What it changes and why, in a sentence; may be empty.</param>
public sealed record AgreementWording(IReadOnlyList<HeadingText> Texts, string Language, LocalDate FreshLookOn, string Why = "")
{
    /// <summary>Longest text under one heading, in UTF-16 characters.</summary>
    public const int TextLimit = 2000;

    /// <summary>Longest reason, in UTF-16 characters.</summary>
    public const int WhyLimit = 300;

    /// <summary>How many years ahead the fresh look may be.</summary>
    public const int YearsAhead = 2;

    /// <summary>When a group looks at it afresh unless it says otherwise: half a year on.</summary>
    public static LocalDate UsualFreshLook(LocalDate today) => today.PlusMonths(6);

    /// <summary>The same, trimmed and within all limits.</summary>
    /// <exception cref="RuleBrokenException">
    /// <c>agreement.empty</c>: no heading has words. <c>agreement.text</c>: one has too many. <c>agreement.headings</c>: one is there twice, or is none.
    /// <c>agreement.look</c>: the fresh look is not to come, or too far ahead. <c>agreement.why</c>, <c>text.language</c>.
    /// </exception>
    public AgreementWording Checked(LocalDate today)
    {
        if (Texts.Count == 0) throw new RuleBrokenException("agreement.empty");
        if (Texts.Any(t => t.Body.Source.Length is 0 or > TextLimit)) throw new RuleBrokenException("agreement.text", TextLimit);
        if (Texts.Any(t => !Enum.IsDefined(t.Heading)) || Texts.DistinctBy(t => t.Heading).Count() < Texts.Count) throw new RuleBrokenException("agreement.headings");
        if (FreshLookOn <= today || FreshLookOn > today.PlusYears(YearsAhead)) throw new RuleBrokenException("agreement.look", YearsAhead);
        return this with { Language = PlainText.Language(Language), Why = PlainText.Line(Why, WhyLimit, "agreement.why") ?? "" };
    }
}
