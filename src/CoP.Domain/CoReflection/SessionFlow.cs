using CoP.Domain.Common;
using NodaTime;

namespace CoP.Domain.CoReflection;

/// <summary>The parts of a co-reflection, in their order.</summary>
public enum SessionPart
{
    /// <summary>Arriving with each other.</summary>
    Connect,

    /// <summary>Recalling the principles.</summary>
    Principles,

    /// <summary>What was carried over from last time.</summary>
    CarryOver,

    /// <summary>One aspect, or what happened lately; first what worked.</summary>
    Focus,

    /// <summary>What each one takes along, and who does what next.</summary>
    NextSteps,
}

/// <summary>One part of one session.</summary>
/// <param name="Part">Which.</param>
/// <param name="Minutes">How long it lasts.</param>
/// <param name="EndsAt">When it ends.</param>
public sealed record FlowPart(SessionPart Part, int Minutes, Instant EndsAt);

/// <summary>How the time of a session is shared out: a proposal that people can keep by a clock on the wall.</summary>
public static class SessionFlow
{
    // Of an hour: ten minutes to arrive, five to recall, ten to carry over, twenty-five for what matters, ten to close.
    private static readonly (SessionPart Part, int Until)[] Shares =
        [(SessionPart.Connect, 10), (SessionPart.Principles, 15), (SessionPart.CarryOver, 25), (SessionPart.Focus, 50), (SessionPart.NextSteps, 60)];

    /// <summary>The parts of a session. Each lasts at least a minute, together they last as long as it does, and of half an hour or more each ends on a full five minutes after the start.</summary>
    public static IReadOnlyList<FlowPart> Of(LocalSlot slot)
    {
        var step = slot.Minutes >= 30 && slot.Minutes % 5 == 0 ? 5 : 1;
        List<FlowPart> parts = [];
        var past = 0;
        foreach (var (part, until) in Shares)
        {
            var end = Math.Max(past + step, (int)Math.Round(slot.Minutes * until / 60.0 / step, MidpointRounding.AwayFromZero) * step);
            parts.Add(new FlowPart(part, end - past, slot.StartsAt + Duration.FromMinutes(end)));
            past = end;
        }

        return parts;
    }
}
