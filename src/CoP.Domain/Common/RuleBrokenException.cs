namespace CoP.Domain.Common;

/// <summary>A rule of the community was about to be broken; nothing has changed.</summary>
/// <param name="key">Names the rule; the site shows the text <c>rule.{key}</c> in the reader's language.</param>
/// <param name="details">Values that the text speaks of, in order.</param>
public sealed class RuleBrokenException(string key, params object[] details) : Exception(key)
{
    /// <summary>The rule's name, such as <c>thread.closed</c>.</summary>
    public string Key { get; } = key;

    /// <summary>Values for the placeholders of the rule's text.</summary>
    public IReadOnlyList<object> Details { get; } = details;
}
